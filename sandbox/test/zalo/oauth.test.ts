import { createHash } from 'node:crypto';
import axios from 'axios';
import { describe, expect, it } from 'vitest';
import { app, askForTokens, send, started } from './local-zalo.js';

const hourMs = 3_600_000;
const lan = '2468458835296197922';

describe('the OAuth of the local Zalo', () => {
  it('gives a new pair for a refresh token once, and an empty 200 after that', async () => {
    const zalo = await started();
    const first = zalo.issueTokens();
    const fields = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const answer = await askForTokens(zalo, fields);
    expect(answer.data).toMatchObject({ expires_in: '90000' });
    expect(answer.data.refresh_token).not.toBe(first.refresh_token);
    expect(await askForTokens(zalo, fields)).toMatchObject({ status: 200, data: '' });
  });

  it('ends the old access token with the refresh, and any after 25 hours', async () => {
    const zalo = await started();
    zalo.people.say('lan', 'xin chào');
    const first = zalo.issueTokens();
    const { data: second } = await askForTokens(zalo, {
      grant_type: 'refresh_token',
      refresh_token: first.refresh_token,
    });
    expect((await send(zalo, first.access_token, lan, { text: 'a' })).data.error).toBe(-216);
    expect((await send(zalo, second.access_token, lan, { text: 'a' })).data.error).toBe(0);
    zalo.advance(25 * hourMs);
    expect((await send(zalo, second.access_token, lan, { text: 'a' })).data.error).toBe(-220);
  });

  it('refuses an unknown refresh token with -14014 in a 200', async () => {
    const zalo = await started();
    const answer = await askForTokens(zalo, { grant_type: 'refresh_token', refresh_token: 'made-up' });
    expect(answer).toMatchObject({ status: 200, data: { error: -14014, access_token: '' } });
  });

  it('changes a code and its verifier into a pair, once', async () => {
    const zalo = await started();
    const verifier = 'a-verifier-of-forty-three-characters-0000000';
    const code = await consent(zalo.url, createHash('sha256').update(verifier).digest('base64url'));
    const fields = { grant_type: 'authorization_code', code, code_verifier: verifier };
    expect((await askForTokens(zalo, fields)).data.access_token).toMatch(/^access-/u);
    expect((await askForTokens(zalo, fields)).data.error).toBe(-14016);
  });

  it('gives nothing for a code with another verifier', async () => {
    const zalo = await started();
    const code = await consent(zalo.url, createHash('sha256').update('right').digest('base64url'));
    const fields = { grant_type: 'authorization_code', code, code_verifier: 'wrong' };
    expect((await askForTokens(zalo, fields)).data.error).toBe(-14016);
  });
});

/** Opens the page of the consent and follows its first link. */
async function consent(url: string, challenge: string): Promise<string> {
  const params = {
    app_id: app.appId,
    redirect_uri: 'http://127.0.0.1:1/',
    code_challenge: challenge,
    state: 's',
  };
  const { data } = await axios.get<string>(`${url}/v4/oa/permission`, { params });
  const back = new URL(/href="([^"]+)"/u.exec(data)?.[1]?.replaceAll('&amp;', '&') ?? '');
  expect(back.searchParams.get('state')).toBe('s');
  expect(back.searchParams.get('oa_id')).toBe('388613280878808645');
  return back.searchParams.get('code') ?? '';
}
