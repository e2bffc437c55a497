import type { webApi } from '@slack/bolt';
import { isDirect } from '../../../core/request/permission.js';
import { notThere } from '../../../i18n/words/mentions.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { refusalCode } from './slack-failure.js';

/** A dialog waits for this answer. */
const timeoutMs = 600;

/**
 * True if approvers would not see a card posted there: a direct or group conversation, or a channel without the bot.
 * Uses only calls that the bot's scopes allow; if Slack does not answer in time, the post itself will tell. Never
 * throws.
 */
export async function isAbsentFrom(channel: string, client: webApi.WebClient): Promise<boolean> {
  if (isDirect(channel)) return true;
  const read = client.conversations.history({ channel, limit: 1 }).then(
    () => false,
    (error: unknown) => notThere.has(refusalCode(error) ?? ''),
  );
  return (await withTimeout(timeoutMs, read)) === true;
}
