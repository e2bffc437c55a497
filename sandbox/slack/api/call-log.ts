import type { News } from '../state/news.js';

/** One call of a Web API method (or of a response_url, as method `response_url`). */
export interface CallRecord {
  method: string;
  /** The arguments as sent, complex fields parsed, without the token. */
  args: Record<string, unknown>;
  /** The call needed one of these scopes; empty when it needed none. */
  scopes: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
  /** `ok`, Slack's error string, or `not_done` when a fault prevented the call. */
  outcome: string;
  /** The kind of the planned fault this call met. */
  fault?: string;
}

/** Everything the app asked Slack for, in order. */
export class CallLog {
  readonly #news: News;
  readonly #records: CallRecord[] = [];

  constructor(news: News) {
    this.#news = news;
  }

  get records(): readonly CallRecord[] {
    return this.#records;
  }

  add(record: CallRecord): void {
    this.#records.push(record);
    this.#news.tell({ type: 'call' });
  }
}
