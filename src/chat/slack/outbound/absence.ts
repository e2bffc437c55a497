import type { webApi } from '@slack/bolt';
import { isDirect } from '../../../core/request/policy.js';
import { notThere } from '../../../i18n/words/mentions.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { refusalCode } from './slack-failure.js';

/** Somebody's dialog waits for it; in milliseconds. */
const timeoutMs = 600;

/**
 * Whether a card cannot be posted there so that approvers see it: a conversation of few people, or a channel that the bot is
 * not in. Asked of what the bot's scopes let it read; where Slack does not say in time, the post will tell. Never throws.
 */
export async function isAbsentFrom(channel: string, client: webApi.WebClient): Promise<boolean> {
  if (isDirect(channel)) return true;
  const read = client.conversations.history({ channel, limit: 1 }).then(
    () => false,
    (error: unknown) => notThere.has(refusalCode(error) ?? ''),
  );
  return (await withTimeout(timeoutMs, read)) === true;
}
