import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LocalZalo } from '../../../sandbox/zalo/zalo.js';
import type { ZaloOAuth } from '../../../src/flow/ports/zalo-api.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { RedisZaloPairs } from '../../../src/store/zalo-pairs.js';
import { HttpZaloOAuth } from '../../../src/zalo/oauth-client.js';
import { TokenKeeper } from '../../../src/zalo/token-keeper.js';
import { collectedAlerts, oaId, startLocalZalo, zaloApp } from '../../fixtures/local-zalo.js';
import { redisShelf } from '../store/redis-shelf.js';

const shelf = redisShelf();
const hourMs = 3_600_000;
const key = randomBytes(32).toString('base64');

describe('the keeper of tokens', () => {
  it('gives the stored access token while it lasts, and a new one after 25 hours', async () => {
    const on = await bench();
    const first = await on.keeper.token(oaId);
    expect(first).toBe(on.given.access_token);
    on.pass(26 * hourMs);
    const second = await on.keeper.token(oaId);
    expect(second).not.toBe(first);
    expect(await on.keeper.token(oaId)).toBe(second);
    expect(on.zalo.calls.filter(({ name }) => name === 'access_token')).toHaveLength(1);
  });

  it('refreshes ahead of time, and not before', async () => {
    const on = await bench();
    on.pass(22 * hourMs);
    await on.keeper.tend();
    expect(await on.keeper.token(oaId)).toBe(on.given.access_token);
    on.pass(2 * hourMs);
    await on.keeper.tend();
    expect(await on.keeper.token(oaId)).not.toBe(on.given.access_token);
    expect(on.alerts.raised).toEqual([]);
  });

  it('refreshes once for many processes and calls at the same moment', async () => {
    const on = await bench();
    const others = [on.another(), on.another(), on.another()];
    on.pass(26 * hourMs);
    const tokens = await Promise.all(
      [on.keeper, ...others].flatMap((keeper) => [keeper.token(oaId), keeper.token(oaId)]),
    );
    expect(new Set(tokens).size).toBe(1);
    expect(on.zalo.calls.filter(({ name }) => name === 'access_token')).toHaveLength(1);
  });

  it('replaces a token that Zalo refuses, once', async () => {
    const on = await bench();
    on.pass(hourMs);
    const second = await on.keeper.replacement(oaId, on.given.access_token);
    expect(second).not.toBe(on.given.access_token);
    expect(await on.another().replacement(oaId, on.given.access_token)).toBe(second);
    // Refused within the minute: its age is not the reason.
    expect(await on.keeper.replacement(oaId, second ?? '')).toBeNull();
    expect(on.alerts.raised).toEqual([{ type: 'zalo_token', oa: oaId, why: 'refused' }]);
  });

  it('replaces a refused token also where a wrong clock stored it as one of tomorrow', async () => {
    const on = await bench();
    on.pass(-30 * hourMs);
    expect(await on.keeper.replacement(oaId, on.given.access_token)).toMatch(/^access-/u);
    expect(on.alerts.raised).toEqual([]);
  });

  it('says at once when the refresh token has been used elsewhere, and goes on after a log-in', async () => {
    const on = await bench();
    on.zalo.tokens.refresh(on.given.refresh_token);
    on.pass(26 * hourMs);
    expect(await on.keeper.token(oaId)).toBeNull();
    expect(on.alerts.raised).toEqual([{ type: 'zalo_token', oa: oaId, why: 'used' }]);
    // Zalo is not asked again and again.
    expect(await on.keeper.token(oaId)).toBeNull();
    expect(on.zalo.calls.filter(({ name }) => name === 'access_token')).toHaveLength(1);
    const anew = on.zalo.issueTokens();
    await on.store(anew);
    expect(await on.keeper.token(oaId)).toBe(anew.access_token);
  });

  it('says so when the rights were taken away', async () => {
    const on = await bench();
    on.zalo.tokens.revoke(oaId);
    on.pass(26 * hourMs);
    expect(await on.keeper.token(oaId)).toBeNull();
    expect(on.alerts.raised).toEqual([{ type: 'zalo_token', oa: oaId, why: 'refused' }]);
  });

  it('keeps the old token while Zalo does not answer, and warns before it ends', async () => {
    const on = await bench();
    on.zalo.faults.add({ call: 'access_token', kind: 'status', status: 502, times: 3 });
    on.pass(23.5 * hourMs);
    await on.keeper.tend();
    expect(on.alerts.raised).toEqual([]);
    on.pass(hourMs);
    await on.keeper.tend();
    expect(on.alerts.raised).toEqual([{ type: 'zalo_token', oa: oaId, why: 'late' }]);
    expect(await on.keeper.token(oaId)).toBe(on.given.access_token);
    on.pass(hourMs);
    await expect(on.keeper.token(oaId)).rejects.toThrow();
    expect(await on.keeper.token(oaId)).toMatch(/^access-/u);
  });

  it('raises the alert within a minute of an answer that was lost', async () => {
    const on = await bench();
    on.zalo.faults.add({ call: 'access_token', kind: 'drop_after' });
    on.pass(23.5 * hourMs);
    await on.keeper.tend();
    expect(on.alerts.raised).toEqual([]);
    on.pass(60_000);
    await on.keeper.tend();
    expect(on.alerts.raised).toEqual([{ type: 'zalo_token', oa: oaId, why: 'used' }]);
  });

  it('never uses a pair that Redis does not have, and stores it as soon as Redis takes it', async () => {
    const on = await bench();
    let isTaking = false;
    const keeper = on.another({ takes: () => isTaking });
    on.pass(26 * hourMs);
    let token: string | null | undefined;
    const asked = keeper.token(oaId).then((given) => {
      token = given;
    });
    await expect.poll(() => on.zalo.tokens.livePairs(oaId)).toBe(1);
    expect(token).toBeUndefined();
    isTaking = true;
    await asked;
    expect(await on.another().token(oaId)).toBe(token);
  });

  it('takes a token of the settings where no pair is kept', async () => {
    const on = await bench();
    expect(await on.keeper.token('119612345')).toBe('fixed-token');
    expect(await on.keeper.token('1')).toBeNull();
    expect(await on.keeper.oas()).toEqual([oaId, '119612345']);
  });
});

