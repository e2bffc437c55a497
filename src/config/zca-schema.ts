import { z } from 'zod';
import { consoleSettings } from './console-schema.js';
import { headerWord, httpUrl, idList, pageUrl, people, secret } from './fields.js';

/** Ids are text: they do not fit a JS number. */
const assetIds = idList(/^\d{1,20}$/u, 'an id of digits');

/** What every driver has. */
const common = {
  /** For one call, or one step in a browser, in milliseconds. */
  timeoutMs: z.coerce.number().int().min(100).max(60_000),
  /** How often a call without a clear answer is tried. */
  attempts: z.coerce.number().int().min(1).max(20),
  /** The pause after the first try, in milliseconds; it doubles each time. */
  backoffMs: z.coerce.number().int().min(10).max(60_000),
  /** All processes together. */
  callsPerSecond: z.coerce.number().int().min(1).max(1000),
  /** How many unlinks one worker process runs at once. */
  concurrency: z.coerce.number().int().min(1).max(50),
  /** What the bot itself runs on: never unlinked by it. */
  ownOa: assetIds,
  ownApp: assetIds,
};

/** A gateway of the company's own, over HTTP. */
const http = z.object({
  driver: z.literal('http'),
  apiUrl: httpUrl,
  accessToken: secret(headerWord, 'must be one word of plain ASCII letters, digits and signs'),
  ...common,
});

/** Zalo's own web console, by a browser. */
const webConsole = z.object({ driver: z.literal('console'), console: consoleSettings, ...common });

/** People do it, and the bot keeps the list. */
const manual = z.object({
  driver: z.literal('manual'),
  manual: z.object({
    /** Who may do it: user and group ids. */
    operators: people.refine((ids) => ids.length > 0, {
      error: 'names nobody, so nothing could ever be unlinked',
    }),
    /** Where the ZCA's own page is. */
    pageUrl,
    /** When operators are reminded, in minutes after the work was handed to them. */
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

/** By which means assets are listed and unlinked; what belongs to another driver is not looked at. */
export const zcaSchema = z.discriminatedUnion('driver', [http, webConsole, manual], {
  error: 'must be http, console or manual',
});
