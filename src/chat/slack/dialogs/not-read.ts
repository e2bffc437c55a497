import type { webApi } from '@slack/bolt';
import type { Doors } from '../doors.js';
import { presserOf } from '../payloads.js';
import { renderNote } from '../private-note.js';
import { whisper } from '../whisper.js';

/** Tells whoever sent a dialog that could not be read that nothing came of it. Never throws. */
export async function tellNotRead(body: unknown, client: webApi.WebClient, doors: Doors): Promise<void> {
  const to = presserOf(body);
  doors.log.warn('a dialog could not be read', { user: to?.user });
  if (to === null) return;
  const note = renderNote({ type: 'not_recorded' }, await doors.messagesOf(to.user));
  await whisper(client, to, note).catch((error: unknown) => {
    doors.log.error('somebody could not be told', { user: to.user, error: String(error) });
  });
}
