import axios, { type AxiosInstance } from 'axios';
import { z } from 'zod';
import type { ZaloTrouble } from '../core/request/outcome.js';
import type { ZaloAnswer, ZaloOas } from '../flow/ports/zalo.js';
import type { ZaloTokens } from '../flow/ports/zalo-api.js';
import { connection } from './connection.js';

export interface ZaloClientOptions {
  /** The address of Zalo's OpenAPI. */
  readonly apiUrl: string;
  readonly tokens: ZaloTokens;
  /** For the connection and the whole answer. */
  readonly timeoutMs: number;
  /** Null: Zalo is reached directly. */
  readonly proxy?: URL | null;
}

/** In bytes; the answer is about 1 kB. */
const maxBytes = 200_000;

/** Zalo's codes for a token that is invalid or expired. */
const tokenCodes = new Set([-216, -220, -124]);

/** The code is a number; for some accounts it is at times a number in quotes. */
const envelope = z.object({
  error: z.union([
    z.number().int(),
    z
      .string()
      .regex(/^-?\d{1,9}$/u)
      .transform(Number),
  ]),
  data: z.unknown().optional(),
});

/**
 * Zalo's documents spell two of the fields in two ways, and do not describe the ZCA field's content. Ids are read only
 * as text: numbers would have lost digits.
 */
const oa = z.object({
  oaid: z.string().nullish(),
  oa_id: z.string().nullish(),
  linked_ZCA: z.string().nullish(),
  linked_zca: z.string().nullish(),
});

/**
 * Asks Zalo's OpenAPI (`GET /v2.0/oa/getoa`) which ZCA it shows for an OA. Asks once more with a newer token where Zalo
 * refuses the one at hand; otherwise never retries.
 */
export class ZaloClient implements ZaloOas {
  readonly #http: AxiosInstance;
  readonly #tokens: ZaloTokens;
  readonly #timeoutMs: number;

  constructor({ apiUrl, tokens, timeoutMs, proxy = null }: ZaloClientOptions) {
    this.#tokens = tokens;
    this.#timeoutMs = timeoutMs;
    this.#http = axios.create({
      baseURL: apiUrl,
      headers: { accept: 'application/json' },
      timeout: timeoutMs,
      // A token goes to the configured host and nowhere else, whatever an answer says.
      allowAbsoluteUrls: false,
      maxRedirects: 0,
      ...connection(proxy),
      maxContentLength: maxBytes,
      validateStatus: () => true,
    });
  }

  async linkedZca(oaId: string): Promise<ZaloAnswer | null> {
    try {
      const token = await this.#tokens.token(oaId);
      if (token === null) return null;
      const first = await this.#ask(oaId, token);
      if (first.type !== 'unreadable' || first.why.type !== 'token') return first;
      const newer = await this.#tokens.replacement(oaId, token);
      return newer === null ? first : await this.#ask(oaId, newer);
    } catch {
      // The tokens cannot be had now.
      return unreadable({ type: 'no_answer' });
    }
  }

  async #ask(oaId: string, token: string): Promise<ZaloAnswer> {
    try {
      // axios's own timeout does not cover a connection that is never made.
      const signal = AbortSignal.timeout(this.#timeoutMs + 500);
      const { status, data } = await this.#http.get<unknown>('/v2.0/oa/getoa', {
        headers: { access_token: token },
        signal,
      });
      return read(status, data, oaId);
    } catch {
      // Keeps nothing of the error: it carries the token.
      return unreadable({ type: 'no_answer' });
    }
  }
}

function read(status: number, body: unknown, oaId: string): ZaloAnswer {
  if (status >= 500) return unreadable({ type: 'no_answer' });
  const answer = envelope.safeParse(body);
  if (status === 401 || (answer.success && tokenCodes.has(answer.data.error)))
    return unreadable({ type: 'token' });
  if (!answer.success) return unreadable({ type: 'not_understood' });
  const { error, data } = answer.data;
  if (error !== 0) return unreadable({ type: 'refused', code: error });
  const parsed = oa.safeParse(data);
  if (status !== 200 || !parsed.success) return unreadable({ type: 'not_understood' });
  const id = parsed.data.oaid ?? parsed.data.oa_id;
  if (id == null) return unreadable({ type: 'not_understood' });
  if (id !== oaId) return unreadable({ type: 'other_oa' });
  return shown(parsed.data);
}

/** A missing field says nothing; an empty one says "none"; two that differ say neither. */
function shown(fields: z.output<typeof oa>): ZaloAnswer {
  const named = [fields.linked_ZCA, fields.linked_zca].filter((value) => value !== undefined);
  const values = new Set(named.map((value) => (value ?? '').trim()));
  const [zca] = values;
  return zca === undefined || values.size > 1
    ? unreadable({ type: 'not_understood' })
    : { type: 'shown', zca };
}

function unreadable(why: ZaloTrouble): ZaloAnswer {
  return { type: 'unreadable', why };
}
