import type { App, webApi } from '@slack/bolt';
import type { Press } from '../../core/ask.js';
import { actionIds } from './card.js';
import type { Doors } from './commands.js';
import { pressOf } from './payloads.js';
import { renderNote } from './private-note.js';
import { whisper } from './whisper.js';

/** Presses on the card: each is queued before Slack is told 200, and answered by its job. */
export function onPress(app: App, doors: Doors): void {
  for (const actionId of Object.values(actionIds)) {
    app.action(actionId, async ({ body, ack, client }) => {
      const press = pressOf(body, doors.now());
      if (press === null) doors.log.warn('a press was not understood', { action: actionId });
      const queued = press === null || (await queue(press, doors));
      await ack();
      if (press !== null && !queued) await sayNotRecorded(press, client, doors);
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

function sayNotRecorded(press: Press, client: webApi.WebClient, doors: Doors): Promise<string> {
  const { user, channel, thread } = press;
  return whisper(client, { user, channel, thread }, renderNote({ type: 'not_recorded' }, doors.messages));
}
