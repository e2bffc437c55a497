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

/** The age, in days, below which no entry is archived, and from which `audit archive` does so by itself; null: unset. */
const keepDays = z.union([z.literal('').transform(() => null), z.coerce.number().int().min(30).max(36_500)], {
  error: 'must be a number of days from 30 to 36500, or empty',
});

export const auditSchema = z
  .object({ keys: auditKeys, keepDays: keepDays.prefault('') })
  .prefault({ keys: '' });

function isKey(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= 32 && bytes.length <= 256 && bytes.toString('base64') === text;
}
