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
}

const id = z.string().regex(/^[A-Z0-9]{2,32}$/u);

const tested = z.object({
  team_id: id,
  enterprise_id: id.nullish(),
  is_enterprise_install: z.boolean().default(false),
  bot_id: id.optional(),
});
const bot = z.object({ bot: z.object({ app_id: id }) });

/**
 * Asks Slack for the workspace of the token (auth.test) and for its app (bots.info). Without an answer to the latter,
 * uses `app` from the configuration. Rejects when auth.test fails.
 */
export async function installationOf(
  client: webApi.WebClient,
  app: string | null,
  log: Log,
): Promise<Installation> {
  const { team_id, enterprise_id, is_enterprise_install, bot_id } = tested.parse(await client.auth.test());
  const told =
    bot_id === undefined
      ? null
      : await client.bots.info({ bot: bot_id }).then(
          (answer) => bot.parse(answer).bot.app_id,
          () => null,
        );
  const known = told ?? app;
  if (known === null)
    log.warn(
      'slack.app_id_unknown',
      'Slack does not say which app the token belongs to, so only the workspace is checked: set SLACK_APP_ID',
    );
  return { team: team_id, enterprise: is_enterprise_install ? (enterprise_id ?? null) : null, app: known };
}

/** An app-level token contains its app's id (docs.slack.dev/authentication/tokens). */
export function appOf(appToken: string): string | null {
  return /^xapp-\d+-(A[A-Z0-9]+)-/u.exec(appToken)?.[1] ?? null;
}

const named = id.nullish().catch(undefined);
const place = z.object({ id: named }).nullish().catch(undefined);

/** The fields in which a payload names a workspace or an app; a field of another shape is ignored. */
const origin = z.looseObject({
  api_app_id: named,
  authorizations: z
    .array(z.object({ team_id: named, enterprise_id: named }))
    .nullish()
    .catch(undefined),
  context_team_id: named,
  view: z.object({ app_installed_team_id: named }).nullish().catch(undefined),
  message: z.object({ team: named }).nullish().catch(undefined),
  team: place,
  team_id: named,
  enterprise: place,
  enterprise_id: named,
});

/**
 * Tells whether a delivery belongs to this installation. One signing secret serves every workspace that has the app. In
 * a channel shared with another company (Slack Connect) the person's own team differs, so the team that has the app
 * counts: an event's authorization, the team a view was opened for, the team of a pressed message.
 */
export function isOf({ team, enterprise, app }: Installation, body: unknown): boolean {
  const parsed = origin.safeParse(body);
  if (!parsed.success) return false;
  const from = parsed.data;
  const [authorized] = from.authorizations ?? [];
  const itsTeam =
    authorized?.team_id ??
    from.context_team_id ??
    from.view?.app_installed_team_id ??
    from.message?.team ??
    from.team?.id ??
    from.team_id;
  const itsEnterprise = authorized?.enterprise_id ?? from.enterprise?.id ?? from.enterprise_id;
  if (app !== null && from.api_app_id !== app) return false;
  return itsTeam === team || (enterprise !== null && itsEnterprise === enterprise);
}
