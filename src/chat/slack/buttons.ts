import type { App, webApi } from '@slack/bolt';
import type { Press } from '../../core/ask.js';
import type { Note } from '../../core/note.js';
import { actionIds } from './card.js';
import type { Doors } from './commands.js';
import { presserOf, pressOf } from './payloads.js';
import { renderNote } from './private-note.js';
import { whisper } from './whisper.js';

/** Presses on the card: each is queued before Slack is told 200, and answered by its job. */
export function onPress(app: App, doors: Doors): void {
  for (const actionId of Object.values(actionIds)) {
    app.action(actionId, async ({ body, ack, client }) => {
      const press = pressOf(body, doors.now());
      const queued = press !== null && (await queue(press, doors));
      await ack();
      if (queued) return;
      const note: Note = press === null ? { type: 'no_such_request' } : { type: 'not_recorded' };
      // Slack's 200 does not wait for it.
      void say(note, body, client, doors);
    });
  }
}

async function queue(press: Press, doors: Doors): Promise<boolean> {
  try {
    await doors.jobs.press(press);
    return true;
  } catch (error) {
    doors.log.error('a press could not be queued', { request: press.requestId, error: String(error) });
    return false;
  }
}

async function say(note: Note, body: unknown, client: webApi.WebClient, doors: Doors): Promise<void> {
  const to = presserOf(body);
  doors.log.warn('a press did not reach the queue', { why: note.type, user: to?.user });
  if (to === null) return;
  await whisper(client, to, renderNote(note, doors.messages)).catch((error: unknown) => {
    doors.log.error('the presser could not be told', { user: to.user, error: String(error) });
  });
}
