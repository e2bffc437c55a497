import { describe, expect, it } from 'vitest';
import { RedisAlertMemory } from '../../../src/store/alert-memory.js';
import { redisShelf } from './redis-shelf.js';

const at = 1_800_000_000_000;

describe('the memory of alerts', () => {
  const shelf = redisShelf();
  const memory = () => new RedisAlertMemory(shelf().redis, shelf().keys);

  it('lets one of many processes post the same alert', async () => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => memory().claim('zca', 'zca', at)));
    expect(claims.filter((claim) => claim !== null)).toEqual([{ since: at, isLast: false }]);
  });

  it('remembers the start of a trouble, although it could not be posted at first', async () => {
    await memory().claim('zca', 'zca', at);
    await memory().release('zca');
    expect(await memory().claim('zca', 'zca', at + 5)).toEqual({ since: at, isLast: false });
  });

  it('forgets a posted alert within an hour, and a claimed one sooner', async () => {
    const told = () => shelf().redis.pttl(shelf().keys.alert('told', 'zca'));
    await memory().claim('zca', 'zca', at);
    expect(await told()).toBeLessThanOrEqual(12 * 60_000);
    await memory().told('zca');
    expect(await told()).toBeGreaterThan(59 * 60_000);
  });

  it('allows ten alerts of a type per hour, and marks the tenth as the last', async () => {
    const claims = [];
    for (let job = 0; job < 12; job += 1) claims.push(await memory().claim(`job-${job}`, 'job', at));
    expect(claims.map((claim) => claim?.isLast)).toEqual([
      ...Array.from({ length: 9 }, () => false),
      true,
      undefined,
      undefined,
    ]);
    expect(await memory().claim('zca', 'zca', at)).not.toBeNull();
  });

  it('restarts a count without an expiry, so that no type stays silent for ever', async () => {
    const { redis, keys } = shelf();
    const burst = keys.alert('burst', 'job');
    await redis.set(burst, '57');
    expect(await memory().claim('job-1', 'job', at)).toEqual({ since: at, isLast: false });
    expect(await redis.pttl(burst)).toBeGreaterThan(59 * 60_000);
  });

  it('keeps nothing for ever', async () => {
    const { redis, keys } = shelf();
    await memory().claim('zca', 'zca', at);
    const kept = (['since', 'told', 'burst'] as const).map((what) => redis.pttl(keys.alert(what, 'zca')));
    for (const ms of await Promise.all(kept)) expect(ms).toBeGreaterThan(0);
  });
});
