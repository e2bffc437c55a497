import { describe, expect, it } from 'vitest';
import type { Replicas } from '../../../src/flow/ports/store.js';
import { TryLater } from '../../../src/flow/try-later.js';
import { RedisEnqueueAttempts } from '../../../src/store/enqueue-attempts.js';
import { redisShelf } from './redis-shelf.js';

describe('an attempt to queue a job', () => {
  const shelf = redisShelf();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const enqueueAttempts = () => new RedisEnqueueAttempts(shelf().redis, shelf().keys, log);
  const disowned = async (taking: string) => {
    enqueueAttempts().disown(taking);
    await expect.poll(() => shelf().redis.exists(shelf().keys.disowned(taking))).toBe(1);
  };

  it('does not revoke itself', async () => {
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(false);
  });

  it('adds no runnable job once revoked', async () => {
    await disowned('a');
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(true);
  });

  it('adds one, though revoked, when another attempt for the same job has arrived', async () => {
    await disowned('a');
    await enqueueAttempts().taken('job', 'b');
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(false);
  });

  it('adds none when revoked like the other attempt for its job', async () => {
    await disowned('a');
    await enqueueAttempts().taken('job', 'b');
    await disowned('b');
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(true);
  });

  it('counts once it has arrived, whatever becomes of a later one', async () => {
    await disowned('a');
    await enqueueAttempts().taken('job', 'b');
    await enqueueAttempts().taken('job', 'c');
    await disowned('c');
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(false);
  });

  it('does not start before a replica holds it, so its sender may still revoke it', async () => {
    let isHeld = false;
    const replicas: Replicas = {
      holding: async (write) => {
        if (!isHeld) throw new TryLater(1_000, 'no replica has it');
        return write();
      },
    };
    const careful = new RedisEnqueueAttempts(shelf().redis, shelf().keys, log, replicas);
    await expect(careful.isDisowned('job', 'a')).rejects.toThrow(TryLater);
    await disowned('a');
    isHeld = true;
    expect(await careful.isDisowned('job', 'a')).toBe(true);
  });

  it('is kept half an hour longer once its job is done, as long as the job itself', async () => {
    const { redis, keys } = shelf();
    await enqueueAttempts().taken('job', 'a');
    await enqueueAttempts().begun('job');
    enqueueAttempts().finished('job');
    await expect.poll(() => redis.pttl(keys.taken('job'))).toBeLessThanOrEqual(30 * 60_000);
    expect(await redis.pttl(keys.taken('job'))).toBeGreaterThan(0);
    await disowned('a');
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(false);
  });

  it('can no longer be revoked once its job has begun', async () => {
    await enqueueAttempts().begun('job');
    await disowned('a');
    expect(await enqueueAttempts().isDisowned('job', 'a')).toBe(false);
  });
});
