import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Compares texts of any length in a time that tells nothing about them. */
export function isSameText(one: string, other: string): boolean {
  const key = randomBytes(32);
  const digest = (text: string) => createHmac('sha256', key).update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
