import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchRedis } from '../../../src/ops/redis-watch.js';

describe('a watch on Redis', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Its messages, as Redis comes and goes. */
  const watched = () => {
    const redis = { isThere: true };
    const said: string[] = [];
    const { stop } = watchRedis(() => (redis.isThere ? Promise.resolve('') : new Promise(() => undefined)), {
      raise: ({ type }) => void said.push(type),
    });
    return { redis, said, stop };
  };

  it('alerts when Redis has not answered for a minute, and no sooner', async () => {
    const { redis, said, stop } = watched();
    redis.isThere = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said).toEqual([]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(new Set(said)).toEqual(new Set(['redis_away']));
    stop();
  });

  it('is silent about a Redis that is away for half a minute now and then', async () => {
    const { redis, said, stop } = watched();
    for (const isThere of [false, true, false, true]) {
      redis.isThere = isThere;
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(said).toEqual([]);
    stop();
  });
});
