import { type types, webApi } from '@slack/bolt';
import type { Log } from '../../../flow/ports.js';

/** What became of a dialog: a person who is shown none is told so by the caller. */
export type Opened = 'opened' | 'too_late' | 'failed';

/** Slack's words for a trigger that is older than three seconds or was used before, of today and of older methods. */
const spentTrigger = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
]);

/** Puts a dialog before whoever's trigger it is. Never throws. */
export async function openView(
  client: webApi.WebClient,
  triggerId: string,
  view: types.ModalView,
  log: Log,
): Promise<Opened> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return 'opened';
  } catch (error) {
    const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : String(error);
    const opened = spentTrigger.has(code) ? 'too_late' : 'failed';
    log.warn('a dialog could not be opened', { dialog: view.callback_id, error: code });
    return opened;
  }
}
