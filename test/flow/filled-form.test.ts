import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../sandbox/block-elements.js';
import type { Message, View } from '../../sandbox/slack/page-contract.js';
import { privateAnswer } from '../world/conversation.js';
import { dialogOf } from '../world/dialogs.js';
import { people, places, useWorld } from '../world/world.js';

const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };

describe('where a reason is needed', () => {
  const world = useWorld({ policy: { reasonRequired: true } });

  it('who gave none gets the form with what was asked, and it is asked for when the reason is there', async () => {
    const answer = await answerTo(`/unlink oa ${asset.id} --dry-run`);
    expect(answer.text).toContain('so no request was made');
    await pressButton(answer, 'fill_form');
    const form = await dialogOf(world(), people.lan);
    expect(elementIn(form, 'pasted')).toMatchObject({ initial_value: asset.id });
    expect(elementIn(form, 'options')).toMatchObject({ initial_options: [{ value: 'dry_run' }] });
    expect(JSON.stringify(form.blocks)).toContain(asset.name);
    await send(form, 'shop closed');
    const card = await world().workspace.waitFor(cardInOps, 10_000);
    expect(card.text).toContain('shop closed');
    expect(card.text).toContain(asset.id);
  });

  it('one that is too long stands whole in the form, to be shortened', async () => {
    const reason = `closed ${'x'.repeat(600)}`;
    const answer = await answerTo(`/unlink oa ${asset.id} -- ${reason}`);
    expect(answer.text).toContain('no request was made');
    expect(buttonsOf(answer)).toEqual(['fill_form']);
    await pressButton(answer, 'fill_form');
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

  function pressButton(answer: Message, action_id: string) {
    const block = answer.blocks.find((each) => elementsOf(each).some((one) => one.action_id === action_id));
    return world().workspace.action({
      user: people.lan,
      container: { type: 'message', channel: answer.channel, message_ts: answer.ts },
      block_id: block?.block_id ?? '',
      action_id,
    });
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

function elementIn({ blocks }: View, block: string): unknown {
  return blocks.find(({ block_id }) => block_id === block)?.['element'];
}
