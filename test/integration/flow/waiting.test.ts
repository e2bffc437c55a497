import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  cardFor,
  cardOffers,
  cardSays,
  hasButtons,
  press,
  resultOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { readingsPassUntil } from '../../fixtures/readings-pass.js';
import { people, startWorld, stopWorld, type World, type WorldOptions } from '../../fixtures/world.js';

const oa = '4318093042839471234';

describe('a confirmed request that waits for a busy ZCA', () => {
  let world: World | undefined;
  afterEach(async () => {
    if (world !== undefined) await stopWorld(world);
    world = undefined;
  });

  /** A request that Minh has confirmed, and whose run waits for the ZCA: at its start, or before its call. */
  const waiting = async (at: 'start' | 'run', policy: WorldOptions['policy'] = {}) => {
    world = await startWorld({ policy: { stopWindowMs: at === 'start' ? 1_500 : 0, ...policy } });
    const card = await cardFor(world, people.lan, `/unlink oa ${oa}`);
    const busy = { type: 'ratelimited', operation: 'read', retryAfterSeconds: 1, times: 'always' } as const;
    if (at === 'run') world.zca.faults.add(readingsPassUntil('run'), busy);
    await press(world, people.minh, card, 'confirm');
    if (at === 'start') {
      await cardSays(world, card, 'Begins at');
      world.zca.faults.add(busy);
    }
    return { world, card };
  };
  const unlinks = ({ zca }: World) => zca.ledger.calls.filter(({ operation }) => operation === 'unlink');

  it('can be stopped before its run has begun, however long ago its stop window ended', async () => {
    const { world: now, card } = await waiting('start');
    const reads = () => now.zca.ledger.calls.filter(({ operation }) => operation === 'read');
    // Once for the look-up, once at the press, then each time that the run tries to begin.
    await vi.waitFor(() => expect(reads().length).toBeGreaterThanOrEqual(4), { timeout: patienceMs });
    await press(now, people.lan, await cardOffers(now, card, 'stop'), 'stop');
    const stopped = await cardSays(now, card, 'Nothing was unlinked');
    expect(hasButtons(stopped)).toBe(false);
    expect(unlinks(now)).toEqual([]);
  });

  it('needs a new approval after its lifetime, and its approver is told', async () => {
    const { world: now, card } = await waiting('start', { lifetimeMs: 6_000, remindersMs: [] });
    const { text } = await threadSays(now, card, 'could not begin in time');
    for (const person of [people.lan, people.minh]) expect(text).toContain(`<@${person}>`);
    await cardSays(now, card, 'Waiting for an approver');
    expect(unlinks(now)).toEqual([]);
    now.zca.faults.clear();
    await press(now, people.hoa, await cardOffers(now, card, 'confirm'), 'confirm');
    await resultOf(now, card);
    expect(unlinks(now).map(({ body }) => body)).toMatchObject([{ approved_by: [people.hoa] }]);
  });

  it('can be stopped during its run, even with one asset: nothing is called, and the run reads as stopped', async () => {
    const { world: now, card } = await waiting('run');
    await cardOffers(now, card, 'stop');
    await cardSays(now, card, 'Unlinking');
    await press(now, people.lan, card, 'stop');
    const { text } = await resultOf(now, card);
    expect(text).toContain(`: stopped by <@${people.lan}>. 0 of 1 OA unlinked`);
    expect(text).toContain('not begun');
    const ended = await cardOffers(now, card, 'retry');
    expect(ended.text).toContain(`Stopped by <@${people.lan}>`);
    expect(JSON.stringify(ended.blocks)).toContain('Unlink the rest');
    expect(unlinks(now)).toEqual([]);
  });

  it('ends when its run has not begun within its lifetime, and another press starts it', async () => {
    const { world: now, card } = await waiting('run', { lifetimeMs: 3_000, remindersMs: [] });
    const { text } = await resultOf(now, card);
    expect(text).toContain('not begun in time');
    expect(text).toContain('it waited too long after it was confirmed');
    expect(unlinks(now)).toEqual([]);
    now.zca.faults.clear();
    await press(now, people.minh, await cardOffers(now, card, 'retry'), 'retry');
    await cardSays(now, card, 'Done');
    expect(unlinks(now)).toHaveLength(1);
  });
});
