import { z } from 'zod';
import { httpUrl } from './fields.js';

const secretForm =
  'must be at least 24 bytes in base64, with or without whsec_ before it (openssl rand -base64 32); an older one follows the newest after a comma';

/** The secrets of Standard Webhooks, newest first. */
const secrets = z
  .string()
  .max(4_096, 'is too long')
  .transform((text) =>
    text.split(/[\s,]+/u).flatMap((each) => (each === '' ? [] : each.replace(/^whsec_/u, ''))),
  )
  .pipe(z.array(z.string().refine(isSecret, secretForm)).max(5, 'holds more than 5 secrets'))
  .transform((all) => all.map((each) => Buffer.from(each, 'base64')));

/** The URL and the file that receive every audit entry as an event. */
export const eventsSchema = z
  .object({
    /** Null: nowhere. */
    url: z.union([z.literal('').transform(() => null), httpUrl]).prefault(''),
    secrets: secrets.prefault(''),
    /** A path; `-`: standard output; null: nowhere. */
    file: z
      .string()
      .max(4_096)
      .transform((path) => (path === '' ? null : path))
      .prefault(''),
    includeTexts: z
      .union([z.boolean(), z.enum(['true', 'false', '']).transform((text) => text === 'true')], {
        error: 'must be true or false',
      })
      .prefault(false),
  })
  .refine(({ url, secrets: all }) => url === null || all.length > 0, {
    path: ['secrets'],
    error: 'is missing: the receiver of EVENTS_URL tells by it that an event is the bot’s',
  })
  .prefault({});

function isSecret(text: string): boolean {
  const bytes = Buffer.from(text, 'base64');
  return (
    bytes.length >= 24 &&
    bytes.length <= 256 &&
    bytes.toString('base64').replace(/=+$/u, '') === text.replace(/=+$/u, '')
  );
}
