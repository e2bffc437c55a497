import { joined, type RichText } from '../../core/messages/rich-text.js';
import { isGroup } from '../../core/request/permission.js';

/** People and user groups, each as a mention. */
export function mentions(ids: readonly string[]): RichText {
  return joined(
    ids.map((id) => [isGroup(id) ? { group: id } : { user: id }]),
    ', ',
  );
}

export function channels(ids: readonly string[]): RichText {
  return joined(
    ids.map((channel) => [{ channel }]),
    ', ',
  );
}

/** Slack's codes for "the bot is not in that channel"; an invitation fixes it. */
export const notThere: ReadonlySet<string> = new Set([
  'not_in_channel',
  'channel_not_found',
  'user_not_in_channel',
]);
