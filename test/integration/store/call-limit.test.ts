import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import { CallLimit } from '../../../src/store/call-limit.js';
import { Keys } from '../../../src/store/keys.js';

describe('a limit of ten calls a second', () => {
  let local: LocalRedis;
  let clients: Redis[];

  beforeAll(async () => {
    local = await startRedis();
    clients = [new Redis(local.url), new Redis(local.url)];
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await local.close();
  });

  const limits = (prefix: string) => clients.map((client) => new CallLimit(client, new Keys(prefix), 10));

  it('is shared by all processes: twenty-one calls of two of them take two seconds at least', async () => {
    const both = limits('{one}');
    const since = Date.now();
    const waits = await Promise.all(Array.from({ length: 21 }, (_, index) => both[index % 2]?.take('zca')));
    expect(waits.every((wait) => wait === 0)).toBe(true);
    // A second of the limiter begins with its first call.
    expect(Date.now() - since).toBeGreaterThanOrEqual(1_900);
  });

  it('puts off calls whose turn is too far away, instead of keeping them', async () => {
    const [limit] = limits('{two}');
    const waits = await Promise.all(Array.from({ length: 120 }, () => limit?.take('zca')));
    const putOff = waits.filter((wait) => wait !== 0);
    expect(putOff.length).toBeGreaterThan(0);
    expect(waits.length - putOff.length).toBeLessThanOrEqual(60);
  });
});
