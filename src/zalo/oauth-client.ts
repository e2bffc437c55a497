import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { ZaloGrant, ZaloOAuth } from '../flow/ports/zalo-api.js';
import { errorCode } from './envelope.js';
import { type HttpOptions, isUnsent, limitOf, zaloHttp } from './http.js';

export interface OAuthOptions extends HttpOptions {
  readonly appId: string;
  readonly appSecret: string;
}

/** Zalo's own lifetime of an access token, in seconds. */
const usualLifetime = 25 * 3_600;

const granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** In seconds; a number in quotes, mostly. A pair is not thrown away for it: nobody would get another. */
  expires_in: z.coerce.number().positive().max(10_000_000).catch(usualLifetime),
});
const refused = z.object({ error: errorCode });

/** Asks Zalo's OAuth (v4) for pairs of tokens. Never retries: a refresh token works once. */
export class HttpZaloOAuth implements ZaloOAuth {
  readonly #http: AxiosInstance;
  readonly #options: OAuthOptions;

  constructor(options: OAuthOptions) {
    this.#http = zaloHttp(options);
    this.#options = options;
  }

  refresh(refreshToken: string): Promise<ZaloGrant> {
    return this.#ask({ refresh_token: refreshToken, grant_type: 'refresh_token' });
  }

  exchange(code: string, verifier: string): Promise<ZaloGrant> {
    return this.#ask({ code, code_verifier: verifier, grant_type: 'authorization_code' });
  }

  async #ask(fields: Readonly<Record<string, string>>): Promise<ZaloGrant> {
    const { appId, appSecret, timeoutMs } = this.#options;
    try {
      const { status, data } = await this.#http.post<unknown>(
        '/v4/oa/access_token',
        new URLSearchParams({ app_id: appId, ...fields }),
        { headers: { secret_key: appSecret }, signal: limitOf(timeoutMs) },
      );
      return read(status, data);
    } catch (error) {
      return { type: isUnsent(error) ? 'not_sent' : 'unclear' };
    }
  }
}

function read(status: number, body: unknown): ZaloGrant {
  const pair = granted.safeParse(body);
  if (pair.success) {
    const { access_token, refresh_token, expires_in } = pair.data;
    return {
      type: 'pair',
      accessToken: access_token,
      refreshToken: refresh_token,
      lastsMs: expires_in * 1_000,
    };
  }
  const failure = refused.safeParse(body);
  if (failure.success && failure.data.error !== 0) return { type: 'refused', code: failure.data.error };
  // Seen in production by one author for a refresh token that has been used.
  if (status === 200 && (body === '' || body === null || body === undefined)) return { type: 'used' };
  return { type: 'unclear' };
}
