import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardFor, press, requestIdOf, resultOf } from '../../fixtures/conversation.js';
import { readingsPassUntil } from '../../fixtures/readings-pass.js';
import { people, useWorld } from '../../fixtures/world.js';

/** Several times the time of a few checks for stalled jobs, two of which find each job. */
const stalledTimeoutMs = 300_000;

/**
 * The other workers take a worker without its lock for dead; this one lives on, as after a sleep.
 */
describe('a job whose worker seems dead', () => {
  const world = useWorld({ change: (config) => ({ ...config, zca: { ...config.zca, timeoutMs: 30_000 } }) });
  let redis: Redis;
  beforeAll(() => {
    redis = new Redis(world().redis.url);
  });
  afterAll(() => redis.disconnect());

  it('is not given up at the second time, nor at the third', { timeout: stalledTimeoutMs }, async () => {
    const { zca, logged } = world();
    zca.faults.add({ type: 'delay', operation: 'list', delayMs: 25_000, times: 3 });
    const card = cardFor(world(), people.lan, '/unlink app 5678');
    card.catch(() => undefined);
    for (const time of [1, 2, 3]) {
      await expect.poll(() => listings(), { timeout: stalledTimeoutMs }).toBe(time);
      await loseLock('ask');
    }
    await expect.poll(() => listings(), { timeout: stalledTimeoutMs }).toBe(4);
    await world().workspace.waitFor(() =>
      world()
        .workspace.messages('C0ZCAOPS01')
        .find(({ text }) => text.includes('5676885507861205678')),
    );
    expect(logged.filter((line) => line.includes('job.stalled'))).toHaveLength(3);
    expect(logged.filter((line) => line.includes('job.failed'))).toEqual([]);
    // The three that wake up only now find the card posted, and cannot finish a job that others have done.
    const woken = () =>
      logged.filter((line) => line.includes('queue.error') && line.includes('moveToFinished'));
    await expect.poll(woken, { timeout: stalledTimeoutMs }).toHaveLength(3);
    expect(
      world()
        .workspace.calls.filter(({ method }) => method === 'chat.postMessage')
        .filter(({ args }) => String(args['text']).includes('5676885507861205678')),
    ).toHaveLength(1);
  });

  it('unlinks nothing a second time when its worker wakes up beside a replacement', {
    timeout: stalledTimeoutMs,
  }, async () => {
    const { zca, logged } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    // It reads that the asset is linked, and gets that answer long after it ceased to be true.
    const before = reads();
    zca.faults.add(readingsPassUntil('run'), {
      ...{ type: 'delay', operation: 'read', delayMs: 15_000, applyFirst: true },
    });
    await press(world(), people.minh, card, 'confirm');
    await expect.poll(() => reads(), { timeout: stalledTimeoutMs }).toBe(before + 3);
    await loseLock('unlink');
    const result = await resultOf(world(), card);
    expect(result.text).toContain('unlinked; the ZCA no longer shows it');
    // Somebody links it again in the console; the sleeper still takes it for the approved link.
    zca.link({ kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' });
    const loggedBefore = logged.length;
    await expect
      .poll(
        () =>
          logged
            .slice(loggedBefore)
            .some((line) => line.includes('job.failed') || line.includes('queue.error')),
        {
          timeout: stalledTimeoutMs,
        },
      )
      .toBe(true);
    expect(zca.ledger.removals.filter(({ requestId }) => requestId === requestIdOf(card))).toHaveLength(1);
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toHaveLength(1);
    expect(zca.asset('oa', '4318093042839471234')).not.toBeNull();
  });

  function listings(): number {
    return world().zca.ledger.calls.filter(({ operation }) => operation === 'list').length;
  }

  function reads(): number {
    return world().zca.ledger.calls.filter(({ operation }) => operation === 'read').length;
  }

  async function loseLock(queue: string): Promise<void> {
    const locks = await redis.keys(`*:${queue}:*:lock`);
    expect(locks).toHaveLength(1);
    await redis.del(...locks);
  }
});
