import { randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConsentPage } from '../../../src/cli/zalo/await-consent.js';
import { type LogInParts, logIn } from '../../../src/cli/zalo/log-in.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { RedisZaloPairs } from '../../../src/store/zalo-pairs.js';
import { readConsent } from '../../../src/zalo/consent.js';
import { HttpZaloOAuth } from '../../../src/zalo/oauth-client.js';
import { oaId, startLocalZalo, zaloApp } from '../../fixtures/local-zalo.js';
import { redisShelf } from '../store/redis-shelf.js';

const shelf = redisShelf();

describe('logging an OA in', () => {
  it('stores the pair for the OA that somebody chose on Zalo’s page', async () => {
    const on = await bench();
    expect(await on.logIn()).toBe(oaId);
    expect(await on.pairs.read(oaId)).toMatchObject({ generation: 1, accessToken: expect.any(String) });
    expect(await on.logIn()).toBe(oaId);
    expect(await on.pairs.read(oaId)).toMatchObject({ generation: 2 });
  });

  it('changes nothing when another OA was allowed than the one named', async () => {
    const on = await bench();
    await expect(on.logIn({ oaId: '119612345' })).rejects.toThrow(
      `You allowed the OA ${oaId}, not 119612345`,
    );
    expect(await on.pairs.oas()).toEqual([]);
  });

  it('needs the OA’s id beside a pasted code', async () => {
    const on = await bench();
    const codeOnly = async (page: string) => ({
      code: (await on.allowed(page)).searchParams.get('code') ?? '',
      oaId: null,
    });
    await expect(on.logIn({ consent: codeOnly })).rejects.toThrow('which OA');
    expect(await on.logIn({ consent: codeOnly, oaId })).toBe(oaId);
  });

  it('says what to do when Zalo refuses the code', async () => {
    const on = await bench();
    const made = async () => ({ code: 'made-up-code', oaId });
    await expect(on.logIn({ consent: made })).rejects.toThrow('ZALO_APP_SECRET');
    on.zalo.faults.add({ call: 'access_token', kind: 'drop_after' });
    await expect(on.logIn()).rejects.toThrow('Run this again');
    expect(await on.pairs.oas()).toEqual([]);
  });

  it('takes no visit of another log-in', async () => {
    const secrets = { verifier: 'v', state: 's' };
    const page = await openConsentPage(0);
    onTestFinished(page.close);
    const found = page.visited((address) => readConsent(address, secrets));
    const visit = async (query: string) => (await fetch(`${page.url}?${query}`)).status;
    expect(await visit('code=c0de&oa_id=1&state=other')).toBe(400);
    expect(await visit('code=c0de&state=s')).toBe(400);
    expect(await visit('')).toBe(400);
    expect(await visit('code=c0de&oa_id=1&state=s')).toBe(200);
    expect(await found).toEqual({ code: 'c0de', oaId: '1' });
  });
});

async function bench() {
  const { redis, keys } = shelf();
  const zalo = await startLocalZalo();
  const tokenKeys = [randomBytes(32).toString('base64')];
  const now = () => Date.now();
  const pairs = new RedisZaloPairs({ redis, keys, tokenKeys, replicas: unreplicated, now });
  /** Opens Zalo's page and follows its first link. */
  const allowed = async (page: string) => {
    const html = await (await fetch(page)).text();
    return new URL(/href="([^"]+)"/u.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '');
  };
  const door = await openConsentPage(0);
  onTestFinished(door.close);
  const consent: LogInParts['consent'] = async (page, secrets) => {
    const found = door.visited((address) => readConsent(address, secrets));
    await fetch(await allowed(page));
    return found;
  };
  const parts: LogInParts = {
    ...{ oauthUrl: zalo.url, appId: zaloApp.appId, redirectUri: door.url, pairs, now, consent },
    oauth: new HttpZaloOAuth({ url: zalo.url, timeoutMs: 2_000, ...zaloApp }),
    oaId: null,
  };
  return {
    zalo,
    pairs,
    allowed,
    logIn: (changes: Partial<LogInParts> = {}) => logIn({ ...parts, ...changes }),
  };
}
