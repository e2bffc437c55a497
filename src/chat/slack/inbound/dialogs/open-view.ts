import { type types, webApi } from '@slack/bolt';
import type { Log } from '../../../../flow/ports/log.js';

/**
 * Opens a dialog for the person whose trigger id it is. Returns whether it opened: a trigger expires after three
 * seconds. Never throws.
 */
export async function openView(
  client: webApi.WebClient,
  triggerId: string,
  view: types.ModalView,
  log: Log,
): Promise<boolean> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return true;
  } catch (error) {
    const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : String(error);
    log.warn('a dialog could not be opened', { dialog: view.callback_id, error: code });
    return false;
  }
}
