import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { type LocalRedis, startRedis } from '../../sandbox/redis.js';
import { sleep } from '../../src/shared/sleep.js';
import { Keys } from '../../src/store/keys.js';
import { unreplicated } from '../../src/store/replicas.js';
import { RedisZaloPairs } from '../../src/store/zalo-pairs.js';
import { oaId, startLocalZalo, zaloApp } from '../fixtures/local-zalo.js';
import { patienceMs } from '../fixtures/patience.js';

const hourMs = 3_600_000;
const tokenKey = randomBytes(32).toString('base64');

describe('a process that is killed while it refreshes an OA’s tokens', () => {
  let server: LocalRedis;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
  });
  afterAll(async () => {
    redis.disconnect();
    await server.close();
  });

  it('before Zalo gave a pair, loses nothing', async () => {
    const on = await bench();
    on.zalo.faults.add({ call: 'access_token', kind: 'hang' });
    await on.killedOnce(() => on.asked() > 0);
    const said = await on.next();
    expect(said).toEqual([expect.stringMatching(/^token access-/u)]);
  });

  it('between the pair and Redis, is followed by an alert', async () => {
    const on = await bench();
    on.zalo.faults.add({ call: 'access_token', kind: 'hang_after' });
    await on.killedOnce(() => on.asked() > 0);
    expect(await on.next()).toEqual(['alert used', 'token null']);
  });

  it('at any moment, leaves tokens that work or an alert', async () => {
    for (const delayMs of [0, 4, 8, 12, 16, 24]) {
      const on = await bench();
      await on.killedAfter(delayMs);
      const said = await on.next();
      const token = said.at(-1)?.replace('token ', '');
      if (!said.includes('alert used')) expect(on.zalo.tokens.holder(token)).toEqual({ oaId });
    }
  });

  async function bench() {
    const zalo = await startLocalZalo();
    const prefix = `{${randomBytes(6).toString('hex')}}`;
    const keys = new Keys(prefix);
    const now = () => Date.now();
    const pairs = new RedisZaloPairs({ redis, keys, tokenKeys: [tokenKey], replicas: unreplicated, now });
    const given = zalo.issueTokens();
    const pair = { accessToken: given.access_token, refreshToken: given.refresh_token, obtainedAt: now() };
    await pairs.keep(oaId, 0, { ...pair, expiresAt: now() + 25 * hourMs })();
    zalo.advance(26 * hourMs);
    const start = () =>
      begin({
        redisUrl: server.url,
        prefix,
        zaloUrl: zalo.url,
        ...zaloApp,
        tokenKey,
        oaId,
        aheadMs: 26 * hourMs,
      });
    const kill = async ({ child, over }: Begun) => {
      child.kill('SIGKILL');
      await over;
      // Redis has done what the dead one sent once its connection is gone. What it held ends by itself in time.
      await expect
        .poll(
          async () =>
            String(await redis.call('CLIENT', 'LIST'))
              .trim()
              .split('\n').length,
          { timeout: patienceMs },
        )
        .toBe(1);
      await redis.del(keys.zaloTurn(oaId, 'turn'));
    };
    return {
      zalo,
      asked: () => zalo.calls.length,
      killedOnce: async (isTime: () => boolean) => {
        const begun = start();
        await begun.ready;
        await expect.poll(isTime, { interval: 5, timeout: patienceMs }).toBe(true);
        await kill(begun);
      },
      killedAfter: async (ms: number) => {
        const begun = start();
        await begun.ready;
        await sleep(ms);
        await kill(begun);
      },
      /** What the next process says after `ready`. */
      next: async () => {
        const begun = start();
        await begun.over;
        return begun.said.slice(1);
      },
    };
  }
});

interface Begun {
  readonly child: ChildProcess;
  readonly said: readonly string[];
  readonly ready: Promise<void>;
  readonly over: Promise<void>;
}

function begin(options: object): Begun {
  const args = ['test/e2e/zalo-keeper-process.mjs', JSON.stringify(options)];
  const child = endWithUs(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
  const said: string[] = [];
  let rest = '';
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on('data', (bytes: Buffer) => {
      const lines = `${rest}${bytes.toString()}`.split('\n');
      rest = lines.pop() ?? '';
      said.push(...lines);
      if (said.includes('ready')) resolve();
    });
  });
  const over = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { child, said, ready, over };
}
