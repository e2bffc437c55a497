import { randomUUID } from 'node:crypto';
import type { Clock } from '../state/clock.js';
import { signatureHeaders } from './http-door.js';
import { httpPost } from './http-post.js';
import type { RawRequest, Receipt } from './letter.js';
import type { DeliveryRecord, PostOffice } from './post-office.js';

/** How to send raw bytes; whatever is left out, Slack's way. */
export interface RawDelivery {
  /** Seconds since 1970. */
  timestamp?: number;
  /** The whole signature header. */
  signature?: string;
  /** Signs with another secret. */
  secret?: string;
  /** Adds headers or replaces Slack's; an empty value removes one. */
  headers?: Record<string, string>;
}

/** The parts that the raw door needs. */
export interface RawDoorParts {
  requestUrl(): string | null;
  signingSecret: string;
  clock: Clock;
  post: PostOffice;
  timeoutMs: number;
}

/** Sends any bytes to the app's request URL: as JSON if they look like it, otherwise as a form. */
export function deliverRaw(body: string, delivery: RawDelivery, parts: RawDoorParts): Promise<Receipt> {
  const { timestamp = parts.clock.nowSeconds(), secret = parts.signingSecret } = delivery;
  const headers = {
    'Content-Type': body.startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded',
    ...signatureHeaders(secret, timestamp, body),
    ...(delivery.signature === undefined ? {} : { 'X-Slack-Signature': delivery.signature }),
    ...delivery.headers,
  };
  const kept = Object.entries(headers).filter(([, value]) => value !== '');
  return send({ url: requestUrlOf(parts), headers: Object.fromEntries(kept), body }, parts);
}

/** Sends a recorded request again, byte for byte. */
export function redeliver({ request }: DeliveryRecord, parts: RawDoorParts): Promise<Receipt> {
  if (!request) throw new Error('only a delivery over HTTP can be sent again');
  return send(request, parts);
}

/** Slack's check when somebody enters a request URL: the app must return the challenge. */
export async function verifyUrl(parts: RawDoorParts, token: string): Promise<boolean> {
  const challenge = randomUUID();
  const receipt = await deliverRaw(JSON.stringify({ token, challenge, type: 'url_verification' }), {}, parts);
  return receipt.failure === undefined && receipt.text.includes(challenge);
}

async function send(request: RawRequest, { post, clock, timeoutMs }: RawDoorParts): Promise<Receipt> {
  const receipt = await httpPost(request, timeoutMs);
  post.add({
    kind: 'raw',
    via: 'http',
    at: clock.nowMs(),
    body: {},
    retryNum: 0,
    request,
    receipt,
  });
  return receipt;
}

function requestUrlOf({ requestUrl }: RawDoorParts): string {
  const url = requestUrl();
  if (url === null) throw new Error('no request URL: pass requestUrl or call workspace.connect(url)');
  return url;
}
