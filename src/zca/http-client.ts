import axios, { type AxiosInstance } from 'axios';
import type { z } from 'zod';
import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { UnlinkOrder, ZcaClient } from '../flow/ports/zca.js';
import { ZcaBusy, ZcaNotContract, ZcaNotSent, ZcaUnclear } from '../flow/zca-error.js';
import { type ClientTls, connection } from './connection.js';
import { assetAnswer, assetsAnswer, maxOnPage, readAnswer, retryAfterMs, unlinkAnswer } from './contract.js';
import { failedCall } from './failed-call.js';

export interface HttpClientOptions {
  readonly baseUrl: string;
  readonly accessToken: string;
  /** For the connection and the whole answer. */
  readonly timeoutMs: number;
  /** Null: the gateway is reached directly. */
  readonly proxy?: URL | null;
  readonly tls?: ClientTls;
  /** Called before each call: 0 to go on, otherwise the delay in milliseconds. */
  readonly pace?: () => Promise<number>;
}

interface CallParts {
  readonly params?: object;
  readonly headers?: Record<string, string>;
  readonly data?: object;
}

/**
 * An unlink is sent no later than this after its start is recorded. A worker's unrenewed hold on its job lasts longer
 * (10 s, renewed every 5 s), so no other worker can have recorded an outcome in between.
 */
const sendWithinMs = 4_000;
/** More pages than this are a loop in the gateway, not a company's assets. */
const maxPages = 500;
/** In bytes: a page of 100 assets is some 30 kB. */
const maxBytes = 1_000_000;

/** Calls a company's own ZCA gateway over HTTP, as docs/zca-gateway.openapi.yaml describes it. Never retries. */
export class HttpZcaClient implements ZcaClient {
  /** A list takes a call for every 100 assets, one after the other; ten are the list of a thousand assets. */
  readonly maxReads = 10;
  readonly #http: AxiosInstance;
  readonly #timeoutMs: number;
  readonly #pace: () => Promise<number>;
  /** A gateway out of service has said for how long; nothing is sent until then. By `performance.now()`. */
  #outUntil = 0;

  constructor({
    baseUrl,
    accessToken,
    timeoutMs,
    proxy = null,
    tls,
    pace = async () => 0,
  }: HttpClientOptions) {
    this.#timeoutMs = timeoutMs;
    this.#pace = pace;
    this.#http = axios.create({
      baseURL: baseUrl,
      headers: { access_token: accessToken, accept: 'application/json' },
      timeout: timeoutMs,
      // The token goes to the configured host and nowhere else, whatever an answer says.
      allowAbsoluteUrls: false,
      maxRedirects: 0,
      ...connection(proxy, tls),
      maxContentLength: maxBytes,
      maxBodyLength: maxBytes,
      validateStatus: () => true,
    });
  }

  async list(kind: AssetKind): Promise<readonly Asset[]> {
    const assets = new Map<string, Asset>();
    const cursors = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < maxPages; page += 1) {
      const params = { kind, limit: maxOnPage, ...(cursor === null ? {} : { cursor }) };
      const answer: z.infer<typeof assetsAnswer> = this.#expect(
        assetsAnswer,
        await this.#call('GET', '/v1/assets', { params }),
      );
      for (const asset of answer.items) {
        if (assets.has(this.#ofKind(asset, kind).id))
          throw new ZcaNotContract(`the list has ${asset.id} twice`);
        assets.set(asset.id, asset);
      }
      cursor = answer.next_cursor;
      if (cursor === null) return [...assets.values()];
      if (cursors.has(cursor)) throw new ZcaNotContract('the list repeats a cursor');
      cursors.add(cursor);
    }
    throw new ZcaNotContract(`the list does not end after ${maxPages} pages`);
  }

  /** Reads as little as possible to check that the gateway answers as it should. Throws as `list` does. */
  async look(): Promise<void> {
    if (this.#outUntil > performance.now()) throw new ZcaUnclear('HTTP 503');
    const answer = await this.#call('GET', '/v1/assets', { params: { kind: 'oa', limit: 1 } });
    for (const asset of this.#expect(assetsAnswer, answer).items) this.#ofKind(asset, 'oa');
  }

  async read(kind: AssetKind, id: string): Promise<Asset | null> {
    const data = await this.#call('GET', pathOf(kind, id), {});
    if (data === notLinked) return null;
    const asset = this.#ofKind(this.#expect(assetAnswer, data), kind);
    if (asset.id !== id) throw new ZcaNotContract('the answer is about another id');
    return asset;
  }

  async unlink(order: UnlinkOrder): Promise<'unlinked' | 'not_linked'> {
    await this.#wait();
    const since = performance.now();
    await order.begin();
    if (performance.now() - since > sendWithinMs)
      throw new ZcaNotSent('this process was paused before the call, and did not make it');
    const data = await this.#send('POST', `${pathOf(order.kind, order.id)}/unlink`, {
      // The key makes one run of a request unlink an asset once, however often the call is repeated.
      headers: { 'Idempotency-Key': `${order.requestId}-${order.kind}-${order.id}-${order.round}` },
      data: {
        reason: order.reason,
        requested_by: order.requestedBy,
        approved_by: order.approvedBy,
        request_id: order.requestId,
      },
    });
    if (data === notLinked) return 'not_linked';
    const answer = this.#expect(unlinkAnswer, data);
    if (answer.id !== order.id || answer.kind !== order.kind)
      throw new ZcaNotContract('the answer is about another asset');
    return 'unlinked';
  }

  async #call(method: 'GET' | 'POST', url: string, rest: CallParts): Promise<unknown> {
    await this.#wait();
    return this.#send(method, url, rest);
  }

  /** @throws {ZcaBusy} when the rate limit's wait is too long, or the gateway is still out of service */
  async #wait(): Promise<void> {
    const outMs = this.#outUntil - performance.now();
    if (outMs > 0) throw new ZcaBusy(Math.ceil(outMs));
    const putOffMs = await this.#pace();
    if (putOffMs > 0) throw new ZcaBusy(putOffMs);
  }

  async #send(method: 'GET' | 'POST', url: string, rest: CallParts): Promise<unknown> {
    // axios's own timeout does not cover a connection that is never made.
    const signal = AbortSignal.timeout(this.#timeoutMs + 500);
    const response = await this.#http
      .request<unknown>({ method, url, signal, ...rest })
      .catch((error: unknown) => {
        throw failedCall(error);
      });
    if (response.status === 503)
      this.#outUntil = performance.now() + (retryAfterMs(response.headers['retry-after']) ?? 0);
    const reading = readAnswer({
      status: response.status,
      retryAfter: response.headers['retry-after'],
      body: response.data,
    });
    if (reading.type === 'error') throw reading.error;
    return reading.type === 'not_linked' ? notLinked : reading.data;
  }

  #expect<S extends z.ZodType>(schema: S, data: unknown): z.infer<S> {
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new ZcaNotContract(`${issue?.path.join('.') || 'data'}: ${issue?.message ?? 'not as expected'}`);
  }

  #ofKind(asset: Asset, kind: AssetKind): Asset {
    if (asset.kind === kind) return asset;
    throw new ZcaNotContract('the answer is about another kind of asset');
  }
}

const notLinked = Symbol('not linked');

function pathOf(kind: AssetKind, id: string): string {
  return `/v1/assets/${kind}/${encodeURIComponent(id)}`;
}
