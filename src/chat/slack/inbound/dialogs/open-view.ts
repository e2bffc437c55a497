import { type types, webApi } from '@slack/bolt';
import type { Log } from '../../../../flow/ports/log.js';

/** The person a dialog opens for, and the trigger id of their press, which expires after three seconds. */
export interface Opening {
  readonly client: webApi.WebClient;
  readonly triggerId: string;
  readonly user: string;
}

/**
 * Opens a dialog for the person whose trigger id it is. `request`: the id of the one it is about, if there is one.
 * Returns whether it opened. Never throws.
 */
export async function openView(
  { client, triggerId }: Omit<Opening, 'user'>,
  view: types.ModalView,
  log: Log,
  request?: string,
): Promise<boolean> {
  try {
    await client.views.open({ trigger_id: triggerId, view });
    return true;
  } catch (error) {
    const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : String(error);
    log.warn('dialog.not_opened', 'could not open a dialog', {
      request,
      dialog: view.callback_id,
      error: code,
    });
    return false;
  }
}
