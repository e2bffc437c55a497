import { createHash } from 'node:crypto';

/** The SHA-256 of bytes, or of a text as UTF-8, in hexadecimal. */
export function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