describe('a stored pair', () => {
  it('shows nothing of its tokens in Redis', async () => {
    const on = await bench();
    const { redis, keys } = on;
    const stored = JSON.stringify(await redis.hgetall(keys.zaloPair(oaId)));
    expect(stored).not.toContain(on.given.access_token);
    expect(stored).not.toContain(on.given.refresh_token);
  });

  it('is opened by an older key, and by no other', async () => {
    const on = await bench();
    const newer = randomBytes(32).toString('base64');
    expect(await on.pairs([newer, key]).read(oaId)).toMatchObject({ accessToken: on.given.access_token });
    expect(await on.pairs([newer]).read(oaId)).toBe('unreadable');
    expect(await on.another({ tokenKeys: [newer] }).token(oaId)).toBeNull();
    expect(on.alerts.raised).toEqual([{ type: 'zalo_token', oa: oaId, why: 'unreadable' }]);
  });

  it('cannot be put in the place of another OA’s or of a newer one', async () => {
    const on = await bench();
    const { redis, keys } = on;
    const old = await redis.hgetall(keys.zaloPair(oaId));
    await redis.hset(keys.zaloPair('119612345'), old);
    expect(await on.pairs([key]).read('119612345')).toBe('unreadable');
    await redis.hset(keys.zaloPair(oaId), { ...old, generation: '7' });
    expect(await on.pairs([key]).read(oaId)).toBe('unreadable');
  });

  it('is replaced by one that descends from it, not by one that descends from an older one', async () => {
    const on = await bench();
    const pairs = on.pairs([key]);
    const pair = { accessToken: 'a', refreshToken: 'r', obtainedAt: 1, expiresAt: 2 };
    const late = pairs.keep(oaId, 1, { ...pair, accessToken: 'late' });
    const keep = pairs.keep(oaId, 1, pair);
    expect(await keep()).toBe(true);
    expect(await keep()).toBe(true);
    expect(await late()).toBe(false);
    expect(await pairs.read(oaId)).toMatchObject({ accessToken: 'a', generation: 2, begunAt: null });
  });
});

interface Changed {
  readonly tokenKeys?: readonly string[];
  /** False: Redis takes no new pair. */
  readonly takes?: () => boolean;
}

/** A keeper over a real Redis and the local Zalo, with one pair stored. */
async function bench() {
  const { redis, keys } = shelf();
  const zalo: LocalZalo = await startLocalZalo();
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const alerts = collectedAlerts();
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  };
  const oauth: ZaloOAuth = new HttpZaloOAuth({ url: zalo.url, timeoutMs: 2_000, ...zaloApp });
  const pairs = (tokenKeys: readonly string[], takes = () => true) =>
    new RedisZaloPairs({
      ...{ redis, keys, tokenKeys, now },
      replicas: {
        holding: (write) => (takes() ? unreplicated.holding(write) : Promise.reject(new Error('full'))),
      },
    });
  const another = ({ tokenKeys = [key], takes }: Changed = {}) =>
    new TokenKeeper({
      ...{ oauth, alerts, log, now },
      pairs: pairs(tokenKeys, takes),
      fixed: new Map([['119612345', 'fixed-token']]),
      retryMs: 20,
    });
  const store = async ({ access_token, refresh_token }: ReturnType<LocalZalo['issueTokens']>) => {
    const at = now();
    const pair = { accessToken: access_token, refreshToken: refresh_token, obtainedAt: at };
    const generation = await pairs([key]).generation(oaId);
    await pairs([key]).keep(oaId, generation, { ...pair, expiresAt: at + 25 * hourMs })();
  };
  const given = zalo.issueTokens();
  await store(given);
  const pass = (ms: number) => {
    aheadMs += ms;
    zalo.advance(ms);
  };
  return { redis, keys, zalo, alerts, given, pairs, another, store, pass, keeper: another() };
}
