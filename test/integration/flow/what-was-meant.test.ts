import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../sandbox/block-elements.js';
import { cardFor, offers, press, privateAnswer, resultOf } from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const saigon = '4318093042839471234';
const pharmacy = '168335841970104084';

describe('a text that matches nothing', () => {
  const world = useWorld();

  it('is answered with its likely meaning, and a press requests that', async () => {
    const note = await answerTo('/unlink oa 168335841970104084 shop closed');
    expect(note.text).toContain(`Did you mean /unlink oa ${pharmacy} -- shop closed?`);
    expect(cards(pharmacy)).toEqual([]);
    const { workspace } = world();
    const button = note.blocks.flatMap((block) =>
      elementsOf(block).map(({ action_id }) => ({ block_id: block.block_id ?? '', action_id })),
    )[0];
    if (button?.action_id !== 'run_command') throw new Error('the answer offers no command');
    const container = { type: 'message', channel: note.channel, message_ts: note.ts } as const;
    await workspace.action({ user: people.lan, container, ...button });
    const card = await workspace.waitFor(() => cards(pharmacy)[0]);
    expect(card.text).toContain('Reason: shop closed');
    expect(offers(card, 'confirm')).toBe(true);
  });

  it('is explained as rounded by a spreadsheet, with the candidates, and requests nothing', async () => {
    const note = await answerTo('/unlink oa 4.31809304283947E+18 -- closed');
    expect(note.text).toContain('A spreadsheet seems to have rounded “4.31809304283947E+18”');
    expect(note.text).toContain(saigon);
    expect(JSON.stringify(note.blocks)).toContain(`/unlink oa ${saigon} -- closed`);
    expect(cards(saigon)).toEqual([]);
  });

  it('is explained as unlinked, with the request and its approver', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${saigon}`);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const note = await answerTo(`/unlink oa ${saigon}`);
    expect(note.text).toMatch(/is no longer linked: it was unlinked at .* by request UR-.*, confirmed by/u);
    expect(note.text).toContain('No request was made.');
  });

  function answerTo(text: string) {
    return privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text }),
    );
  }

  function cards(id: string) {
    return world()
      .workspace.messages(places.ops)
      .filter(({ text }) => text.includes(id));
  }
});
