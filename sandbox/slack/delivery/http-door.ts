import type { Clock } from '../state/clock.js';
import { httpPost } from './http-post.js';
import { type Door, type Letter, type RawRequest, receiptOf } from './letter.js';
import { signBody } from './signature.js';

/** Slack's exact content types: some frameworks compare the whole string. */
const formType = 'application/x-www-form-urlencoded';
const jsonType = 'application/json';

/** Options of the HTTP door. */
export interface HttpDoorOptions {
  requestUrl(): string | null;
  signingSecret: string;
  clock: Clock;
  timeoutMs: number;
}

/** Speaks to the app's request URL as Slack does: signs each request and waits three seconds for the answer. */
export function createHttpDoor(options: HttpDoorOptions): Door {
  return {
    deliver(letter) {
      const url = options.requestUrl();
      if (url === null) return { receipt: Promise.resolve(receiptOf(0, { failure: 'connection_failed' })) };
      const request = signedRequest(url, letter, options);
      return { request, receipt: httpPost(request, options.timeoutMs) };
    },
  };
}

/** The bytes that Slack would send. */
function signedRequest(
  url: string,
  letter: Letter,
  options: { signingSecret: string; clock: Clock },
): RawRequest {
  const body = encode(letter);
  const timestamp = options.clock.nowSeconds();
  return {
    url,
    body,
    headers: {
      'Content-Type': letter.kind === 'events_api' ? jsonType : formType,
      'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      Accept: '*/*',
      ...signatureHeaders(options.signingSecret, timestamp, body),
      ...(letter.retry
        ? { 'X-Slack-Retry-Num': String(letter.retry.num), 'X-Slack-Retry-Reason': letter.retry.reason }
        : {}),
    },
  };
}

/** Slack's two signature headers. */
export function signatureHeaders(secret: string, timestamp: number, body: string): Record<string, string> {
  return {
    'X-Slack-Request-Timestamp': String(timestamp),
    'X-Slack-Signature': signBody(secret, timestamp, body),
  };
}

function encode({ kind, body }: Letter): string {
  if (kind === 'events_api') return JSON.stringify(body);
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(body) }).toString();
  const fields = Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]);
  return new URLSearchParams(fields).toString();
}
