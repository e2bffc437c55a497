import { z } from 'zod';
import type { Switch } from './page-contract.js';
import type { Seed } from './seed.js';

/** Options of `startWorkspace`. */
export interface WorkspaceOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  botToken: string;
  signingSecret: string;
  /** Further tokens of the app, as after a reinstallation; none by default. */
  moreBotTokens?: readonly string[];
  /** `xapp-…`: lets the app use Socket Mode. */
  appToken?: string;
  /** `xoxe.…`: lets somebody read the app's manifest. */
  configToken?: string;
  /** The app's manifest, as `apps.manifest.export` shows it. */
  manifest?: unknown;
  /** The bot's `POST /slack/events`; `workspace.connect(url)` sets it later. */
  requestUrl?: string;
  seed?: Seed;
  /** The folder of the built page, served at `/`. */
  pageDir?: string;
  /** Milliseconds since 1970; the real time by default. */
  now?: () => number;
  /** Slack waits three seconds; a shorter time speeds up tests of silence. */
  ackTimeoutMs?: number;
  /** Slack retries an event at once, after a minute and after five; the defaults here are shorter. */
  eventRetryDelaysMs?: readonly number[];
  /** The app's event subscriptions, `message` ones with their channel type. */
  events?: readonly EventName[];
  /** The app's bot scopes; all of them by default. */
  scopes?: readonly string[];
  /** Limits calls as Slack does; off by default. */
  enforceRateLimits?: boolean;
  /** Faults that a person at the page can turn on; none by default. */
  switches?: Switches;
}

/** Faults that a person at the page can choose. */
export interface Switches {
  list(): readonly Switch[];
  /** Returns false when there is no such switch. */
  turnOn(key: string): boolean;
  allWell(): void;
}

/** The events the sandbox can send. */
export type EventName = 'app_mention' | 'app_home_opened' | 'message.im' | 'message.channels';

const optionsSchema = z.object({
  port: z.number().int().min(0).max(65_535).default(0),
  botToken: z.string().startsWith('xoxb-'),
  signingSecret: z.string().min(1),
  moreBotTokens: z.array(z.string().startsWith('xoxb-')).default([]),
  appToken: z.string().startsWith('xapp-').exactOptional(),
  configToken: z.string().startsWith('xoxe.').exactOptional(),
  manifest: z.unknown().optional(),
  requestUrl: z.url().exactOptional(),
  pageDir: z.string().exactOptional(),
  ackTimeoutMs: z.number().positive().default(3000),
  eventRetryDelaysMs: z.array(z.number().nonnegative()).default([0, 250, 1000]),
  events: z.array(z.string()).default(['app_mention', 'app_home_opened', 'message.im']),
  scopes: z.array(z.string()).exactOptional(),
  enforceRateLimits: z.boolean().default(false),
});

/** The options that are values, with their defaults. */
export type ReadOptions = z.output<typeof optionsSchema>;

/** The options with their defaults; refuses impossible ones and names the option. */
export function readOptions(options: WorkspaceOptions): ReadOptions {
  const { events, scopes } = options;
  return optionsSchema.parse({
    ...options,
    events: events && [...events],
    ...(scopes ? { scopes: [...scopes] } : {}),
  });
}
