import { z } from 'zod';
import { appOf } from '../../chat/slack/inbound/installation.js';
import { botScopes } from '../../chat/slack/inbound/manifest.js';
import type { Config } from '../../config/schema.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { type CallSlack, slackCalls } from './slack-calls.js';
import { checkNamed } from './slack-named.js';

const tested = z.object({
  team: z.string().catch('?'),
  user: z.string().catch('?'),
  bot_id: z.string().optional().catch(undefined),
  response_metadata: z
    .object({ scopes: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});
const botInfo = z.object({ bot: z.object({ app_id: z.string() }) });

/** Slack's answers about the bot; `app`: the id of its app, null if unknown. */
export interface SlackSeen {
  readonly findings: readonly Finding[];
  readonly isUp: boolean;
  readonly app: string | null;
}

/** Looks at the token, the app, each scope, and everything that the settings name in the workspace. */
export async function checkSlack(config: Config): Promise<SlackSeen> {
  const { botToken, apiUrl } = config.slack;
  const call = slackCalls(botToken, config);
  const answer = await call('auth.test');
  if (!answer.ok) {
    const away = ['no_answer', 'ratelimited'].includes(answer.code);
    const host = new URL(apiUrl).host;
    const finding = away
      ? failed('slack_unreachable', { host })
      : failed('slack_refuses', { code: answer.code });
    return { findings: [finding], isUp: false, app: null };
  }
  const { team, user, bot_id, response_metadata } = tested.parse(answer.fields);
  const [app, named, socket] = await Promise.all([
    appIdOf(bot_id, call),
    checkNamed(config, team, call),
    socketOf(config),
  ]);
  const findings = [
    ok('slack_answers', { team, bot: user }),
    ...appFindings(app, config),
    ...scopeFindings(response_metadata?.scopes ?? null),
    ...named,
    ...socket,
  ];
  return { findings, isUp: true, app: app ?? (config.slack.appId || null) };
}

async function appIdOf(bot: string | undefined, call: CallSlack): Promise<string | null> {
  if (bot === undefined) return null;
  const answer = await call('bots.info', { bot });
  return botInfo.safeParse(answer.fields).data?.bot.app_id ?? null;
}

function appFindings(app: string | null, { slack: { appId, appToken } }: Config): readonly Finding[] {
  const known = app ?? appId;
  if (known === null) return [warning('slack_app_unknown')];
  const others = { SLACK_APP_ID: appId, SLACK_APP_TOKEN: appToken === undefined ? null : appOf(appToken) };
  const differing = Object.entries(others).flatMap(([setting, other]) =>
    other === null || other === known ? [] : [failed('slack_app_differs', { setting, app: known, other })],
  );
  return differing.length === 0 ? [ok('slack_app', { app: known })] : differing;
}

function scopeFindings(granted: readonly string[] | null): readonly Finding[] {
  if (granted === null) return [warning('scopes_unknown')];
  const needed: readonly string[] = botScopes;
  const missing = needed.filter((scope) => !granted.includes(scope));
  const unused = granted.filter((scope) => scope !== '' && !needed.includes(scope));
  return [
    ...(missing.length === 0 ? [ok('scopes_fine', { scopes: needed })] : []),
    ...missing.map((scope) => failed('scope_missing', { scope })),
    ...(unused.length === 0 ? [] : [warning('scopes_unused', { scopes: unused })]),
  ];
}

/** Asks for the address of a socket, and opens none. */
async function socketOf(config: Config): Promise<readonly Finding[]> {
  const { appToken } = config.slack;
  if (appToken === undefined) return [];
  const answer = await slackCalls(appToken, config)('apps.connections.open');
  return [answer.ok ? ok('socket_fine') : failed('socket_refused', { code: answer.code })];
}
