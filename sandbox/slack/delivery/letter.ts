/** A request as bytes, so that it can be sent again unchanged. */
export interface RawRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Something that Slack tells the app. */
export interface Letter {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  body: Record<string, unknown>;
  /** Set from the second attempt on; Slack retries only events. */
  retry?: { num: number; reason: RetryReason };
}

/** The reason why Slack retries an event. docs.slack.dev/apis/events-api */
export type RetryReason = 'http_timeout' | 'connection_failed' | 'http_error';

/** The result of sending a letter. */
export interface Receipt {
  /** HTTP status; null without an answer. Over a socket: 200 once acknowledged. */
  status: number | null;
  elapsedMs: number;
  /** Absent when the app answered in time with a 2xx. */
  failure?: RetryReason;
  contentType: string;
  /** The body of the answer; over a socket, the acknowledged payload as JSON. */
  text: string;
  /** The app answered `x-slack-no-retry: 1`. */
  noRetry: boolean;
}

/** A letter in flight: its bytes when it goes over HTTP, and its future receipt. */
export interface Dispatch {
  request?: RawRequest;
  receipt: Promise<Receipt>;
}

/** One way to reach the app. */
export interface Door {
  deliver(letter: Letter): Dispatch;
}

/** A receipt with these fields; the others say that no answer came. */
export function receiptOf(elapsedMs: number, outcome: Partial<Receipt>): Receipt {
  return { status: null, contentType: '', text: '', noRetry: false, elapsedMs, ...outcome };
}
