import { describe, expect, it } from 'vitest';
import { cardFor, cardSays, press, resultOf } from '../world/conversation.js';
import { people, useWorld } from '../world/world.js';

describe('a dry run', () => {
  const world = useWorld();
  const id = '4318093042839471234';

  it('does everything but the unlink, and says what would have happened', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, `/unlink oa ${id} --dry-run`);
    expect(card.text).toContain('Dry run of unlink request');
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    expect(result.text).toContain('1 of 1 OA would have been unlinked; nothing was');
    await cardSays(world(), card, 'would have been unlinked');
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toEqual([]);
    expect(zca.asset('oa', id)).toBeDefined();
  });

  it('keeps nobody from asking for the same asset for real', async () => {
    const dry = await cardFor(world(), people.lan, `/unlink oa ${id} --chạy thử`);
    const real = await cardFor(world(), people.hoa, `/unlink oa ${id}`);
    await press(world(), people.minh, real, 'confirm');
    await cardSays(world(), real, 'Done');
    await press(world(), people.lan, dry, 'cancel');
    await cardSays(world(), dry, 'Nothing was unlinked');
  });
});
