import { createHash, timingSafeEqual } from 'node:crypto';
import { isSameText } from '../../../shared/is-same-text.js';

const form = /^\s*(?:mac\s*=\s*)?([0-9a-f]{64})\s*$/iu;

/** The hash in the header `X-ZEvent-Signature`; null when it is missing or malformed. */
export function hashIn(header: unknown): Buffer | null {
  const [, hex] = typeof header === 'string' ? (form.exec(header) ?? []) : [];
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}

/** True if Zalo signed these bytes: a plain SHA-256 of app id, raw body, timestamp and secret. In constant time. */
export function isSigned(
  body: Buffer,
  hash: Buffer,
  {
    appId,
    timestamp,
    secret,
  }: { readonly appId: string; readonly timestamp: string; readonly secret: string },
): boolean {
  const expected = createHash('sha256').update(appId).update(body).update(timestamp).update(secret).digest();
  return timingSafeEqual(expected, hash);
}

/** True if a header holds the secret; in constant time. */
export function isSameSecret(given: unknown, secret: string): boolean {
  return isSameText(typeof given === 'string' ? given : '', secret);
}
