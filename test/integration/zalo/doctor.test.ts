import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import botConfig from '../../../bot.config.js';
import { checkZalo } from '../../../src/cli/doctor/zalo.js';
import { loadConfig } from '../../../src/config/load-config.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { RedisZaloPairs } from '../../../src/store/zalo-pairs.js';
import { botToken, oaId, startLocalZalo, zaloApp } from '../../fixtures/local-zalo.js';
import { redisShelf } from '../store/redis-shelf.js';

const shelf = redisShelf();

describe('the doctor, of Zalo,', () => {
  it('asks for a log-in where there is none, and knows the bot', async () => {
    const on = await bench();
    expect(await on.found()).toEqual(['warning zalo_no_login', 'ok zalo_bot_fine']);
    expect(await on.found({ ZALO_BOT_TOKEN: '1:wrong' })).toContain('failed zalo_bot_refused');
  });

  it('asks Zalo with a stored token, and refreshes nothing', async () => {
    const on = await bench();
    await on.store(Date.now() + 3_600_000);
    expect(await on.found()).toEqual(['ok zalo_fine', 'ok zalo_bot_fine']);
    expect(on.zalo.calls.map(({ name }) => name).sort()).toEqual(['bot_other', 'getoa']);
  });

  it('tells of a pair that no key opens, and of one that has ended', async () => {
    const on = await bench();
    await on.store(Date.now() - 1);
    expect(await on.found()).toContain('failed zalo_pair_ended');
    const ZALO_TOKEN_KEY = randomBytes(32).toString('base64');
    expect(await on.found({ ZALO_TOKEN_KEY })).toContain('failed zalo_pair_unreadable');
  });
});

async function bench() {
  const { redis, keys } = shelf();
  const zalo = await startLocalZalo();
  const tokenKey = randomBytes(32).toString('base64');
  const env = {
    ...{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'test-signing-secret-0123' },
    ...{ ZCA_API_URL: 'http://127.0.0.1:1', ZCA_API_TOKEN: 'zca-token' },
    ...{ ZALO_API_URL: zalo.url, ZALO_OAUTH_URL: zalo.url, ZALO_BOT_API_URL: zalo.url },
    ...{ ZALO_APP_ID: zaloApp.appId, ZALO_APP_SECRET: zaloApp.appSecret, ZALO_TOKEN_KEY: tokenKey },
    ZALO_BOT_TOKEN: botToken,
    REDIS_PREFIX: keys.probe.replace(/:probe$/u, ''),
  };
  return {
    zalo,
    found: async (changes: Readonly<Record<string, string>> = {}) => {
      const findings = await checkZalo(loadConfig(botConfig, { ...env, ...changes }), redis);
      return findings.map(({ verdict, code }) => `${verdict} ${code}`);
    },
    store: async (expiresAt: number) => {
      const { access_token: accessToken, refresh_token: refreshToken } = zalo.issueTokens();
      const now = () => Date.now();
      const pairs = new RedisZaloPairs({ redis, keys, tokenKeys: [tokenKey], replicas: unreplicated, now });
      await pairs.keep(oaId, 0, { accessToken, refreshToken, obtainedAt: now(), expiresAt })();
    },
  };
}
