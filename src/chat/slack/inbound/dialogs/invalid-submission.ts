import type { webApi } from '@slack/bolt';
import { renderPrivateMessage } from '../../messages/private-message.js';
import { tryToPostPrivately } from '../../outbound/post-privately.js';
import type { InboundPorts } from '../inbound-ports.js';
import { presserOf } from '../payloads.js';

/** Tells the person that their submission could not be read and had no effect. Never throws. */
export async function tellInvalidSubmission(
  body: unknown,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<void> {
  const to = presserOf(body);
  ports.log.warn('dialog.unreadable', 'received a dialog that cannot be read', { user: to?.user });
  if (to === null) return;
  const note = renderPrivateMessage({ type: 'not_recorded' }, await ports.messagesOf(to.user));
  await tryToPostPrivately(client, { to, message: note }, ports.log);
}
