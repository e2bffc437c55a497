import { z } from 'zod';
import { reportCertificates } from './certificates.js';
import { consoleSettings } from './console-schema.js';
import { headerWord, httpUrl, idList, pageUrl, people, secret } from './fields.js';

/** Ids are text: they do not fit a JS number. */
const assetIds = idList(/^\d{1,20}$/u, 'an id of digits');

/** Settings of every driver. */
const common = {
  /** Limit of one call, or of one step in a browser. */
  timeoutMs: z.coerce.number().int().min(100).max(60_000),
  /** The number of attempts at a call without a clear answer. */
  attempts: z.coerce.number().int().min(1).max(20),
  /** The pause after the first attempt; it doubles each time. */
  backoffMs: z.coerce.number().int().min(10).max(60_000),
  /** All processes together. */
  callsPerSecond: z.coerce.number().int().min(1).max(1000),
  /** The number of unlinks that one worker process runs at once. */
  concurrency: z.coerce.number().int().min(1).max(50),
  /** The assets that the bot itself runs on; it never unlinks them. */
  ownOa: assetIds,
  ownApp: assetIds,
};

/** A gateway of the company's own, over HTTP. */
const http = z
  .object({
    driver: z.literal('http'),
    /** The bot's certificate and its key, and the authority that vouches for the gateway, in PEM; empty: none. */
    clientCert: z.string(),
    clientKey: z.string(),
    authority: z.string(),
    apiUrl: httpUrl,
    accessToken: secret(headerWord, 'must be one word of plain ASCII letters, digits and signs'),
    ...common,
  })
  .check(z.superRefine(reportCertificates, { when: () => true }));

/** Zalo's own web console, through a browser. */
const webConsole = z.object({ driver: z.literal('console'), console: consoleSettings, ...common });

/** People unlink, and the bot keeps the register. */
const manual = z.object({
  driver: z.literal('manual'),
  manual: z.object({
    /** The operators: user and group ids. */
    operators: people.refine((ids) => ids.length > 0, {
      error: 'names nobody, so nothing could ever be unlinked',
    }),
    /** The ZCA's own page. */
    pageUrl,
    /** The reminders to operators, in minutes after the task's assignment. */
    remindAfterMinutes: z
      .array(
        z.coerce
          .number()
          .positive()
          .max(30 * 24 * 60),
      )
      .max(20),
  }),
  ...common,
});

/** Selects how assets are listed and unlinked; settings of other drivers are ignored. */
export const zcaSchema = z.discriminatedUnion('driver', [http, webConsole, manual], {
  error: 'must be http, console or manual',
});
