import type { webApi } from '@slack/bolt';
import type { Recipient } from '../../flow/ports/chat.js';
import type { PostJournal } from '../../flow/ports/posting.js';
import { CannotPost } from '../../flow/try-later.js';
import type { SlackMessage } from './rich-text.js';
import { whisper } from './whisper.js';

interface Doors {
  readonly client: webApi.WebClient;
  readonly journal: PostJournal;
  readonly now: () => number;
}

/**
 * Says something privately, once per `op`. A private message cannot be looked for afterwards, so when the answer to one
 * is lost it is sent again: twice is better than never. Answers with Slack's word for why the person cannot be told, null
 * when they are. @throws {TryLater}
 */
export async function whisperOnce(
  op: string,
  to: Recipient,
  message: () => Promise<SlackMessage>,
  { client, journal, now }: Doors,
): Promise<string | null> {
  const key = `tell-${op}`;
  if ((await journal.begin(key, now()))?.type === 'posted') return null;
  try {
    const ts = await whisper(client, to, await message());
    await journal.done(key, { channel: to.place?.channel ?? to.user, ts });
    return null;
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    return error.code;
  }
}
