import type { webApi } from '@slack/bolt';
import { renderNote } from '../../messages/private-message.js';
import { tryToWhisper } from '../../outbound/post-privately.js';
import type { Doors } from '../inbound-ports.js';
import { presserOf } from '../payloads.js';

/** Tells whoever sent a dialog that could not be read that nothing came of it. Never throws. */
export async function tellNotRead(body: unknown, client: webApi.WebClient, doors: Doors): Promise<void> {
  const to = presserOf(body);
  doors.log.warn('a dialog could not be read', { user: to?.user });
  if (to === null) return;
  const note = renderNote({ type: 'not_recorded' }, await doors.messagesOf(to.user));
  await tryToWhisper(client, to, note, doors.log);
}
