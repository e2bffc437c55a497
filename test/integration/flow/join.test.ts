import { describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

describe('a second request for the same asset', () => {
  const world = useWorld();
  const id = '4318093042839471234';

  it('joins the first: its requester and reason appear on that card and in its thread, with a link', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${id} -- shop closed`);
    const note = await privateAnswer(world(), people.hoa, () =>
      workspace.post({
        user: people.hoa,
        channel: places.ops,
        text: `/unlink oa ${id} -- no one answers there`,
      }),
    );
    expect(note.text).toContain(`Request ${requestIdOf(card)} already asks for this one`);
    expect(note.text).toMatch(/<https?:\/\/[^|>]+\|its card>/u);
    const now = await cardSays(world(), card, `Also asked by <@${people.hoa}>: no one answers there`);
    expect(now.text).toContain('Reason: shop closed');
    const told = await threadSays(world(), card, 'asked for the same');
    expect(told.text).toContain(`<@${people.hoa}>`);
    const cards = workspace.messages(places.ops).filter(({ text }) => text.includes('Unlink request'));
    expect(cards).toHaveLength(1);
    await press(world(), people.minh, card, 'confirm');
    const result = await resultAfter(card.ts, 'Asked by');
    expect(result.text).toContain(`Asked by <@${people.lan}>, <@${people.hoa}>`);
    function resultAfter(thread: string, words: string) {
      return workspace.waitFor(() =>
        workspace
          .messages(places.ops)
          .find(({ thread_ts, text }) => thread_ts === thread && text.includes(words)),
      );
    }
  });

  it('may be made on its own once the first has ended, however it ended', async () => {
    const { zca } = world();
    const other = '3448302585883376050';
    const failing = await cardFor(world(), people.lan, `/unlink oa ${other}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 403 });
    await press(world(), people.minh, failing, 'confirm');
    await resultOf(world(), failing);
    await cardSays(world(), failing, 'Not done');
    const again = await cardFor(world(), people.hoa, `/unlink oa ${other}`);
    expect(requestIdOf(again)).not.toBe(requestIdOf(failing));
    await press(world(), people.hoa, again, 'cancel');
    await cardSays(world(), again, 'Nothing was unlinked');
  });

  it('among several is left out and named, and the others are requested', async () => {
    const held = '3914070798295433673';
    const free = '168335841970104084';
    const first = await cardFor(world(), people.lan, `/unlink oa ${held}`);
    const second = await cardFor(world(), people.hoa, `/unlink oa ${held}, ${free}`);
    expect(second.text).toContain('asks to unlink 1 OA');
    expect(second.text).toContain(`is already in the open request ${requestIdOf(first)}`);
    await press(world(), people.hoa, second, 'cancel');
    await press(world(), people.lan, first, 'cancel');
    await cardSays(world(), first, 'Nothing was unlinked');
  });
});
