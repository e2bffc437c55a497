import { newId } from '../state/ids.js';
import type { World } from '../world.js';

/** An Events API envelope around an event; retries repeat it with the same `event_id`. */
export function eventEnvelope(event: Record<string, unknown>, world: World): Record<string, unknown> {
  const { team, bot } = world.directory;
  return {
    token: world.secrets.verificationToken,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.app_id,
    event,
    type: 'event_callback',
    event_id: newId('Ev'),
    event_time: world.clock.nowSeconds(),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: bot.user_id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: newId('4-'),
  };
}
