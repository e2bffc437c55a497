import { initialValues } from '../blocks/element-state.js';
import type { StateValues } from '../state/choices.js';
import { type OpenView, startingBlocks } from '../state/view-shelf.js';
import type { World } from '../world.js';

/** A view as the Web API and payloads show it, with the state its person gave it. */
export function renderView(
  view: OpenView,
  world: World,
  values: StateValues = world.choices.over(view.user, view.id, initialValues(startingBlocks(view))),
): Record<string, unknown> {
  const { team, bot } = world.directory;
  return {
    id: view.id,
    team_id: team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata,
    callback_id: view.callback_id,
    state: { values },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clear_on_close,
    notify_on_close: view.notify_on_close,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: view.previous_view_id,
    root_view_id: view.root_view_id,
    app_id: bot.app_id,
    external_id: view.external_id,
    app_installed_team_id: team.id,
    bot_id: bot.bot_id,
  };
}
