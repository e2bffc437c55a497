import type { webApi } from '@slack/bolt';
import { type Filled, filledIn, parseCommand } from '../../../core/command/command.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import { queryOverBudget } from '../../../flow/over-budget.js';
import { actionIds } from '../messages/card-controls.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { tryToPostPrivately } from '../outbound/post-privately.js';
import { answerByMessage, carryOut, isQuery } from './commands.js';
import { openForm } from './dialogs/form.js';
import type { InboundPorts } from './inbound-ports.js';
import type { Listeners } from './listeners.js';
import { type ButtonPress, buttonPressOf, deliveryHash } from './payloads.js';

const closestButton = new RegExp(`^${actionIds.runClosest}/\\d$`, 'u');

/** Handles the buttons that belong to no request: running a suggested command, filling in a form, and how to link again. */
export function onFollowUpButtons(listeners: Listeners, ports: InboundPorts): void {
  for (const actionId of [actionIds.run, actionIds.runForApp, actionIds.askAgain, closestButton]) {
    listeners.action(actionId, async ({ body, ack, client }) => {
      const pressed = buttonPressOf(body);
      const place = pressed?.to.place ?? null;
      if (pressed === null || place === null) return ack();
      const { to, triggerId, replyTo, value } = pressed;
      const command = parseCommand(value.replace(/^\/unlink\s*/u, ''));
      const delivery = deliveryHash('action', triggerId);
      const given = {
        ...{ command, delivery, to: { ...to, place }, triggerId, replyTo },
        answer: 'message',
      } as const;
      const carriedOut = carryOut(given, client, ports);
      // A query changes nothing, so Slack gets its 200 before the answer is ready.
      if (!isQuery(command)) await carriedOut;
      await ack();
      const say = (message: SlackMessage) =>
        tryToPostPrivately(client, { to, message, address: async () => replyTo }, ports.log);
      void answerByMessage(carriedOut, to.user, say, ports);
    });
  }
  listeners.action(actionIds.fillForm, async ({ body, ack, client }) => {
    const pressed = buttonPressOf(body);
    if (pressed === null) return ack();
    const { to, replyTo, value } = pressed;
    const note = await openFilledForm(client, pressed, filledIn(value), ports);
    await ack();
    if (note === null) return;
    const message = renderPrivateMessage(note, await ports.messagesOf(to.user));
    void tryToPostPrivately(client, { to, message, address: async () => replyTo }, ports.log);
  });
  listeners.action(actionIds.relink, async ({ body, ack, client }) => {
    const pressed = buttonPressOf(body);
    if (pressed === null) return ack();
    const { to, triggerId, replyTo } = pressed;
    const delivery = deliveryHash('action', triggerId);
    const over = await queryOverBudget({ budget: 'looks', user: to.user, delivery }, ports);
    await ack();
    if (over?.isKnown === true) return;
    const note = renderPrivateMessage(over?.note ?? { type: 'relink' }, await ports.messagesOf(to.user));
    void tryToPostPrivately(client, { to, message: note, address: async () => replyTo }, ports.log);
  });
}

/** Returns the message for the presser when no form was opened; null when one was, or when they were told already. */
async function openFilledForm(
  client: webApi.WebClient,
  { to, triggerId }: Pick<ButtonPress, 'to' | 'triggerId'>,
  filled: Filled | null,
  ports: InboundPorts,
): Promise<PrivateMessage | null> {
  const look = { budget: 'looks', user: to.user, delivery: deliveryHash('action', triggerId) } as const;
  const over = await queryOverBudget(look, ports);
  if (over !== null) return over.isKnown ? null : over.note;
  const opening = { client, triggerId, user: to.user };
  const opened = await openForm(opening, { place: to.place, filled }, ports);
  return opened ? null : { type: 'dialog_not_opened' };
}
