import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorkspace, type Workspace } from '../../../sandbox/slack/workspace.js';
import { startZca, type Zca } from '../../../sandbox/zca/zca.js';
import type { Random } from '../random.js';
import { wrongClocks } from './clocks.js';
import { type DriverKind, startTownDriver, type TownDriver } from './driver.js';
import { type BuildCopy, copyBuild, type Patch, patchesIn } from './patch.js';
import { type Fleet, startFleet } from './processes.js';
import { type RedisKind, startTownRedis, type TownRedis } from './redis.js';
import { buildRelease } from './release.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';
import { budgets } from './times.js';

/** The bot's surroundings, each reached through a proxy, and the bot itself as several processes. */
export interface Town {
  readonly redis: TownRedis;
  readonly workspace: Workspace;
  readonly zca: Zca;
  readonly driver: TownDriver;
  readonly fleet: Fleet;
  /** The proxies between the bot and each of them; `bot` is between Slack and the web processes. */
  readonly ways: { readonly [way in 'slack' | 'zca' | 'bot']: TcpProxy } & {
    readonly redis: TownRedis['way'];
  };
  /** The copy of the build that runs. */
  readonly dir: string;
  /** The environment for a process beside the fleet, connected to Redis without a proxy. */
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** True if every running build has budgets for each person; an older release answers without limit. */
  readonly hasBudgets: boolean;
  close(): Promise<void>;
}

export const channel = 'C0ZCAOPS01';
export const approverGroup = 'S0APPROVE1';

/** Values that must never appear anywhere. */
export const secrets = {
  SLACK_BOT_TOKEN: 'xoxb-chaos-bot-token-5b1c',
  SLACK_SIGNING_SECRET: 'chaos-signing-secret-77e0',
  ZCA_API_TOKEN: 'chaos-zca-token-93fd',
} as const;

/** Another build whose processes run beside those of the main build, on the same Redis. */
export interface Beside {
  /** The commit it is built from; null: a second copy of the main build. */
  readonly commit: string | null;
  readonly patches: readonly Patch[];
}

export interface TownOptions {
  /** The folder of the build; `patches` are made in a copy of it. */
  readonly built: string;
  readonly patches: readonly Patch[];
  readonly beside: Beside | null;
  /** The source of each process's clock error; null: all clocks are right. */
  readonly clocks: Random | null;
  readonly redis: RedisKind;
  readonly driver: DriverKind;
  readonly webs: number;
  readonly workers: number;
}

export async function startTown({
  built,
  patches,
  beside,
  clocks,
  webs,
  workers,
  redis: redisKind,
  driver: driverKind,
}: TownOptions): Promise<Town> {
  const copy = await copyBuild(built, patches);
  const other = beside === null ? null : await copyBeside(beside, built);
  const redis = await startTownRedis(redisKind);
  const zca = await startZca({ accessToken: secrets.ZCA_API_TOKEN, assets: [] });
  const driver = await startTownDriver(driverKind, zca);
  const workspace = await startWorkspace({
    botToken: secrets.SLACK_BOT_TOKEN,
    signingSecret: secrets.SLACK_SIGNING_SECRET,
  });
  let fleet: Fleet | null = null;
  const ways = {
    redis: redis.way,
    slack: await startTcpProxy(() => [Number(new URL(workspace.url).port)]),
    zca: await startTcpProxy(() => [driver.port]),
    bot: await startTcpProxy(() => fleet?.webPorts() ?? []),
  };
  const logDir = await mkdtemp(join(tmpdir(), 'zca-unlink-chaos-log-'));
  const logFile = join(logDir, 'bot.log');
  const log = createWriteStream(logFile);
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: '0',
    BOT_LOCALE: 'en',
    REDIS_URL: redis.directUrl,
    SLACK_API_URL: `http://127.0.0.1:${ways.slack.port}/api/`,
    ...driver.env(ways.zca.port),
    UNLINK_APPROVERS: approverGroup,
    ...secrets,
  };
  const fleetEnv = { ...env, REDIS_URL: redis.url };
  const clock = clocks === null ? () => ({}) : wrongClocks(built, clocks);
  fleet = await startFleet({
    dirs: other === null ? [copy.dir] : [copy.dir, other.dir],
    env: () => ({ ...fleetEnv, ...clock() }),
    ...{ log, webs, workers },
  });
  const running = fleet;
  workspace.connect(`http://127.0.0.1:${ways.bot.port}/slack/events`);
  return {
    redis,
    workspace,
    zca,
    driver,
    fleet: running,
    ways,
    dir: copy.dir,
    env,
    logFile,
    hasBudgets: other?.hasBudgets ?? true,
    close: async () => {
      await running.close();
      await Promise.all(Object.values(ways).map((way) => way.close()));
      await Promise.all([workspace.close(), zca.close(), driver.close(), redis.close(), copy.remove()]);
      await other?.remove();
      log.end();
      await rm(logDir, { recursive: true, force: true });
    },
  };
}

interface OtherBuild extends BuildCopy {
  readonly hasBudgets: boolean;
}

async function copyBeside({ commit, patches }: Beside, built: string): Promise<OtherBuild> {
  if (commit === null) return { ...(await copyBuild(built, patches)), hasBudgets: true };
  const release = await buildRelease(commit, join(built, '..'));
  const known = await patchesIn(release.dir, patches);
  const copy = await copyBuild(release.dir, known);
  return {
    dir: copy.dir,
    hasBudgets: budgets.every((budget) => known.includes(budget)),
    remove: async () => {
      await copy.remove();
      await release.remove();
    },
  };
}
