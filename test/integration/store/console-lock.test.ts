import { describe, expect, it } from 'vitest';
import { ConsoleLock } from '../../../src/store/console-lock.js';
import { redisShelf } from './redis-shelf.js';

describe('the lock on an account’s one browser', () => {
  const shelf = redisShelf();
  const turns = () => new ConsoleLock(shelf().redis, shelf().keys);

  it('goes to one of many that ask at once, in whatever process', async () => {
    const taken = await Promise.all(Array.from({ length: 8 }, () => turns().take()));
    expect(taken.filter((turn) => turn !== null)).toHaveLength(1);
    await taken.find((turn) => turn !== null)?.end();
  });

  it('goes on to the next holder with a larger token', async () => {
    const first = await turns().take();
    expect(await turns().take()).toBeNull();
    await first?.end();
    const second = await turns().take();
    expect(second?.token).toBeGreaterThan(first?.token ?? Number.NaN);
    await second?.end();
  });

  it('is lost to a holder that slept past its expiry, and cannot be released for the next one', async () => {
    const sleeper = await turns().take();
    await shelf().redis.del(shelf().keys.consoleTurn);
    const next = await turns().take();
    expect(await sleeper?.until()).toBeNull();
    await sleeper?.end();
    expect(await turns().take()).toBeNull();
    expect(await next?.until()).toBeGreaterThan(Date.now());
    await next?.end();
  });

  it('expires by itself when its holder has died', async () => {
    const turn = await turns().take();
    const leftMs = await shelf().redis.pttl(shelf().keys.consoleTurn);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(20_000);
    await turn?.end();
  });
});
