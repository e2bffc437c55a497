import { createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBotProcess } from './bot-process.js';
import { leaveSession } from './console-session.js';
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
const built = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** @param port of the workspace page; 0 takes any free one */
export async function startTown({
  port,
  locale,
  driver = 'http',
}: {
  readonly port: number;
  readonly locale: string;
  /** How the bot reaches the ZCA: its gateway, or its web console by a browser. */
  readonly driver?: 'http' | 'console';
}): Promise<Town> {
  const redis = await startRedis();
  const zca = await startZca({ accessToken: secrets.ZCA_API_TOKEN });
  const workspace = await startWorkspace({
    port,
    botToken: secrets.SLACK_BOT_TOKEN,
    signingSecret: secrets.SLACK_SIGNING_SECRET,
    pageDir: built('sandbox/page'),
  });
  const dir = await mkdtemp(join(tmpdir(), 'zca-unlink-demo-'));
  const logFile = join(dir, 'bot.log');
  const log = createWriteStream(logFile);
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: '0',
    BOT_LOCALE: locale,
    REDIS_URL: redis.url,
    SLACK_API_URL: workspace.apiUrl,
    ZCA_API_URL: zca.url,
    ...(driver === 'console' ? await consoleEnv(zca, dir) : {}),
    UNLINK_APPROVERS: 'S0APPROVE1',
    ...secrets,
  };
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

async function consoleEnv({ console }: Zca, dir: string) {
  const sessionFile = join(dir, 'console-session.json');
  return {
    ZCA_DRIVER: 'console',
    ZCA_CONSOLE_URL: console.url,
    ZCA_ACCOUNT_CODE: console.accountCode,
    CONSOLE_SESSION_FILE: sessionFile,
    CONSOLE_SESSION_KEY: await leaveSession(sessionFile, console.logIn()),
    CHROMIUM_PATH: process.env['CHROMIUM_PATH'],
  };
}
