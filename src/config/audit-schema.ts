import { z } from 'zod';

const form =
  'must be at least 32 bytes in base64, as openssl rand -base64 32 makes them; older keys follow the newest one after a comma';

/** The keys of the audit log, newest first. Older keys are kept for `audit verify`. */
const auditKeys = z
  .string()
  .max(8_192, 'is too long')
  .transform((text) => text.split(/[\s,]+/u).filter((key) => key !== ''))
  .pipe(z.array(z.string().refine(isKey, form)).max(20, 'holds more than 20 keys'))
  .transform((keys) => keys.map((key) => Buffer.from(key, 'base64')));

export const auditSchema = z.object({ keys: auditKeys }).prefault({ keys: '' });

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= 32 && bytes.length <= 256 && bytes.toString('base64') === text;
}
