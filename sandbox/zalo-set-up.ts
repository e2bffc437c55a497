import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { endWithUs } from './end-with-us.js';
import { freePort } from './free-port.js';
import type { Workspace } from './slack/workspace.js';
import type { LocalZalo } from './zalo/zalo.js';

/** The app, its secrets and the bot, as both sides know them. */
export const zaloOptions = {
  appId: '2553928453557884079',
  appSecret: 'sandbox-app-secret',
  oaSecret: 'SANDBOX_OA_SECRET_KEY',
  botToken: '1459232241454765289:sandbox-bot-token',
} as const;
const botSecret = 'sandbox-bot-secret';
const cardsChannel = 'C0ZCAOPS01';
/** People ask for their codes here, so that #zca-ops stays clear. */
const elsewhere = 'C0GENERAL1';
const patienceMs = 60_000;

/** The people who use Zalo: each has one of its two chats beside Slack. */
const people = [
  { key: 'lan', slack: 'U0LAN00001', side: 'oa' },
  { key: 'minh', slack: 'U0MINH0002', side: 'oa' },
  { key: 'hoa', slack: 'U0HOA00003', side: 'bot' },
] as const;

/** The bot's settings for Zalo. @param otherOas OAs that it can ask whether Zalo still shows a ZCA */
export function zaloSettings(zalo: LocalZalo, otherOas: readonly string[]): Readonly<Record<string, string>> {
  const { appId, appSecret, oaSecret, botToken } = zaloOptions;
  const tokens = otherOas.map((id) => `${id}=${zalo.issueTokens(id).access_token}`);
  return {
    ZALO_API_URL: zalo.url,
    ZALO_OAUTH_URL: zalo.url,
    ZALO_BOT_API_URL: zalo.url,
    ZALO_APP_ID: appId,
    ZALO_APP_SECRET: appSecret,
    ZALO_TOKEN_KEY: randomBytes(32).toString('base64'),
    ZALO_OA_ID: zalo.oas[0]?.id ?? '',
    ZALO_OA_SECRET: oaSecret,
    ZALO_BOT_TOKEN: botToken,
    ZALO_BOT_SECRET: botSecret,
    ...(tokens.length === 0 ? {} : { ZALO_OA_TOKENS: tokens.join(' ') }),
    SLACK_CARDS_CHANNEL: cardsChannel,
    UNLINK_PEOPLE: JSON.stringify(people.map((each) => configured(zalo, each))),
  };
}

function configured(zalo: LocalZalo, { key, slack, side }: (typeof people)[number]) {
  const { name, oaUserId, botUserId } = zalo.people.called(key);
  return { name, slack, ...(side === 'oa' ? { zaloOa: oaUserId } : { zaloBot: botUserId }) };
}

/**
 * Logs the OA in as an operator would: with the bot's own command, and by allowing the app on Zalo's page. Rejects if the
 * command fails.
 */
export async function logInOa(zalo: LocalZalo, command: string, env: NodeJS.ProcessEnv): Promise<void> {
  const oaId = zalo.oas[0]?.id ?? '';
  const args = [command, oaId, '--port', String(await freePort())];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  endWithUs(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const page = /https?:\S+/u.exec(line)?.[0];
    if (page !== undefined) await allow(page, oaId);
  }
  if ((await ended) !== 0) throw new Error('the local OA could not be logged in');
}

/** Follows the link on Zalo's page that allows the app to speak for an OA. */
async function allow(page: string, oaId: string): Promise<void> {
  const shown = await (await fetch(page)).text();
  const links = [...shown.matchAll(/href="([^"]+)"/gu)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  const link = links.find((href) => new URL(href).searchParams.get('oa_id') === oaId);
  if (link === undefined) throw new Error('the page of consent does not name the OA');
  await (await fetch(link)).text();
}

/** Tells Zalo where the bot's webhooks are, and links everybody's accounts as they would themselves. */
export async function connectZalo(zalo: LocalZalo, workspace: Workspace, url: string): Promise<void> {
  zalo.office.webhook = `${url}/zalo/webhook`;
  zalo.botDoor.set(`${url}/zalo/bot`, botSecret);
  await Promise.all(people.map((each) => linkAccount(zalo, workspace, each)));
}

async function linkAccount(
  zalo: LocalZalo,
  workspace: Workspace,
  { key, slack, side }: (typeof people)[number],
): Promise<void> {
  await workspace.post({ user: slack, channel: elsewhere, text: '/unlink connect' });
  const code = await workspace.waitFor(
    () =>
      workspace
        .ephemerals(slack)
        .map(({ text }) => /\b\d{8}\b/u.exec(text)?.[0])
        .find((found) => found !== undefined),
    patienceMs,
  );
  const said = `kết nối ${code}`;
  if (side === 'oa') zalo.people.say(key, said);
  else zalo.people.sayToBot(key, said);
  await zalo.until(() => zalo.messages(key, side).some(({ from }) => from !== 'person'), patienceMs);
}
