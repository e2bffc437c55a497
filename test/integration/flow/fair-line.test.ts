import { describe, expect, it } from 'vitest';
import { press, resultOf } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const many = 60;

describe('a channel’s queue of posts', () => {
  /**
   * Two posts a second: with all of them the queue is a minute long, and nobody waits for that
   * here.
   */
  const world = useWorld({
    change: (config) => ({ ...config, slack: { ...config.slack, postsPerSecond: 2 } }),
  });

  it('lets one person’s many cards delay nobody else’s card and result behind them all', {
    timeout: 2 * patienceMs,
  }, async () => {
    const { workspace, zca } = world();
    const ids = Array.from({ length: many }, (_, index) => String(900_000_000_000_000_000n + BigInt(index)));
    for (const id of ids) {
      zca.link({ kind: 'app', id, name: `Flood ${id}` });
      await workspace.post({ user: people.outsider, channel: places.ops, text: `/unlink app ${id}` });
    }
    await workspace.waitFor(() => floodCards() >= 1, patienceMs);
    const before = floodCards();
    const asked = '4318093042839471234';
    await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink oa ${asked}` });
    const card = await workspace.waitFor(
      () => workspace.messages(places.ops).find(({ text }) => text.includes(asked)),
      patienceMs,
    );
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card, patienceMs);
    // The posts during her commands, with one of theirs for each of hers.
    expect(floodCards() - before).toBeLessThan(many / 3);
    expect(floodCards()).toBeGreaterThan(before);

    function floodCards(): number {
      return workspace.messages(places.ops).filter(({ text }) => text.includes('Flood')).length;
    }
  });
});
