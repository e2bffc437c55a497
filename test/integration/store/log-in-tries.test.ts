import { describe, expect, it } from 'vitest';
import { RedisLogInTries } from '../../../src/store/log-in-tries.js';
import { redisShelf } from './redis-shelf.js';

const quarter = 15 * 60_000;

describe('the count of log-ins', () => {
  const shelf = redisShelf();
  const tries = () => new RedisLogInTries(shelf().redis, shelf().keys);
  const leftMs = () => shelf().redis.pttl(shelf().keys.adminTries('all'));

  it('lets ten tries of an address through, and others on', async () => {
    for (let at = 0; at < 10; at += 1) expect(await tries().begin('203.0.113.1')).toBe(true);
    expect(await tries().begin('203.0.113.1')).toBe(false);
    expect(await tries().begin('203.0.113.2')).toBe(true);
  });

  it('ends within 15 minutes also when it ran out during a log-in', async () => {
    await tries().begin('203.0.113.1');
    await shelf().redis.del(shelf().keys.adminTries('all'));
    await tries().succeeded('203.0.113.1');
    expect(await leftMs()).toBeGreaterThan(0);
    expect(await leftMs()).toBeLessThanOrEqual(quarter);
  });

  it('gives an end to a count that an older version left without one', async () => {
    await shelf().redis.set(shelf().keys.adminTries('all'), '99');
    await tries().begin('203.0.113.1');
    expect(await tries().begin('203.0.113.2')).toBe(false);
    expect(await leftMs()).toBeGreaterThan(0);
  });
});
