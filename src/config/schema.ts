import { z } from 'zod';
import { consoleSettings } from './console-schema.js';
import { policySchema } from './policy-schema.js';

const httpUrl = z.url({ protocol: /^https?$/u, error: 'must be an address like https://host/path' });

/** An environment variable that is set to nothing counts as not set. */
function secret(form: RegExp, what: string) {
  return z.string({ error: 'is missing' }).regex(form, what);
}

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

/** Whatever speaks to the ZCA. */
const anyDriver = {
  /** For one call, or one step in a browser, in milliseconds. */
  timeoutMs: z.coerce.number().int().min(100).max(60_000),
  /** How often a call without a clear answer is tried. */
  attempts: z.coerce.number().int().min(1).max(20),
  /** The pause after the first try, in milliseconds; it doubles each time. */
  backoffMs: z.coerce.number().int().min(10).max(60_000),
  /** How many unlinks one worker process runs at once. */
  concurrency: z.coerce.number().int().min(1).max(50),
};

/** Each driver needs settings of its own; those of the others may stand there unused. */
const zca = z.discriminatedUnion(
  'driver',
  [
    z.object({
      driver: z.literal('http'),
      apiUrl: httpUrl,
      accessToken: secret(/^\S+$/u, 'must be one word'),
      /** All processes together. */
      callsPerSecond: z.coerce.number().int().min(1).max(1000),
      ...anyDriver,
    }),
    z.object({ driver: z.literal('console'), console: consoleSettings, ...anyDriver }),
  ],
  { error: 'must be http or console' },
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
  zca,
  policy: policySchema,
});

export type Config = z.output<typeof configSchema>;
