import { createHash } from 'node:crypto';

/** Zalo's `X-ZEvent-Signature`: a plain SHA-256, not an HMAC, of the app's id, the raw body, its time and a secret. */
export function signEvent(appId: string, body: string, timestamp: string, secret: string): string {
  return `mac=${createHash('sha256').update(`${appId}${body}${timestamp}${secret}`).digest('hex')}`;
}
