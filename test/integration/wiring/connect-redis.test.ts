import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../../sandbox/free-port.js';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import { redisAddress } from '../../../src/config/redis-address.js';
import { createLog } from '../../../src/ops/logger.js';
import { connectRedis } from '../../../src/wiring/connect-redis.js';
import { failFast, waitForRedis } from '../../../src/wiring/open-redis.js';

const log = createLog('silent');
const connected = (url: string, temper = failFast) => connectRedis(redisAddress(url), temper, log);

describe('a process at its start', () => {
  let redis: LocalRedis;
  const withLogin = (login: string) => redis.url.replace('redis://', `redis://${login}@`);

  beforeAll(async () => {
    redis = await startRedis();
    const client = new Redis(redis.url);
    await client.config('SET', 'requirepass', 'right-password');
    client.disconnect();
  });
  afterAll(() => redis.close());

  it('says that the password of Redis is wrong, without showing it', async () => {
    const refused = connected(withLogin(':wrong-password')).catch(String);
    expect(await refused).toContain('does not accept the user and password in REDIS_URL');
    expect(await refused).toContain('WRONGPASS');
    expect(await refused).not.toContain('wrong-password');
  });

  it('says that Redis wants a password when REDIS_URL has none', async () => {
    await expect(connected(redis.url)).rejects.toThrow('asks for a password, and REDIS_URL has none');
  });

  it.each([
    ['web', failFast],
    ['worker', waitForRedis],
  ])('waits, as a %s, for a Redis that comes a moment later', async (_process, temper) => {
    const port = await freePort();
    const waiting = connected(`redis://127.0.0.1:${port}`, temper);
    const late = await startRedis(['--port', String(port)]);
    const client = await waiting;
    expect(await client.ping()).toBe('PONG');
    client.disconnect();
    await late.close();
  });
});
