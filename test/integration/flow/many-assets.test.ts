import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, resultOf, tick } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('many assets in one request', () => {
  const world = useWorld();
  const shops = () =>
    world()
      .zca.assets()
      .filter(({ kind, name }) => kind === 'oa' && name.startsWith('Cửa hàng'));

  it('pasted over several lines are on one card, which names those that matched nothing', async () => {
    const ids = shops()
      .slice(0, 3)
      .map(({ id }) => id);
    const card = await cardFor(world(), people.lan, `/unlink oa ${ids.join('\n')}\n999999999999999999`);
    expect(card.text).toContain('asks to unlink 3 OAs');
    expect(card.text).toContain('No linked OA or app matches: 999999999999999999');
    await tick(world(), people.lan, card, ids.slice(1));
    await cardSays(world(), card, 'asks to unlink 2 OAs');
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(
      world()
        .zca.ledger.removals.map(({ id }) => id)
        .sort(),
    ).toEqual(ids.slice(1).sort());
  });

  it('beyond ten end in one message and one file, not in many messages', async () => {
    const { workspace } = world();
    const all = shops().slice(0, 12);
    expect(all).toHaveLength(12);
    world().zca.refuse('oa', all[11]?.id ?? '', 'Còn nợ cước');
    const card = await cardFor(world(), people.lan, `/unlink oa ${all.map(({ id }) => id).join(', ')}`);
    await press(world(), people.minh, card, 'confirm');
    // More than five at once: the approver types the digits of the first.
    const dialog = await workspace.waitFor(() => workspace.views(people.minh).modal);
    const [first] = all;
    const block = `digits/${first?.id}`;
    const input = dialog.blocks.find(
      ({ block_id, type }) => type === 'input' && block_id?.includes(first?.id ?? '-'),
    );
    expect(input, block).toBeDefined();
    const element: unknown = input?.['element'];
    const action =
      typeof element === 'object' && element !== null && 'action_id' in element ? element.action_id : '';
    const state = {
      values: {
        [input?.block_id ?? '']: {
          [String(action)]: { type: 'plain_text_input', value: first?.id.slice(-4) },
        },
      },
    };
    await workspace.submit({ user: people.minh, view_id: dialog.id, state });
    const result = await resultOf(world(), card);
    expect(result.text).toContain('11 of 12 OAs unlinked');
    expect(result.text).toContain('Còn nợ cước');
    expect(result.text).toContain('and 2 more in the attached file');
    const file = await workspace.waitFor(
      () =>
        workspace
          .messages(places.ops)
          .filter(({ thread_ts }) => thread_ts === card.ts)
          .flatMap(({ files }) => files ?? [])[0],
    );
    const rows = file.content.trim().split('\r\n');
    expect(rows).toHaveLength(13);
    for (const { id } of all) expect(file.content).toContain(id);
    const thread = workspace
      .messages(places.ops)
      .filter(({ ts, thread_ts }) => thread_ts === card.ts && ts !== card.ts);
    expect(thread.map(({ files = [] }) => files.length)).toEqual([0, 1]);
    await cardSays(world(), card, 'Partly done');
  });
});
