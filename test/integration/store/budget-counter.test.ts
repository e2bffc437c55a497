import type { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Budgets } from '../../../src/core/request/budgets.js';
import { RedisBudgetCounter } from '../../../src/store/budget-counter.js';
import { redisShelf } from './redis-shelf.js';

const budgets: Budgets = {
  openRequests: 10,
  asksPerMinute: 3,
  pressesPerMinute: 2,
  looksPerMinute: 1,
  searchesPerMinute: 1,
};
const within = { type: 'within' };
const over = { type: 'over', most: 3 };

describe('a person’s budget, for all processes together', () => {
  const shelf = redisShelf();
  let one: RedisBudgetCounter;
  let other: RedisBudgetCounter;
  let second: Redis;
  beforeEach(() => {
    const { redis, keys } = shelf();
    second = redis.duplicate();
    one = new RedisBudgetCounter(redis, keys, budgets);
    other = new RedisBudgetCounter(second, keys, budgets);
  });
  afterEach(() => second.disconnect());
  const spent = async (user: string) => {
    for (const delivery of ['a', 'b', 'c'])
      expect(await one.count('asks', user, `${user}-${delivery}`)).toEqual(within);
  };

  it('is spent from one delivery on, which alone is marked first, until a minute after its beginning', async () => {
    const { redis, keys } = shelf();
    await spent('U1');
    const left = await redis.pttl(keys.budget('asks', 'U1'));
    const [seconds] = await redis.time();
    const first = await other.count('asks', 'U1', 'd');
    expect(first).toMatchObject({ ...over, isFirst: true });
    if (first.type !== 'over') throw new Error('it is over');
    expect(Math.abs(first.until - (Number(seconds) * 1_000 + left))).toBeLessThan(2_000);
    expect(await one.count('asks', 'U1', 'e')).toMatchObject({ ...over, isFirst: false });
    await redis.del(keys.budget('asks', 'U1'));
    expect(await one.count('asks', 'U1', 'f')).toEqual(within);
  });

  it('answers a repeated delivery as before, and does not count it again', async () => {
    await spent('U1');
    expect(await other.count('asks', 'U1', 'U1-a')).toEqual(within);
    const refused = await one.count('asks', 'U1', 'd');
    await shelf().redis.del(shelf().keys.budget('asks', 'U1'));
    expect(await other.count('asks', 'U1', 'd')).toEqual(refused);
    await spent('U2');
    for (let times = 0; times < 5; times += 1) await one.count('asks', 'U2', 'U2-a');
    expect(await one.count('asks', 'U2', 'd2')).toMatchObject({ isFirst: true });
  });

  it('is separate from other people’s, and for each kind', async () => {
    await spent('U1');
    expect(await one.count('asks', 'U1', 'd')).toMatchObject(over);
    expect(await one.count('asks', 'U2', 'e')).toEqual(within);
    expect(await one.count('presses', 'U1', 'f')).toEqual(within);
  });

  it('lets in exactly its number when many come to both at once', async () => {
    const counted = await Promise.all(
      Array.from({ length: 50 }, (_, at) => (at % 2 ? one : other).count('asks', 'U1', `at-once-${at}`)),
    );
    expect(counted.filter(({ type }) => type === 'within')).toHaveLength(3);
    expect(counted.filter((each) => each.type === 'over' && each.isFirst)).toHaveLength(1);
  });

  it('leaves nothing without an expiry, and lasts no longer when the clock is put back', async () => {
    const { redis, keys } = shelf();
    await spent('U1');
    // A key looks like this when a clock an hour ahead has set its expiry.
    await redis.pexpire(keys.budget('asks', 'U1'), 3_660_000);
    await one.count('asks', 'U1', 'd');
    for (const key of await redis.keys(`${keys.budget('', '').split(':')[0]}:*`)) {
      const left = await redis.pttl(key);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(key.includes(':budget:') ? 60_000 : 600_000);
    }
  });
});
