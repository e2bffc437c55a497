import { describe, expect, it } from 'vitest';
import type { Replicas } from '../../../src/flow/ports/store.js';
import { TryLater } from '../../../src/flow/try-later.js';
import { RedisEnqueueAttempts } from '../../../src/store/enqueue-attempts.js';
import { redisShelf } from './redis-shelf.js';

describe('an attempt to queue something', () => {
  const shelf = redisShelf();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const takings = () => new RedisEnqueueAttempts(shelf().redis, shelf().keys, log);
  const disowned = async (taking: string) => {
    takings().disown(taking);
    await expect.poll(() => shelf().redis.exists(shelf().keys.disowned(taking))).toBe(1);
  };

  it('is not disowned by itself', async () => {
    expect(await takings().isDisowned('job', 'a')).toBe(false);
  });

  it('that was disowned makes no job to be done', async () => {
    await disowned('a');
    expect(await takings().isDisowned('job', 'a')).toBe(true);
  });

  it('that was disowned does, once another for the same job has arrived', async () => {
    await disowned('a');
    await takings().taken('job', 'b');
    expect(await takings().isDisowned('job', 'a')).toBe(false);
  });

  it('that was disowned does not, where the other was disowned as well', async () => {
    await disowned('a');
    await takings().taken('job', 'b');
    await disowned('b');
    expect(await takings().isDisowned('job', 'a')).toBe(true);
  });

  it('that arrived stays one, whatever becomes of a later one', async () => {
    await disowned('a');
    await takings().taken('job', 'b');
    await takings().taken('job', 'c');
    await disowned('c');
    expect(await takings().isDisowned('job', 'a')).toBe(false);
  });

  it('is not begun before a replica holds it: whoever queued it may still disown it', async () => {
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

  it('can no longer be revoked once its job has begun', async () => {
    await takings().begun('job');
    await disowned('a');
    expect(await takings().isDisowned('job', 'a')).toBe(false);
  });
});
