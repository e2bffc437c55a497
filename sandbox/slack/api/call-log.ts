import type { News } from '../state/news.js';

/** One call of a Web API method (or of a response_url, as method `response_url`). */
export interface CallRecord {
  method: string;
  /** As sent, complex fields parsed, without the token. */
  args: Record<string, unknown>;
  /** The scopes of which this call needed one; empty when it needed none. */
  scopes: readonly string[];
  /** Milliseconds since 1970. */
  at: number;
  /** `ok`, Slack's error string, or `not_done` when a fault kept it from being done. */
  outcome: string;
  /** The kind of the planned fault this call met. */
  fault?: string;
}

/** Everything the app asked of Slack, in order. */
export interface CallLog {
  readonly records: readonly CallRecord[];
  add(record: CallRecord): void;
}

/** An empty log. */
export function createCallLog(news: News): CallLog {
  const records: CallRecord[] = [];
  return {
    records,
    add(record) {
      records.push(record);
      news.tell({ type: 'call' });
    },
  };
}
