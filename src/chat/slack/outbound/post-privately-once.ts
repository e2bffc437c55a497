import type { webApi } from '@slack/bolt';
import type { Recipient } from '../../../flow/ports/chat.js';
import type { PostJournal, ReplyAddresses } from '../../../flow/ports/message-delivery.js';
import { deliveryOf } from '../../../flow/private-message-key.js';
import { CannotPost } from '../../../flow/try-later.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { postPrivately } from './post-privately.js';

interface Deps {
  readonly client: webApi.WebClient;
  readonly journal: PostJournal;
  readonly replies: Pick<ReplyAddresses, 'of'>;
  readonly now: () => number;
}

/**
 * Sends a private message once per `op`. A private message cannot be searched for, so one whose answer was lost is sent
 * again: better twice than never. Returns Slack's error code if the person cannot be told, otherwise null.
 * @throws {TryLater}
 */
export async function postPrivatelyOnce(
  op: string,
  to: Recipient,
  message: () => Promise<SlackMessage>,
  { client, journal, replies, now }: Deps,
): Promise<string | null> {
  const delivery = deliveryOf(op);
  const address = async () => (delivery === null ? null : replies.of(delivery));
  const key = `tell-${op}`;
  if ((await journal.begin(key, now()))?.type === 'posted') return null;
  try {
    const ts = await postPrivately(client, { to, message: await message(), address });
    await journal.done(key, { channel: to.place?.channel ?? to.user, ts });
    return null;
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    return error.code;
  }
}
