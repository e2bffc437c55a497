import { describe, expect, it } from 'vitest';
import { HttpZaloOAuth } from '../../../src/zalo/oauth-client.js';
import { zaloApp } from '../../fixtures/local-zalo.js';
import { withServer } from '../../fixtures/with-server.js';

describe('a pair from Zalo', () => {
  it.each([undefined, '', '0', 'soon', '99999999999'])(
    'is kept for the usual time when its lifetime reads %j',
    async (lifetime) => {
      const body = { access_token: 'access', refresh_token: 'refresh', expires_in: lifetime };
      await withServer(
        (_, response) => response.end(JSON.stringify(body)),
        async (url) => {
          const grant = await new HttpZaloOAuth({ url, timeoutMs: 2_000, ...zaloApp }).refresh('before');
          expect(grant).toEqual({
            type: 'pair',
            accessToken: 'access',
            refreshToken: 'refresh',
            lastsMs: 25 * 3_600_000,
          });
        },
      );
    },
  );
});
