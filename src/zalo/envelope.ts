import { z } from 'zod';

/** Zalo's codes are numbers; for some accounts they come in quotes. */
export const errorCode = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d{1,9}$/u)
    .transform(Number),
]);

/** The envelope of the OpenAPI: HTTP 200 whether it went well or not. */
export const envelope = z.object({ error: errorCode, data: z.unknown().optional() });

/** Zalo's codes for a token that is invalid or expired. */
export const tokenCodes: ReadonlySet<number> = new Set([-216, -220, -124]);

/** Zalo's code for too many calls. */
export const busyCode = -32;

/** The limit counts calls a minute; within this time another may go through. */
export const busyMs = 10_000;

/** An answer that says to wait longer is tried again after this: a wrong header must not keep people waiting a day. */
const longestMs = 5 * 60_000;

/** HTTP's `Retry-After` in seconds; otherwise `busyMs`. */
export function retryAfterMs(header: unknown): number {
  const seconds = typeof header === 'string' && /^\d{1,5}$/u.test(header) ? Number(header) : null;
  return seconds === null ? busyMs : Math.min(Math.max(1, seconds) * 1_000, longestMs);
}
