import type { World } from '../world.js';

/** The fields that every interaction payload carries. */
export function commonParts(userId: string, world: World): Record<string, unknown> {
  const { team, bot } = world.directory;
  return {
    team: { id: team.id, domain: team.domain },
    user: userPart(userId, world),
    api_app_id: bot.app_id,
    token: world.secrets.verificationToken,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The person who acted; `team_id` is their own team, which differs for people from Slack Connect. */
export function userPart(userId: string, { directory }: World): Record<string, unknown> {
  const user = directory.user(userId);
  const name = user?.name ?? '';
  return { id: userId, username: name, name, team_id: user?.team_id ?? directory.team.id };
}
