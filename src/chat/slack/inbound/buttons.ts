import type { webApi } from '@slack/bolt';
import type { Press } from '../../../core/command/submitted-command.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import type { Recipient } from '../../../flow/ports/chat.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import { postPrivatelyInTime } from '../outbound/post-privately.js';
import { keepReplyAddress } from './commands.js';
import { dialogFor, openDialog } from './dialogs/press-dialog.js';
import { countPress, queuePress } from './dialogs/queue-press.js';
import type { InboundPorts } from './inbound-ports.js';
import type { Listeners } from './listeners.js';
import { buttonPressOf, presserOf, pressIds, pressOf } from './payloads.js';

/**
 * Handles presses on a request. Each is queued before Slack gets its 200, and its job answers; some open a dialog
 * first.
 */
export function onPress(listeners: Listeners, ports: InboundPorts): void {
  for (const actionId of pressIds) {
    listeners.action(actionId, async ({ body, ack, client }) => {
      const press = pressOf(body, ports.now());
      const { triggerId: trigger = '', replyTo = null } = buttonPressOf(body) ?? {};
      // The address goes out first, mostly over the same connection; a job that does not find it answers by direct message.
      const kept = press === null ? null : keepReplyAddress(press.press, replyTo, ports);
      const note: PrivateMessage | null =
        press === null ? { type: 'no_such_request' } : await unlessOver(press, trigger, client, ports);
      await kept;
      // If the bot's message fails, so does the listener; Slack then shows the press as failed, which tells the
      // presser.
      if (note !== null)
        await say(note, { to: presserOf(body), replyTo, request: press?.requestId }, client, ports);
      await ack();
    });
  }
}

/** Counts the press, then opens its dialog or queues it. Returns the message for the presser; null when none is due. */
async function unlessOver(
  press: Press,
  trigger: string,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<PrivateMessage | null> {
  const over = await countPress(press, press.press, ports);
  if (over !== null) return over.isKnown ? null : over.note;
  return takeIn(press, trigger, client, ports);
}

/**
 * Opens the dialog that this press needs, or queues the press. Returns the message for the presser when both failed.
 */
async function takeIn(
  press: Press,
  trigger: string,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<PrivateMessage | null> {
  const needs = await dialogFor(press, ports);
  if (needs === 'unknown') return { type: 'not_recorded' };
  if (needs === 'none') return (await queuePress(press, ports)) ? null : { type: 'not_recorded' };
  const opened = await openDialog(needs, { client, triggerId: trigger, user: press.user }, ports);
  return opened ? null : { type: 'dialog_not_opened' };
}

interface Presser {
  readonly to: Recipient | null;
  readonly replyTo: string | null;
  /** The request whose button it is. */
  readonly request: string | null | undefined;
}

/** @throws when Slack does not take the message before it stops waiting for its 200 */
async function say(
  note: PrivateMessage,
  { to, replyTo, request }: Presser,
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<void> {
  ports.log.warn('press.not_queued', 'a button press was not queued', {
    request,
    why: note.type,
    user: to?.user,
  });
  if (to === null) return;
  const message = renderPrivateMessage(note, await ports.messagesOf(to.user));
  await postPrivatelyInTime(client, { to, message, address: async () => replyTo });
}
