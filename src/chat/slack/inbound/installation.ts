import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../../flow/ports/log.js';

/** The one installation that this process serves. */
export interface Installation {
  readonly team: string;
  /** The organisation, if it installed the app for all its workspaces; null if only this workspace did. */
  readonly enterprise: string | null;
  /** The app's id; null: unknown, so only the workspace is checked. */
  readonly app: string | null;
  /** As Bolt names the bot itself, whose own messages it ignores. */
  readonly bot: { readonly botId?: string; readonly botUserId?: string };
}

const idForm = /^[A-Z0-9]{2,32}$/u;
const id = z.string().regex(idForm);

const tested = z.object({
  team_id: id,
  enterprise_id: id.nullish(),
  is_enterprise_install: z.boolean().default(false),
  bot_id: id.optional(),
  user_id: id.optional(),
});
const bot = z.object({ bot: z.object({ app_id: id }) });

/**
 * Asks Slack for the workspace of the token (auth.test) and for its app (bots.info). Without an answer to the latter,
 * uses `app` from the configuration. Rejects when auth.test fails.
 */
export async function installationOf(
  client: webApi.WebClient,
  token: string,
  app: string | null,
  log: Log,
): Promise<Installation> {
  const answer = tested.parse(await client.auth.test({ token }));
  const { team_id, enterprise_id, is_enterprise_install, bot_id, user_id } = answer;
  const told =
    bot_id === undefined
      ? null
      : await client.bots.info({ token, bot: bot_id }).then(
          (info) => bot.parse(info).bot.app_id,
          () => null,
        );
  const known = told ?? app;
  if (known === null)
    log.warn(
      'slack.app_id_unknown',
      'Slack does not say which app the token belongs to, so only the workspace is checked: set SLACK_APP_ID',
    );
  return {
    team: team_id,
    enterprise: is_enterprise_install ? (enterprise_id ?? null) : null,
    app: known,
    bot: {
      ...(bot_id === undefined ? {} : { botId: bot_id }),
      ...(user_id === undefined ? {} : { botUserId: user_id }),
    },
  };
}

/** An app-level token contains its app's id (docs.slack.dev/authentication/tokens). */
export function appOf(appToken: string): string | null {
  return /^xapp-\d+-(A[A-Z0-9]+)-/u.exec(appToken)?.[1] ?? null;
}

/**
 * Tells whether a delivery belongs to this installation. One signing secret serves every workspace that has the app. In
 * a channel shared with another company (Slack Connect) the person's own team differs, so the team that has the app
 * counts: an event's authorization, the team a view was opened for, the team of a pressed message.
 */
export function isOf({ team, enterprise, app }: Omit<Installation, 'bot'>, body: unknown): boolean {
  const itsTeam =
    idAt(body, 'authorizations', '0', 'team_id') ??
    idAt(body, 'context_team_id') ??
    idAt(body, 'view', 'app_installed_team_id') ??
    idAt(body, 'message', 'team') ??
    idAt(body, 'team', 'id') ??
    idAt(body, 'team_id');
  const itsEnterprise =
    idAt(body, 'authorizations', '0', 'enterprise_id') ??
    idAt(body, 'enterprise', 'id') ??
    idAt(body, 'enterprise_id');
  if (app !== null && idAt(body, 'api_app_id') !== app) return false;
  return itsTeam === team || (enterprise !== null && itsEnterprise === enterprise);
}

/** The id in this field of a payload; null if it is absent or no id. */
function idAt(payload: unknown, ...path: readonly string[]): string | null {
  let found: unknown = payload;
  for (const field of path) {
    if (typeof found !== 'object' || found === null) return null;
    found = (found as Record<string, unknown>)[field];
  }
  return typeof found === 'string' && idForm.test(found) ? found : null;
}
