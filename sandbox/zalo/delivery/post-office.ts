import type { Clock } from '../state/clock.js';
import { httpPost, type RawRequest, type Receipt } from './http-post.js';
import type { OaEvent } from './oa-events.js';
import { signEvent } from './signature.js';

/** One attempt to tell the app something. */
export interface DeliveryRecord {
  readonly request: RawRequest;
  /** 0 for the first attempt. */
  readonly retry: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Absent until the attempt has ended. */
  receipt?: Receipt;
}

/** How deliveries go wrong, until it is changed again. */
export interface DeliveryManners {
  /** Each event is sent this many times. */
  copies: number;
  /** Holds back every event until this many wait, then sends the newest first. */
  reverseOf: number;
  /** Holds back every event until `release` sends them. */
  isWithholding: boolean;
  signature: 'right' | 'wrong' | 'missing' | 'app_secret';
  /** `number`: ids are JSON numbers, in full. */
  ids: 'string' | 'number';
  /** Spaces are put into the body on its way, after it was signed. */
  isReencoded: boolean;
  /** Retries also what was answered late or with another status than 200: Zalo's documents leave that open. */
  retriesAnswered: boolean;
}

export const goodManners: DeliveryManners = {
  copies: 1,
  reverseOf: 1,
  isWithholding: false,
  signature: 'right',
  ids: 'string',
  isReencoded: false,
  retriesAnswered: true,
};

export interface PostOfficeOptions {
  readonly app: { readonly id: string; readonly secret: string; readonly oaSecret: string };
  readonly clock: Clock;
  /** The pauses before each further attempt. */
  readonly retryDelaysMs: readonly number[];
  /** The time in which the app must answer. */
  readonly answerMs: number;
}

/** Delivers events to the app's one webhook and records every attempt. */
export class PostOffice {
  readonly #options: PostOfficeOptions;
  readonly #records: DeliveryRecord[] = [];
  readonly #underway = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();
  readonly #held: OaEvent[] = [];
  /** The app's webhook; null: events go nowhere. */
  webhook: string | null = null;
  manners: DeliveryManners = { ...goodManners };
  /** After the last retry Zalo stops sending. */
  isDisabled = false;

  constructor(options: PostOfficeOptions) {
    this.#options = options;
  }

  get records(): readonly DeliveryRecord[] {
    return this.#records;
  }

  /** Begins to deliver an event of an OA, signed and with retries. */
  send(event: OaEvent): void {
    this.#held.push(event);
    const { isWithholding, reverseOf } = this.manners;
    if (isWithholding || this.#held.length < reverseOf) return;
    this.#held.reverse();
    this.release();
  }

  /** Sends what is held back. */
  release(): void {
    for (const each of this.#held.splice(0))
      for (let copy = 0; copy < this.manners.copies; copy += 1) this.#track(this.#deliver(each));
  }

  /** Begins to deliver a request once. */
  sendOnce(request: RawRequest): void {
    this.#track(this.#attempt(request, 0));
  }

  /** Sends a recorded request again, byte by byte. */
  again(record: DeliveryRecord): Promise<Receipt> {
    return this.#track(this.#attempt(record.request, record.retry));
  }

  /** Resolves when no attempt and no retry is pending. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled([...this.#underway]);
  }

  close(): void {
    this.#closing.abort();
  }

  async #deliver(event: OaEvent): Promise<void> {
    if (this.webhook === null || this.isDisabled) return;
    const request = this.#requestFor(event, this.webhook);
    for (const [retry, delayMs] of [0, ...this.#options.retryDelaysMs].entries()) {
      if (delayMs > 0 && !(await this.#pause(delayMs))) return;
      const counted = { ...request, headers: { ...request.headers, ...retryHeader(retry) } };
      const receipt = await this.#attempt(counted, retry);
      if (receipt.type === 'answered' && receipt.status === 200) return;
      if (receipt.type !== 'not_connected' && !this.manners.retriesAnswered) return;
    }
    this.isDisabled = true;
  }

  #requestFor(event: OaEvent, url: string): RawRequest {
    const { app } = this.#options;
    const { signature, ids, isReencoded } = this.manners;
    const json = JSON.stringify(event);
    const body = ids === 'number' ? json.replace(/"((?:[a-z_]*id|id)":)"(\d{15,})"/gu, '"$1$2') : json;
    const secret = {
      right: app.oaSecret,
      app_secret: app.secret,
      wrong: 'another-secret-altogether',
      missing: '',
    }[signature];
    const header =
      signature === 'missing'
        ? {}
        : { 'x-zevent-signature': signEvent(app.id, body, event.timestamp, secret) };
    return {
      url,
      headers: { 'content-type': 'application/json', ...header },
      body: isReencoded ? JSON.stringify(JSON.parse(body), null, 1) : body,
    };
  }

  async #attempt(request: RawRequest, retry: number): Promise<Receipt> {
    const record: DeliveryRecord = { request, retry, at: this.#options.clock.now() };
    this.#records.push(record);
    record.receipt = await httpPost(request, this.#options.answerMs);
    return record.receipt;
  }

  /** False when the office closes first. */
  #pause(delayMs: number): Promise<boolean> {
    const { signal } = this.#closing;
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', end);
        resolve(true);
      }, delayMs);
      const end = () => {
        clearTimeout(timer);
        resolve(false);
      };
      signal.addEventListener('abort', end, { once: true });
    });
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underway.add(work);
    return work.finally(() => this.#underway.delete(work));
  }
}

function retryHeader(retry: number): Record<string, string> {
  return retry === 0 ? {} : { num_retry: String(retry) };
}
