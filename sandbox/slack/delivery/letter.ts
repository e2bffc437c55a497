/** A request down to its bytes, so that it can be sent again unchanged. */
export interface RawRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** Something Slack has to tell the app. */
export interface Letter {
  kind: 'slash_commands' | 'interactive' | 'events_api';
  body: Record<string, unknown>;
  /** Set from the second attempt on; only events are tried again. */
  retry?: { num: number; reason: RetryReason };
}

/** Why Slack tries an event again. docs.slack.dev/apis/events-api */
export type RetryReason = 'http_timeout' | 'connection_failed' | 'http_error';

/** How a letter was received. */
export interface Receipt {
  /** HTTP status; null when there was no answer. Over a socket: 200 once acknowledged. */
  status: number | null;
  elapsedMs: number;
  /** Absent when the app took it in time with a 2xx. */
  failure?: RetryReason;
  contentType: string;
  /** The body of the answer; over a socket, the acknowledged payload as JSON. */
  text: string;
  /** The app answered `x-slack-no-retry: 1`. */
  noRetry: boolean;
}

/** A letter on its way: its bytes when it goes over HTTP, and the receipt to come. */
export interface Dispatch {
  request?: RawRequest;
  receipt: Promise<Receipt>;
}

/** One way to the app. */
export interface Door {
  deliver(letter: Letter): Dispatch;
}

/** A receipt with the given parts; the rest says that nothing came back. */
export function receiptOf(elapsedMs: number, outcome: Partial<Receipt>): Receipt {
  return { status: null, contentType: '', text: '', noRetry: false, elapsedMs, ...outcome };
}
