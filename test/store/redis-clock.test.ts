import { describe, expect, it } from 'vitest';
import { RedisClock } from '../../src/store/redis-clock.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const hour = 3_600_000;

describe('a clock held against Redis’s', () => {
  it.each([
    ['is right', 0],
    ['is ahead', 48 * hour],
    ['is behind', -hour],
  ])('that %s is known to be', async (_what, ms) => {
    const { redis, keys } = shelf();
    const off = await new RedisClock(redis, keys, () => Date.now() + ms).offBy();
    expect(Math.abs(off - ms)).toBeLessThan(1_000);
  });

  it('does not seem wrong because Redis took its time to answer', async () => {
    const { redis, keys } = shelf();
    const times = [Date.now() - 1_000, Date.now() + hour];
    const off = await new RedisClock(redis, keys, () => times.shift() ?? 0).offBy();
    expect(Math.abs(off)).toBe(0);
  });
});
