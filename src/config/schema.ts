import { z } from 'zod';
import { adminSchema } from './admin-schema.js';
import { auditSchema } from './audit-schema.js';
import { eventsSchema } from './events-schema.js';
import { httpUrl, secret, secrets } from './fields.js';
import { peopleSchema, reportUnknownPeople } from './people-schema.js';
import { plainHttpHosts, reportPlainHttp } from './plain-http.js';
import { channelId, policySchema } from './policy-schema.js';
import { proxySchema } from './proxy-schema.js';
import { redisAddress } from './redis-address.js';
import { reportWithoutSlack } from './without-slack.js';
import { zaloSchema } from './zalo-schema.js';
import { zcaSchema } from './zca-schema.js';

const slack = z
  .object({
    /** `off`: the bot speaks in Zalo alone, and the other settings here are not used. */
    use: z.enum(['on', 'off'], { error: 'must be on or off' }),
    /** Calls are made with the newest; what was encrypted with a key of an older one can still be read. */
    botToken: secrets(/^xoxb-[\x21-\x7e]+$/u, 'must be a bot token, which begins with xoxb-').optional(),
    /** For HTTP; Slack may sign with any of them. */
    signingSecret: secrets(/^[\x21-\x7e]{16,}$/u, 'is too short to be a signing secret').optional(),
    /** Set: Socket Mode. */
    appToken: secret(
      /^xapp-[\x21-\x7e]+$/u,
      'must be an app-level token, which begins with xapp-',
    ).optional(),
    /** The app's id, if Slack does not report it. */
    appId: z
      .union([z.literal(''), z.string().regex(/^A[A-Z0-9]{2,30}$/u)], { error: 'must be an app id (A…)' })
      .transform((id) => (id === '' ? null : id)),
    apiUrl: httpUrl,
    /** The channel with the cards of requests that were asked in Zalo; null: they have none in Slack. */
    cardsChannel: z
      .union([z.literal(''), z.string().regex(channelId)], {
        error: 'must be a channel id (C…), or empty for no channel',
      })
      .transform((id) => (id === '' ? null : id)),
    /** Posts in one channel, all processes together. */
    postsPerSecond: z.coerce.number().min(0.1).max(1000),
    /** Updates of messages, all channels and processes together. */
    updatesPerMinute: z.coerce.number().int().min(1).max(60_000),
  })
  // These run even if another field is invalid, so that all problems are reported at once.
  .refine((value) => value.use === 'off' || value.botToken !== undefined, {
    path: ['botToken'],
    error: 'is missing',
    when: () => true,
  })
  .refine(
    (value) => value.use === 'off' || value.signingSecret !== undefined || value.appToken !== undefined,
    {
      path: ['signingSecret'],
      error: 'is missing (or set SLACK_APP_TOKEN to use Socket Mode)',
      when: () => true,
    },
  )
  .transform(({ use, botToken = [], signingSecret, appToken, cardsChannel, ...rest }) => ({
    ...rest,
    isUsed: use === 'on',
    appToken: use === 'on' ? appToken : undefined,
    cardsChannel: use === 'on' ? cardsChannel : null,
    ...newestOf(botToken),
    ...{ signingSecret: signingSecret?.[0], olderSigningSecrets: signingSecret?.slice(1) ?? [] },
  }));

function newestOf([botToken = '', ...olderBotTokens]: readonly string[]) {
  return { botToken, olderBotTokens };
}

const localeSchema = z.enum(['vi', 'en'], { error: 'must be vi or en' });

const portNumber = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65535);

const redisSchema = z.object({
  url: z.string({ error: 'is missing' }).superRefine((url, context) => {
    try {
      redisAddress(url);
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: error instanceof Error ? error.message : 'cannot be read',
      });
    }
  }),
  /** Prefix of every key; the braces keep all keys in one slot of a Redis Cluster. */
  prefix: z.string().regex(/^\{[\w-]+\}$/u, 'must be letters in braces, like {zca-unlink}'),
  /** The time a request is kept after its end, in days. */
  keepFinishedDays: z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be whole days')
    .min(7, 'must be at least 7 days')
    .max(3650, 'must be at most 3650 days'),
});

export const configSchema = z
  .object({
    locale: localeSchema,
    port: portNumber,
    /** The address to listen on; null: all. */
    host: z
      .union([z.literal(''), z.string().regex(/^[\w.:%-]{1,255}$/u)], {
        error: 'must be an address or a host name, or empty for all addresses',
      })
      .transform((host) => (host === '' ? null : host)),
    logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    }),
    redis: redisSchema,
    audit: auditSchema,
    slack,
    zca: zcaSchema,
    zalo: zaloSchema,
    ops: z.object({
      /** The channel for alerts; null: only in the log. */
      channel: z
        .union([z.literal(''), z.string().regex(channelId)], {
          error: 'must be a channel id (C…), or empty for no channel',
        })
        .transform((id) => (id === '' ? null : id)),
      /** The port of the health endpoints; null: `web` answers on its own port, `worker` not at all. */
      port: z.union([z.literal('').transform(() => null), portNumber], {
        error: 'must be a port number, or empty',
      }),
    }),
    events: eventsSchema,
    people: peopleSchema,
    /** The web page for the record; null: none. */
    admin: adminSchema,
    policy: policySchema,
    plainHttpHosts,
    proxy: proxySchema,
  })
  .refine(({ admin, port, ops }) => !admin?.port || ![port, ops.port].includes(admin.port), {
    path: ['admin', 'port'],
    error: 'must differ from PORT and OPS_PORT: the admin page listens on its own port',
  })
  .check(z.superRefine(reportPlainHttp, { when: () => true }))
  .check(z.superRefine(reportUnknownPeople, { when: ({ issues }) => issues.length === 0 }))
  .check(z.superRefine(reportWithoutSlack, { when: ({ issues }) => issues.length === 0 }));

/** The settings needed to log an OA in. */
export const zaloAlone = z
  .object({ zalo: zaloSchema, redis: redisSchema, proxy: proxySchema, plainHttpHosts })
  .check(z.superRefine(reportPlainHttp, { when: () => true }));

/** The settings needed to read stored data. */
export const storedSchema = z.object({
  locale: localeSchema,
  redis: redisSchema,
  audit: auditSchema,
  events: eventsSchema,
});
export type StoredConfig = z.output<typeof storedSchema>;

export type Config = z.output<typeof configSchema>;
