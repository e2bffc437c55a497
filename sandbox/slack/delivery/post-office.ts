import type { News } from '../state/news.js';
import type { Door, Letter, RawRequest, Receipt } from './letter.js';
import { Pauses } from './pauses.js';

/** One attempt to tell the app something. */
export interface DeliveryRecord {
  kind: Letter['kind'] | 'raw';
  via: 'http' | 'socket';
  /** Milliseconds since 1970. */
  at: number;
  body: Record<string, unknown>;
  retryNum: number;
  /** The exact bytes, if they went over HTTP: `redeliver` sends them again. */
  request?: RawRequest;
  /** Absent until the app answers. */
  receipt?: Receipt;
}

/** Options of the post office. */
export interface PostOfficeOptions {
  http: Door;
  socket: Door;
  /** Tells whether the app uses Socket Mode. */
  socketWanted(): boolean;
  nowMs(): number;
  news: News;
  retryDelaysMs: readonly number[];
}

/** Delivers letters to the app and records every attempt. */
export class PostOffice {
  readonly #options: PostOfficeOptions;
  readonly #records: DeliveryRecord[] = [];
  readonly #underway = new Set<Promise<unknown>>();
  readonly #pauses = new Pauses();

  constructor(options: PostOfficeOptions) {
    this.#options = options;
  }

  get records(): readonly DeliveryRecord[] {
    return this.#records;
  }

  /** Makes one attempt; the receipt is its result. */
  send(letter: Letter): Promise<Receipt> {
    return this.#track(this.#attempt(letter));
  }

  /**
   * Sends an event and retries it after each of Slack's delays until the app takes it; resolves with the first attempt.
   */
  async sendEvent(body: Record<string, unknown>): Promise<Receipt> {
    const first = await this.#track(this.#attempt({ kind: 'events_api', body }));
    void this.#track(this.#tryAgain(body, first));
    return first;
  }

  /** Resolves when no attempt and no retry is pending. */
  async idle(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled([...this.#underway]);
  }

  /** Records an attempt made outside the post office. */
  add(record: DeliveryRecord): void {
    this.#records.push(record);
    this.#options.news.tell({ type: 'delivery' });
  }

  close(): void {
    this.#pauses.end();
  }

  async #attempt(letter: Letter): Promise<Receipt> {
    const via = this.#options.socketWanted() ? 'socket' : 'http';
    const { request, receipt } = this.#options[via].deliver(letter);
    const { kind, body, retry } = letter;
    const record: DeliveryRecord = {
      ...{ kind, via, body, at: this.#options.nowMs(), retryNum: retry?.num ?? 0 },
      ...(request ? { request } : {}),
    };
    this.add(record);
    record.receipt = await receipt;
    this.#options.news.tell({ type: 'delivery' });
    return record.receipt;
  }

  async #tryAgain(body: Record<string, unknown>, first: Receipt): Promise<void> {
    let last = first;
    for (const [index, delayMs] of this.#options.retryDelaysMs.entries()) {
      if (last.failure === undefined || last.noRetry || !(await this.#pauses.wait(delayMs))) return;
      const retry = { num: index + 1, reason: last.failure };
      last = await this.#attempt({ kind: 'events_api', body, retry });
    }
  }

  #track<Result>(work: Promise<Result>): Promise<Result> {
    this.#underway.add(work);
    return work.finally(() => this.#underway.delete(work));
  }
}
