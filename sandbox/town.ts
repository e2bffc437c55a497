import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startBotProcess } from './bot-process.js';
import { consoleSettings } from './console-session.js';
import { ended, startRedis } from './redis.js';
import { startWorkspace, type Workspace } from './slack/workspace.js';
import { startZca, type Zca } from './zca/zca.js';

/** Everything the bot lives among, and the bot itself as two processes of its built code. */
export interface Town {
  readonly workspace: Workspace;
  readonly zca: Zca;
  /** Where the bot's own log is. */
  readonly logFile: string;
  close(): Promise<void>;
}

const secrets = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox-token',
  SLACK_SIGNING_SECRET: 'sandbox-signing-secret',
  ZCA_API_TOKEN: 'sandbox-zca-token',
};
const run = promisify(execFile);
const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** By which means the bot unlinks. */
export const drivers = ['http', 'console', 'manual'] as const;
export type Driver = (typeof drivers)[number];

/** The OA whose own token the bot has in the manual demo, so that Zalo itself can be asked about it. */
const oaToken = { id: '4318093042839471234', token: 'sandbox-oa-token' };

/** @param port of the workspace page; 0 takes any free one */
export async function startTown({
  port,
  locale,
  driver = 'http',
}: {
  readonly port: number;
  readonly locale: string;
  readonly driver?: Driver;
}): Promise<Town> {
  const redis = await startRedis();
  const oaTokens = driver === 'manual' ? { [oaToken.id]: oaToken.token } : {};
  const zca = await startZca({ accessToken: secrets.ZCA_API_TOKEN, oaTokens });
  const workspace = await startWorkspace({
    port,
    botToken: secrets.SLACK_BOT_TOKEN,
    signingSecret: secrets.SLACK_SIGNING_SECRET,
    pageDir: built('sandbox/page'),
  });
  const folder = await mkdtemp(join(tmpdir(), 'zca-unlink-demo-'));
  const logFile = join(folder, 'bot.log');
  const log = createWriteStream(logFile);
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: '0',
    BOT_LOCALE: locale,
    REDIS_URL: redis.url,
    SLACK_API_URL: workspace.apiUrl,
    ZCA_API_URL: zca.url,
    ...(driver === 'console' ? await consoleSettings(zca, folder) : {}),
    UNLINK_APPROVERS: 'S0APPROVE1',
    ...secrets,
    ...(driver === 'manual' ? manualSettings(zca) : {}),
  };
  if (driver === 'manual') await importAssets(zca, join(folder, 'assets.csv'), env);
  const web = await startBotProcess(built('src/web.js'), env, log);
  const worker = await startBotProcess(built('src/worker.js'), env, log);
  workspace.connect(`http://127.0.0.1:${web.ready.port}/slack/events`);
  return {
    workspace,
    zca,
    logFile,
    close: async () => {
      await Promise.all([ended(web.child), ended(worker.child)]);
      await Promise.all([workspace.close(), zca.close()]);
      await redis.close();
    },
  };
}

/** People do the unlinking; Zalo can be asked about one OA, at the sandbox's own OpenAPI. */
function manualSettings(zca: Zca): NodeJS.ProcessEnv {
  return {
    ZCA_DRIVER: 'manual',
    ZCA_OPERATORS: 'U0HOA00003',
    ZCA_PAGE_URL: zca.console.url,
    ZALO_API_URL: zca.url,
    ZALO_OA_TOKENS: `${oaToken.id}=${oaToken.token}`,
  };
}

/** Brings what is linked into the bot's list as an operator would: from a file, with the bot's own command. */
async function importAssets(zca: Zca, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = zca.assets().map((asset) => [asset.kind, asset.id, asset.name, asset.zca_id ?? '']);
  const lines = [['kind', 'id', 'name', 'zca_id'], ...rows].map((row) => row.map(quoted).join(','));
  await writeFile(file, `${lines.join('\r\n')}\r\n`);
  await run(process.execPath, [built('src/assets.js'), 'import', file, '--yes'], { env });
}
