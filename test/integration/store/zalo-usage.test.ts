import { describe, expect, it } from 'vitest';
import { RedisZaloUsage } from '../../../src/store/zalo-usage.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const account = (id: string) => ({ surface: 'zalo-bot', id }) as const;

function usageAt(at: { now: number }) {
  const { redis, keys } = shelf();
  return new RedisZaloUsage(redis, keys, () => at.now);
}

describe('the use of Zalo', () => {
  it('is counted by the month of Viet Nam, and people for ever', async () => {
    const at = { now: Date.UTC(2026, 10, 30, 16, 59) };
    const usage = usageAt(at);
    expect(await usage.addBot(account('a'), 2)).toEqual({ people: 1, messages: 2, isNew: true });
    expect(await usage.addBot(account('a'), 1)).toEqual({ people: 1, messages: 3, isNew: false });
    await usage.addPaid(4);
    at.now += 60_000;
    expect(await usage.bot()).toEqual({ people: 1, messages: 0 });
    expect(await usage.paid()).toBe(0);
    expect(await usage.addBot(account('b'), 1)).toEqual({ people: 2, messages: 1, isNew: true });
  });

  it('leaves Redis after the month', async () => {
    await usageAt({ now: Date.UTC(2026, 10, 5) }).addPaid(1);
    const { redis, keys } = shelf();
    expect(await redis.ttl(keys.zaloSent('paid', '2026-11'))).toBeGreaterThan(39 * 86_400);
  });
});
