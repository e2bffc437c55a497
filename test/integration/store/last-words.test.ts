import { describe, expect, it } from 'vitest';
import { RedisLastWords } from '../../../src/store/last-words.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const ba = { surface: 'zalo', id: '2220000000000000002' } as const;
const at = 1_790_000_000_000;

function words() {
  const { redis, keys } = shelf();
  return new RedisLastWords(redis, keys);
}

describe('the last word of an account', () => {
  it('is not known before there was one, and nothing is counted', async () => {
    await words().sent(ba, 1);
    expect(await words().of(ba)).toBeNull();
  });

  it('begins the count of messages, which an event that comes late does not', async () => {
    await words().heard(ba, at);
    await words().sent(ba, 2);
    await words().heard(ba, at - 1);
    await words().heard(ba, at);
    expect(await words().of(ba)).toEqual({ at, sent: 2 });
    await words().heard(ba, at + 1);
    expect(await words().of(ba)).toEqual({ at: at + 1, sent: 0 });
  });

  it('leaves Redis after a month', async () => {
    await words().heard(ba, at);
    const { redis, keys } = shelf();
    const left = await redis.pttl(keys.lastWord(`zalo:${ba.id}`));
    expect(left).toBeGreaterThan(29 * 86_400_000);
    expect(left).toBeLessThanOrEqual(30 * 86_400_000);
  });
});

describe('what an account has missed', () => {
  it('is told once, and no more than fifty requests of it', async () => {
    for (let each = 0; each < 60; each += 1) await words().missed(ba, `UR-${each}`);
    expect(await words().takeMissed(ba)).toHaveLength(50);
    expect(await words().takeMissed(ba)).toEqual([]);
  });
});
