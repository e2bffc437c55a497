import { z } from 'zod';
import { headerWord, httpUrl } from './fields.js';

/** `4318…=token 1196…=token`. The tokens are secrets, so messages describe only the format. */
const oaTokens = z
  .string()
  .transform((text) => text.split(/[\s,]+/u).filter((entry) => entry !== ''))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^\d{1,20}=[\x21-\x7e]+$/u, 'every entry must be an OA id, an equals sign and its token'),
    ),
  )
  .transform(
    (entries) =>
      new Map(
        entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
      ),
  );

/** Empty counts as unset: null. */
function orNull(form: RegExp, what: string) {
  return z
    .string()
    .refine((text) => text === '' || form.test(text), { error: what })
    .transform((text) => (text === '' ? null : text));
}

const word = orNull(headerWord, 'must be one word of plain ASCII letters, digits and signs');

/** The first encrypts; the others only open what was encrypted before. */
const tokenKeys = z
  .string()
  .transform((text) => text.split(/[\s,]+/u).filter((each) => each !== ''))
  .pipe(
    z
      .array(
        z
          .string()
          .regex(
            /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/u,
            'must be 32 bytes in base64: openssl rand -base64 32',
          ),
      )
      .max(5, 'holds more than 5 secrets'),
  );

function count(least: number, most: number) {
  return z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);
}

const fields = z.object({
  apiUrl: httpUrl,
  oauthUrl: httpUrl,
  botApiUrl: httpUrl,
  tokens: oaTokens,
  /** Per call. */
  timeoutMs: z.coerce.number().int().min(100).max(60_000),
  appId: orNull(/^\d{1,20}$/u, 'must be the digits of an app id'),
  /** The OA that the bot speaks through. */
  oaId: orNull(/^\d{1,20}$/u, 'must be the digits of an OA id'),
  appSecret: word,
  oaSecret: word,
  tokenKeys,
  botToken: orNull(/^\d{1,30}:[\x21-\x7e]+$/u, 'must be a bot token, like 1459…:abc…'),
  /** The Bot Platform sends this with each event; 8 to 256 characters. */
  botSecret: orNull(/^[\x21-\x7e]{8,256}$/u, 'must be one word of 8 to 256 characters'),
  /** The secret in the signature of an OA's webhooks; Zalo's documents leave it open. */
  webhookSignedWith: z.enum(['oa_secret', 'app_secret'], { error: 'must be oa_secret or app_secret' }),
  /** An older event is answered and dropped. */
  webhookMaxAgeMinutes: z.coerce
    .number({ error: 'must be a number of minutes' })
    .int('must be whole minutes')
    .min(5, 'must be at least 5 minutes')
    .max(24 * 60, 'must be at most a day'),
  /** After somebody's last word an OA's messages to them are free for so long, and so many. */
  freeWindowHours: z.coerce.number({ error: 'must be a number of hours' }).min(1).max(168),
  freeMessages: count(1, 1_000),
  /** Messages beyond that, which Zalo charges for, in a month; 0: none are sent. */
  paidMessagesPerMonth: count(0, 1_000_000),
  /** The Bot Platform’s limits for a bot. */
  botPeople: count(1, 1_000_000),
  botMessagesPerMonth: count(1, 100_000_000),
  buttonShape: z.enum(['text', 'template'], { error: 'must be text or template' }),
});

/** Zalo's OpenAPI, OAuth and Bot Platform. Everything is optional; what belongs together is set together. */
export const zaloSchema = fields.superRefine((zalo, context) => {
  const need = (path: keyof typeof zalo, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  const keeps = zalo.appSecret !== null || zalo.tokenKeys.length > 0;
  const signs = zalo.oaSecret !== null || zalo.oaId !== null;
  if (zalo.appId === null && (keeps || signs))
    need('appId', 'is missing: the app behind the other ZALO_ settings');
  if (zalo.tokenKeys.length > 0 && zalo.appSecret === null)
    need('appSecret', 'is missing: without it no token can be refreshed');
  if (zalo.appSecret !== null && zalo.tokenKeys.length === 0)
    need('tokenKeys', 'is missing: the tokens are stored encrypted with it; openssl rand -base64 32');
  if (zalo.botSecret !== null && zalo.botToken === null)
    need('botToken', 'is missing beside ZALO_BOT_SECRET');
});

export type ZaloSettings = z.output<typeof zaloSchema>;
