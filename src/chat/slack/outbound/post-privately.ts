import type { webApi } from '@slack/bolt';
import type { Recipient } from '../../../flow/ports/chat.js';
import type { Log } from '../../../flow/ports/log.js';
import { CannotPost } from '../../../flow/try-later.js';
import { resolveWithin } from '../../../shared/with-timeout.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { noReplyAddress, type ReplyAddress, reply } from './reply.js';
import { asFlowError } from './slack-failure.js';

/**
 * Says something to one person only: in the channel, at `address` where the bot may not speak there, or else by direct message.
 * Answers with the message's `ts`, empty where Slack tells none. @throws {TryLater} @throws {CannotPost}
 */
export async function postPrivately(
  client: webApi.WebClient,
  to: Recipient,
  message: SlackMessage,
  address: ReplyAddress = noReplyAddress,
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

/** Slack waits three seconds in all for its 200; this much of it, in milliseconds, may be spent on telling somebody. */
const timeoutMs = 1_500;

/** The same while Slack waits. @throws when it could not be said, or not before Slack stops waiting */
export async function postPrivatelyInTime(
  client: webApi.WebClient,
  to: Recipient,
  message: SlackMessage,
  address: ReplyAddress = noReplyAddress,
): Promise<void> {
  const late = () => new Error('somebody could not be told in time');
  await resolveWithin(timeoutMs, postPrivately(client, to, message, address), late);
}

/** The same where nobody can do anything about a failure: it is noted in the log, and never thrown. */
export async function tryToPostPrivately(
  client: webApi.WebClient,
  to: Recipient,
  message: SlackMessage,
  log: Log,
  address: ReplyAddress = noReplyAddress,
): Promise<void> {
  await postPrivately(client, to, message, address).catch((error: unknown) => {
    log.error('somebody could not be told', { user: to.user, error: String(error) });
  });
}
