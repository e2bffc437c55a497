import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { ZaloBotApi, ZaloReply } from '../flow/ports/zalo-api.js';
import { errorCode, retryAfterMs } from './envelope.js';
import { type HttpOptions, isUnsent, limitOf, zaloHttp } from './http.js';

const answer = z.union([
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error_code: errorCode }),
]);

/** Calls the Bot Platform. The token is part of the address, so no error and no address is ever kept. */
export class HttpZaloBotApi implements ZaloBotApi {
  readonly #http: AxiosInstance;
  readonly #token: string;
  readonly #timeoutMs: number;

  constructor(options: HttpOptions & { readonly token: string }) {
    this.#http = zaloHttp(options);
    this.#token = options.token;
    this.#timeoutMs = options.timeoutMs;
  }

  async call(method: string, params: object): Promise<Exclude<ZaloReply, { type: 'no_token' }>> {
    try {
      const { status, data, headers } = await this.#http.post<unknown>(
        `/bot${encodeURIComponent(this.#token).replaceAll('%3A', ':')}/${method}`,
        params,
        { signal: limitOf(this.#timeoutMs) },
      );
      const busy = { type: 'busy', retryAfterMs: retryAfterMs(headers['retry-after']) } as const;
      if (status === 429) return busy;
      const parsed = answer.safeParse(data);
      if (!parsed.success)
        return status === 401 || status === 403 ? { type: 'refused', code: status } : { type: 'unclear' };
      if (parsed.data.ok) return { type: 'done', data: parsed.data.result };
      return parsed.data.error_code === 429 ? busy : { type: 'refused', code: parsed.data.error_code };
    } catch (error) {
      return { type: isUnsent(error) ? 'not_sent' : 'unclear' };
    }
  }
}
