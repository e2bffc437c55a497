import type { AxiosInstance } from 'axios';
import type { ZaloCall, ZaloOpenApi, ZaloReply, ZaloTokens } from '../flow/ports/zalo-api.js';
import { busyCode, busyMs, envelope, retryAfterMs, tokenCodes } from './envelope.js';
import { type HttpOptions, isUnsent, limitOf, zaloHttp } from './http.js';

export interface OpenApiOptions extends HttpOptions {
  readonly tokens: ZaloTokens;
}

/** `token`: Zalo does not accept the token. */
type Answer = ZaloReply | { readonly type: 'token' };

/**
 * Calls Zalo's OpenAPI with an OA's own token. A refused token is replaced once, since nothing was done; otherwise it
 * never retries.
 */
export class HttpZaloOpenApi implements ZaloOpenApi {
  readonly #http: AxiosInstance;
  readonly #tokens: ZaloTokens;
  readonly #timeoutMs: number;

  constructor(options: OpenApiOptions) {
    this.#http = zaloHttp(options);
    this.#tokens = options.tokens;
    this.#timeoutMs = options.timeoutMs;
  }

  async call(call: ZaloCall): Promise<ZaloReply> {
    try {
      const token = await this.#tokens.token(call.oaId);
      if (token === null) return { type: 'no_token' };
      const first = await this.#send(call, token);
      if (first.type !== 'token') return first;
      const newer = await this.#tokens.replacement(call.oaId, token);
      if (newer === null) return { type: 'no_token' };
      const second = await this.#send(call, newer);
      return second.type === 'token' ? { type: 'no_token' } : second;
    } catch {
      // The tokens could not be read, so nothing was sent.
      return { type: 'not_sent' };
    }
  }

  async #send({ method, path, body }: ZaloCall, token: string): Promise<Answer> {
    try {
      const answer = await this.#http.request<unknown>({
        method,
        url: path,
        ...(body === undefined ? {} : { data: body }),
        headers: { access_token: token },
        signal: limitOf(this.#timeoutMs),
      });
      return read(answer.status, answer.data, answer.headers['retry-after']);
    } catch (error) {
      return { type: isUnsent(error) ? 'not_sent' : 'unclear' };
    }
  }
}

function read(status: number, body: unknown, retryAfter: unknown): Answer {
  if (status === 429) return { type: 'busy', retryAfterMs: retryAfterMs(retryAfter) };
  if (status === 401) return { type: 'token' };
  const answer = envelope.safeParse(body);
  if (status !== 200 || !answer.success) return { type: 'unclear' };
  const { error, data } = answer.data;
  if (error === 0) return { type: 'done', data };
  if (error === busyCode) return { type: 'busy', retryAfterMs: busyMs };
  return tokenCodes.has(error) ? { type: 'token' } : { type: 'refused', code: error };
}
