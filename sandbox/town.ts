import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startBotProcess } from './bot-process.js';
import { consoleSettings } from './console-session.js';
import { switchesOf } from './mischief.js';
import { ended, startRedis } from './redis.js';
import { defaultSeed, type Seed } from './slack/seed.js';
import { startWorkspace, type Workspace } from './slack/workspace.js';
import { slackMischief } from './slack-mischief.js';
import { type LocalZalo, startZalo } from './zalo/zalo.js';
import { zaloMischief } from './zalo-mischief.js';
import { connectZalo, logInOa, zaloOptions, zaloSettings } from './zalo-set-up.js';
import { startZca, type Zca } from './zca/zca.js';
import { zcaMischief } from './zca-mischief.js';

/** The bot, as two processes of its built code, with everything it talks to. */
export interface Town {
  readonly workspace: Workspace;
  readonly zca: Zca;
  /** Null in a demo of Slack alone. */
  readonly zalo: LocalZalo | null;
  /** The path of the bot's own log. */
  readonly logFile: string;
  close(): Promise<void>;
}

const secrets = {
  SLACK_BOT_TOKEN: 'xoxb-sandbox-token',
  SLACK_SIGNING_SECRET: 'sandbox-signing-secret',
  ZCA_API_TOKEN: 'sandbox-zca-token',
};
const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** A file of the bot's own build, seen from sandbox/dist. */
const built = (path: string) => here(`../../dist/${path}`);

/** The ways in which the bot can unlink. */
export const drivers = ['http', 'console', 'manual'] as const;
export type Driver = (typeof drivers)[number];

/** The demo's chats: Slack alone, or Zalo with Slack beside it. */
export type DemoChat = 'slack' | 'zalo';

/** In the manual demo the bot has this OA's own token, so that it can ask Zalo itself. */
const oaToken = { id: '4318093042839471234', token: 'sandbox-oa-token' };

/**
 * Starts everything; if one part fails, stops the parts already started.
 *
 * @param port of the page of that chat; 0 takes any free one
 */
export async function startTown({
  port,
  locale,
  driver = 'http',
  chat = 'slack',
}: {
  readonly port: number;
  readonly locale: 'vi' | 'en';
  readonly driver?: Driver;
  readonly chat?: DemoChat;
}): Promise<Town> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    return await build();
  } catch (error) {
    await close();
    throw error;
  }

  async function build(): Promise<Town> {
    const folder = await mkdtemp(join(tmpdir(), 'zca-unlink-demo-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const redis = await startRedis();
    closing.push(redis.close);
    const oaTokens = driver === 'manual' ? { [oaToken.id]: oaToken.token } : {};
    const zca = await startZca({ accessToken: secrets.ZCA_API_TOKEN, oaTokens });
    closing.push(zca.close);
    const zalo: LocalZalo | null = chat === 'zalo' ? await openZalo(zca) : null;
    const workspace: Workspace = await startWorkspace({
      port: chat === 'slack' ? port : 0,
      botToken: secrets.SLACK_BOT_TOKEN,
      signingSecret: secrets.SLACK_SIGNING_SECRET,
      pageDir: here('page'),
      seed: seedIn(locale),
      switches: switchesOf(
        zcaMischief(zca),
        slackMischief(() => workspace),
      ),
    });
    closing.push(workspace.close);
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
      ...(zalo === null ? {} : zaloSettings(zalo, driver === 'manual' ? [oaToken.id] : [])),
    };
    if (driver === 'manual') await importAssets(zca, join(folder, 'assets.csv'), env);
    const start = async (program: string) => {
      const { child, ready } = await startBotProcess(built(program), env, log);
      closing.push(() => ended(child));
      return ready;
    };
    if (zalo !== null) await logInOa(zalo, built('src/cli/zalo-login.js'), env);
    const [web] = await Promise.all([start('src/web.js'), start('src/worker.js')]);
    const url = `http://127.0.0.1:${web.port}`;
    workspace.connect(`${url}/slack/events`);
    if (zalo !== null) await connectZalo(zalo, workspace, url);
    return { workspace, zca, zalo, logFile, close };
  }

  async function openZalo(zca: Zca): Promise<LocalZalo> {
    const zalo: LocalZalo = await startZalo({
      ...zaloOptions,
      port,
      linkedZca: (oaId) => zca.asset('oa', oaId)?.zca_id ?? '',
      page: {
        dir: here('page'),
        language: locale,
        switches: switchesOf(
          zaloMischief(() => zalo),
          zcaMischief(zca),
        ),
      },
    });
    closing.push(zalo.close);
    return zalo;
  }
}

const slackLocales = { vi: 'vi-VN', en: 'en-US' } as const;

/** The demo workspace: everybody uses Slack in this language, and the manifest lets nobody write to the app. */
function seedIn(locale: 'vi' | 'en'): Seed {
  const seed = defaultSeed();
  const bot = { ...seed.bot, messages_read_only: true };
  return { ...seed, bot, users: seed.users.map((person) => ({ ...person, locale: slackLocales[locale] })) };
}

/** Settings for unlinking by people; the bot can ask the sandbox's own OpenAPI about one OA. */
function manualSettings(zca: Zca): NodeJS.ProcessEnv {
  return {
    ZCA_DRIVER: 'manual',
    ZCA_OPERATORS: 'U0HOA00003',
    ZCA_PAGE_URL: zca.console.url,
    ZALO_API_URL: zca.url,
    ZALO_OA_TOKENS: `${oaToken.id}=${oaToken.token}`,
  };
}

/** Imports the linked assets into the bot's list as an operator would: from a file, with the bot's own command. */
async function importAssets(zca: Zca, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = zca.assets().map((asset) => [asset.kind, asset.id, asset.name, asset.zca_id ?? '']);
  const lines = [['kind', 'id', 'name', 'zca_id'], ...rows].map((row) => row.map(quoted).join(','));
  await writeFile(file, `${lines.join('\r\n')}\r\n`);
  await run(process.execPath, [built('src/cli/assets.js'), 'import', file, '--yes'], { env });
}
