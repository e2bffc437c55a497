import { z } from 'zod';
import { httpUrl, secret } from './fields.js';
import { policySchema } from './policy-schema.js';
import { zcaSchema } from './zca-schema.js';

const slack = z
  .object({
    botToken: secret(/^xoxb-.+/u, 'must be a bot token, which begins with xoxb-'),
    /** For HTTP. */
    signingSecret: secret(/^.{16,}$/u, 'is too short to be a signing secret').optional(),
    /** Set: Socket Mode. */
    appToken: secret(/^xapp-.+/u, 'must be an app-level token, which begins with xapp-').optional(),
    apiUrl: httpUrl,
  })
  .refine((value) => value.signingSecret !== undefined || value.appToken !== undefined, {
    path: ['signingSecret'],
    error: 'is missing (or set SLACK_APP_TOKEN to use Socket Mode)',
    // Also when another field is wrong: every problem is named at once.
    when: () => true,
  });

/** `4318…=token 1196…=token`; the tokens are secrets, so no message says more than the form. */
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

export const configSchema = z.object({
  locale: z.enum(['vi', 'en'], { error: 'must be vi or en' }),
  port: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
    error: 'must be debug, info, warn, error or silent',
  }),
  redis: z.object({
    url: z.url({ protocol: /^rediss?$/u, error: 'must be an address like redis://host:6379' }),
    /** Before every key; the braces keep all keys in one slot of a Redis Cluster. */
    prefix: z.string().regex(/^\{[\w-]+\}$/u, 'must be letters in braces, like {zca-unlink}'),
  }),
  slack,
  zca: zcaSchema,
  /** Zalo's own OpenAPI, to ask it about an OA after an unlink. */
  zalo: z.object({
    apiUrl: httpUrl,
    tokens: oaTokens,
    /** For one call, in milliseconds. */
    timeoutMs: z.coerce.number().int().min(100).max(60_000),
  }),
  policy: policySchema,
});

export type Config = z.output<typeof configSchema>;
