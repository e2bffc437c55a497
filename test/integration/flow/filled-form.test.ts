import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../sandbox/block-elements.js';
import type { Message, View } from '../../../sandbox/slack/page-contract.js';
import { privateAnswer } from '../../fixtures/conversation.js';
import { dialogOf } from '../../fixtures/dialogs.js';
import { people, places, useWorld, type World } from '../../fixtures/world.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };

describe('when a reason is required,', () => {
  const world = useWorld({ policy: { reasonRequired: true } });

  it('a command without one opens the filled form, which submits it once the reason is there', async () => {
    const answer = await answerTo(`/unlink oa ${asset.id} --dry-run`);
    expect(answer.text).toContain('so no request was made');
    await openFilled(answer, world());
    const form = await dialogOf(world(), people.lan);
    expect(elementIn(form, 'pasted')).toMatchObject({ initial_value: asset.id });
    expect(elementIn(form, 'options')).toMatchObject({ initial_options: [{ value: 'dry_run' }] });
    expect(JSON.stringify(form.blocks)).toContain(asset.name);
    await send(form, 'shop closed');
    const card = await world().workspace.waitFor(cardInOps);
    expect(card.text).toContain('shop closed');
    expect(card.text).toContain(asset.id);
  });

  it('a reason that is too long appears whole in the form, to be shortened', async () => {
    const reason = `closed ${'x'.repeat(600)}`;
    const answer = await answerTo(`/unlink oa ${asset.id} -- ${reason}`);
    expect(answer.text).toContain('no request was made');
    expect(buttonsOf(answer)).toEqual(['fill_form']);
    await openFilled(answer, world());
    const form = await dialogOf(world(), people.lan);
    expect(elementIn(form, 'reason')).toMatchObject({ initial_value: reason });
    const report = await send(form, reason);
    expect(report.errors).toEqual({ reason: expect.stringContaining('607 characters long') });
  });

  function answerTo(text: string): Promise<Message> {
    return privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text }),
    );
  }

  function buttonsOf(answer: Message): string[] {
    return answer.blocks.flatMap((block) => elementsOf(block).map(({ action_id }) => action_id));
  }

  function send(form: View, reason: string) {
    return world().workspace.submit({
      user: people.lan,
      view_id: form.id,
      state: { values: { reason: { reason: { type: 'plain_text_input', value: reason } } } },
    });
  }

  function cardInOps(): Message | undefined {
    return world()
      .workspace.messages(places.ops)
      .find(({ metadata }) => JSON.stringify(metadata ?? null).includes('"op":"card-'));
  }
});

describe('the form with a pasted list', () => {
  const world = useWorld();

  it('comes back with the same name of an asset, dash included, when its card could not be posted', async () => {
    const form = await opened(world());
    const name = 'Bán hàng — Đại lý';
    await sent(form, name, world());
    world().workspace.faults.add({ kind: 'error', error: 'is_archived', method: 'chat.postMessage' });
    const answer = await privateAnswer(world(), people.lan, () => sent(form, name, world()));
    expect(answer.text).toContain('No request was made');
    await openFilled(answer, world());
    const again = await dialogOf(world(), people.lan);
    expect(elementIn(again, 'pasted')).toMatchObject({ initial_value: 'Bán hàng – Đại lý' });
    expect(elementIn(again, 'reason')).toMatchObject({ initial_value: 'shop closed' });
  });
});

describe('the form, sent again with another asset picked,', () => {
  const world = useWorld();

  it('shows again its reading of a name that now matches several assets, and ticks none', async () => {
    const form = await opened(world());
    const name = 'ban hang dai ly';
    await sent(form, name, world());
    expect(shownIn(world())).toContain(asset.id);
    const other = { value: '168335841970104084', text: { type: 'plain_text', text: 'Minh Châu' } };
    const picked = { 'assets/oa': { 'unlink_assets/oa': { selected_options: [other] } } };
    await sent(form, name, world(), picked);
    expect(shownIn(world())).not.toContain(asset.id);
    expect(shownIn(world())).toContain('you tick');
  });

  function shownIn({ workspace }: World): string {
    return JSON.stringify(workspace.views(people.lan).modal?.blocks);
  }
});

describe('the form with a text that matches nothing', () => {
  const world = useWorld();

  it.each([
    { what: 'an id that a spreadsheet has rounded', list: '4.31809E+18', why: 'rounded “4.31809E+18”' },
    { what: 'an id with a slip', list: '4318093042839471243', why: 'matches “4318093042839471243”' },
  ])('says what $what could have been', async ({ list, why }) => {
    const { errors } = await sent(await opened(world()), list, world());
    expect(errors).toEqual({ pasted: expect.stringContaining(why) });
    expect(errors?.['pasted']).toContain(`Closest: ${asset.name} (${asset.id})`);
  });
});

describe('while the list is still unknown and the ZCA is slow,', () => {
  const world = useWorld({ change: (config) => ({ ...config, zca: { ...config.zca, timeoutMs: 8_000 } }) });

  it('the form with a pasted list is accepted within the time that Slack waits', async () => {
    world().zca.faults.add({ type: 'delay', operation: 'list', delayMs: 5_000, times: 'always' });
    const form = await opened(world());
    expect(await sent(form, asset.id, world())).toMatchObject({ ok: true, status: 200 });
  });
});

async function opened(world: World): Promise<View> {
  await world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink' });
  return dialogOf(world, people.lan);
}

function sent(
  form: View,
  list: string,
  { workspace }: World,
  picked: Parameters<World['workspace']['submit']>[0]['state']['values'] = {},
) {
  const pasted = { unlink_pasted: { type: 'plain_text_input', value: list } };
  const reason = { reason: { type: 'plain_text_input', value: 'shop closed' } };
  return workspace.submit({
    user: people.lan,
    view_id: form.id,
    state: { values: { ...picked, pasted, reason } },
  });
}

function openFilled(answer: Message, { workspace }: World) {
  const isIn = (block: Message['blocks'][number]) =>
    elementsOf(block).some(({ action_id }) => action_id === 'fill_form');
  return workspace.action({
    user: people.lan,
    container: { type: 'message', channel: answer.channel, message_ts: answer.ts },
    block_id: answer.blocks.find(isIn)?.block_id ?? '',
    action_id: 'fill_form',
  });
}

function elementIn({ blocks }: View, block: string): unknown {
  return blocks.find(({ block_id }) => block_id === block)?.['element'];
}
