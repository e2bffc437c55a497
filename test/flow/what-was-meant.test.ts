import { describe, expect, it } from 'vitest';
import { cardFor, press, privateAnswer, resultOf } from '../world/conversation.js';
import { people, places, useWorld } from '../world/world.js';

const saigon = '4318093042839471234';
const pharmacy = '168335841970104084';

describe('what fits nothing as it was typed', () => {
  const world = useWorld();

  it('is offered as it was likely meant, and a press asks for that', async () => {
    const note = await answerTo('/unlink oa 168335841970104084 shop closed');
    expect(note.text).toContain(`Did you mean /unlink oa ${pharmacy} -- shop closed?`);
    expect(JSON.stringify(note.blocks)).toContain('run_command');
    expect(cards(pharmacy)).toEqual([]);
  });

  it('is said to be rounded by a spreadsheet, with what it can have been, and asks for nothing', async () => {
    const note = await answerTo('/unlink oa 4.31809304283947E+18 -- closed');
    expect(note.text).toContain('A spreadsheet seems to have rounded “4.31809304283947E+18”');
    expect(note.text).toContain(saigon);
    expect(JSON.stringify(note.blocks)).toContain(`/unlink oa ${saigon} -- closed`);
    expect(cards(saigon)).toEqual([]);
  });

  it('is said to be unlinked, by which request and who confirmed it', async () => {
    const card = await cardFor(world(), people.lan, `/unlink oa ${saigon}`);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    const note = await answerTo(`/unlink oa ${saigon}`);
    expect(note.text).toMatch(
      /is not linked any more: it was unlinked at .* by request UR-.*, confirmed by/u,
    );
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
