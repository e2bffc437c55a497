import type { webApi } from '@slack/bolt';
import { cardOp } from '../../core/card-op.js';
import type { Log } from '../../flow/ports/log.js';
import type { PostJournal } from '../../flow/ports/posting.js';

interface Doors {
  readonly client: webApi.WebClient;
  readonly journal: Pick<PostJournal, 'read'>;
  readonly log: Log;
}

/** A link to a request's card; null where there is none, or Slack does not say. Rejects when the journal does not answer. */
export async function cardLink(requestId: string, { client, journal, log }: Doors): Promise<string | null> {
  const known = await journal.read(cardOp(requestId));
  if (known?.type !== 'posted') return null;
  const { channel, ts } = known.message;
  return client.chat.getPermalink({ channel, message_ts: ts }).then(
    ({ permalink }) => permalink ?? null,
    (error: unknown) => {
      log.warn('a card could not be linked to', { request: requestId, error: String(error) });
      return null;
    },
  );
}
