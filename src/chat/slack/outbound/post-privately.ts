import type { webApi } from '@slack/bolt';
import type { Recipient } from '../../../flow/ports/chat.js';
import type { Log } from '../../../flow/ports/log.js';
import { CannotPost } from '../../../flow/try-later.js';
import { resolveWithin } from '../../../shared/with-timeout.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { noReplyAddress, type ReplyAddress, reply } from './reply.js';
import { asFlowError } from './slack-failure.js';

/** A message for one person only. */
export interface PrivatePost {
  readonly to: Recipient;
  readonly message: SlackMessage;
  /** The response URL to fall back on; absent: none. */
  readonly address?: ReplyAddress;
}

/**
 * Shows a message to one person only: in the channel, at `address` if the bot may not post there, or else by direct
 * message. Returns the message's `ts`, empty if Slack gives none.
 * @throws {TryLater} @throws {CannotPost}
 */
export async function postPrivately(
  client: webApi.WebClient,
  { to, message, address = noReplyAddress }: PrivatePost,
): Promise<string> {
  const { text, blocks } = message;
  if (to.place !== null) {
    const { channel, thread } = to.place;
    try {
      const answer = await client.chat.postEphemeral({
        channel,
        user: to.user,
        text,
        blocks,
        ...(thread === null ? {} : { thread_ts: thread }),
      });
      return answer.message_ts ?? '';
    } catch (error) {
      const failure = asFlowError(error, 'postPrivately');
      if (!(failure instanceof CannotPost)) throw failure;
      if (await reply(client, to, message, address)) return '';
    }
  }
  const answer = await client.chat
    .postMessage({ channel: to.user, text, blocks, mrkdwn: false })
    .catch((error: unknown) => {
      throw asFlowError(error, 'postPrivately');
    });
  return answer.ts ?? '';
}

/** Of Slack's three seconds for the 200, the part that may be spent on a private message. */
const timeoutMs = 1_500;

/** Calls `postPrivately` while Slack waits for its 200. @throws when the message was not posted within that time */
export async function postPrivatelyInTime(client: webApi.WebClient, post: PrivatePost): Promise<void> {
  const late = () => new Error('somebody could not be told in time');
  await resolveWithin(timeoutMs, postPrivately(client, post), late);
}

/** Calls `postPrivately` where nobody can act on a failure: logs it and never throws. */
export async function tryToPostPrivately(
  client: webApi.WebClient,
  post: PrivatePost,
  log: Log,
): Promise<void> {
  await postPrivately(client, post).catch((error: unknown) => {
    log.error('private_message.not_sent', 'could not answer somebody privately', {
      user: post.to.user,
      error: String(error),
    });
  });
}
