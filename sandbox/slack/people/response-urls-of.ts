import { elementsOf } from '../blocks/find-element.js';
import type { StateValues } from '../state/choices.js';
import type { OpenView } from '../state/view-shelf.js';
import type { World } from '../world.js';

/** A `view_submission` has one response_url for each conversation chosen in a select with `response_url_enabled`. */
export function responseUrlsOf(view: OpenView, values: StateValues, world: World): Record<string, unknown>[] {
  return elementsOf(view.blocks).flatMap(({ block_id, action_id, element }) => {
    if (element['response_url_enabled'] !== true) return [];
    const state = values[block_id]?.[action_id];
    const channel = state?.['selected_conversation'] ?? state?.['selected_channel'];
    if (typeof channel !== 'string') return [];
    const response_url = world.responseUrls.issue('app', { user: view.user, channel });
    return [{ response_url, channel_id: channel, block_id, action_id }];
  });
}
