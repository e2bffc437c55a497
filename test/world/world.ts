import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import botConfig from '../../bot.config.js';
import { consoleSettings } from '../../sandbox/console-session.js';
import { type LocalRedis, startRedis } from '../../sandbox/redis.js';
import { startWorkspace, type Workspace } from '../../sandbox/slack/workspace.js';
import type { WorkspaceOptions } from '../../sandbox/slack/workspace-options.js';
import { startZca, type Zca } from '../../sandbox/zca/zca.js';
import { botScopes } from '../../src/chat/slack/manifest.js';
import { loadConfig } from '../../src/config/load-config.js';
import type { Config } from '../../src/config/schema.js';
import type { Budgets } from '../../src/core/budgets.js';
import type { Policy } from '../../src/core/policy.js';
import { createLog } from '../../src/ops/logger.js';
import { startWeb, startWorker } from '../../src/wiring.js';

/** The people and places of the local workspace. */
export const people = {
  lan: 'U0LAN00001',
  minh: 'U0MINH0002',
  hoa: 'U0HOA00003',
  outsider: 'U0NGOAI004',
} as const;
export const places = { ops: 'C0ZCAOPS01', general: 'C0GENERAL1' } as const;
export const approvers = 'S0APPROVE1';

/** More than any test's people do. */
const ample: Budgets = {
  openRequests: 10_000,
  asksPerMinute: 10_000,
  pressesPerMinute: 10_000,
  looksPerMinute: 10_000,
  searchesPerMinute: 10_000,
};

export interface World {
  readonly redis: LocalRedis;
  readonly workspace: Workspace;
  readonly zca: Zca;
  /** What the bot sends the ZCA's gateway. */
  readonly zcaToken: string;
  readonly config: Config;
  /** Everything the bot has logged, one JSON line each. */
  readonly logged: readonly string[];
  readonly web: Awaited<ReturnType<typeof startWeb>>;
  readonly worker: Awaited<ReturnType<typeof startWorker>>;
}

export interface WorldOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly workspace?: Partial<WorkspaceOptions>;
  readonly change?: (config: Config) => Config;
  /** The bot reaches the ZCA by a browser in its console, where somebody has logged it in. */
  readonly console?: boolean;
  /** Done to the workspace before the bot starts. */
  readonly prepare?: (workspace: Workspace) => void;
  /** Arguments of Redis's command line. */
  readonly redisSettings?: readonly string[];
  /** Everybody's language in Slack. */
  readonly locale?: string;
  /** Changes of the policy that `bot.config.ts` has. */
  readonly policy?: Partial<Policy>;
  readonly rules?: Config['policy']['rules'];
  /** Each person's, where they are not to be ample. */
  readonly budgets?: Partial<Budgets>;
  /** The own tokens of OAs, by OA id, at Zalo's OpenAPI; the bot gets them by `env`. */
  readonly oaTokens?: Readonly<Record<string, string>>;
}

/**
 * A test file's own world: a real Redis, the local Slack and ZCA, and the bot's own two processes wired in this one.
 * Times between tries are short; nothing else differs from production.
 */
export function useWorld(options: WorldOptions = {}): () => World {
  let world: World | undefined;
  beforeAll(async () => {
    world = await startWorld(options);
  });
  afterAll(async () => {
    if (world !== undefined) await stopWorld(world);
  });
  return () => {
    if (world === undefined) throw new Error('the world is not there yet');
    return world;
  };
}

export async function startWorld({
  env = {},
  workspace: workspaceOptions = {},
  change = (config) => config,
  locale = 'en-US',
  redisSettings = [],
  console = false,
  prepare = () => undefined,
  policy = {},
  budgets = {},
  rules = [],
  oaTokens = {},
}: WorldOptions = {}): Promise<World> {
  const redis = await startRedis(redisSettings);
  const secrets = {
    bot: 'xoxb-test-secret-token',
    signing: 'test-signing-secret-0123',
    zca: 'test-zca-secret-token',
  };
  const zca = await startZca({ accessToken: secrets.zca, oaTokens });
  const workspace = await startWorkspace({
    botToken: secrets.bot,
    signingSecret: secrets.signing,
    scopes: botScopes,
    ...workspaceOptions,
  });
  // One language for all, so that a test can say what somebody is told.
  for (const id of Object.values(people)) workspace.setPerson(id, { locale });
  prepare(workspace);
  const loaded = loadConfig(botConfig, {
    PORT: '0',
    BOT_LOCALE: 'en',
    REDIS_URL: redis.url,
    REDIS_PREFIX: `{test-${randomBytes(4).toString('hex')}}`,
    SLACK_BOT_TOKEN: secrets.bot,
    SLACK_SIGNING_SECRET: secrets.signing,
    SLACK_API_URL: workspace.apiUrl,
    ZCA_API_URL: zca.url,
    ZCA_API_TOKEN: secrets.zca,
    ZALO_API_URL: zca.url,
    UNLINK_APPROVERS: approvers,
    ...(console ? await consoleSettings(zca, await mkdtemp(join(tmpdir(), 'console-world-'))) : {}),
    ...env,
  });
  const config = change({
    ...loaded,
    slack: { ...loaded.slack, postsPerSecond: 1_000, updatesPerMinute: 60_000 },
    policy: { base: { ...loaded.policy.base, ...policy }, budgets: { ...ample, ...budgets }, rules },
    zca: hastened(loaded.zca),
    zalo: { ...loaded.zalo, timeoutMs: 300 },
  });
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const web = await startWeb(config, log);
  const worker = await startWorker(config, log);
  workspace.connect(`http://127.0.0.1:${web.port}/slack/events`);
  return { redis, workspace, zca, zcaToken: secrets.zca, config, logged, web, worker };
}

/** Short waits between tries; a browser's step takes longer than a call. */
function hastened(zca: Config['zca']): Config['zca'] {
  const timeoutMs = zca.driver === 'console' ? 3_000 : 500;
  return { ...zca, timeoutMs, attempts: 3, backoffMs: 20, callsPerSecond: 1_000 };
}

export async function stopWorld({ web, worker, workspace, zca, redis }: World): Promise<void> {
  await web.stop();
  await worker.stop();
  await Promise.all([workspace.close(), zca.close()]);
  await redis.close();
}
