import type { App, webApi } from '@slack/bolt';
import type { Press } from '../../core/ask.js';
import { parseCommand } from '../../core/command.js';
import type { Note } from '../../core/note.js';
import { assetsToType, policyFor } from '../../core/policy.js';
import { chosenAssets, hasCard } from '../../core/request.js';
import type { Recipient } from '../../flow/ports.js';
import { actionIds } from './card-controls.js';
import { carryOut } from './commands.js';
import { openDigits } from './dialogs/digits.js';
import { queuePress } from './dialogs/queue-press.js';
import { openReject } from './dialogs/reject.js';
import type { Doors } from './doors.js';
import { buttonPressOf, deliveryHash, presserOf, pressOf } from './payloads.js';
import { renderNote } from './private-note.js';
import type { SlackMessage } from './rich-text.js';
import { whisper } from './whisper.js';

const pressIds = [
  actionIds.cancel,
  actionIds.choose,
  actionIds.takeBack,
  actionIds.stop,
  actionIds.retry,
  actionIds.approve,
  actionIds.reject,
];

/** Presses on a request: each is queued before Slack is told 200, and answered by its job; some open a dialog first. */
export function onPress(app: App, doors: Doors): void {
  for (const actionId of pressIds) {
    app.action(actionId, async ({ body, ack, client }) => {
      const press = pressOf(body, doors.now());
      const trigger = buttonPressOf(body)?.triggerId ?? '';
      const note: Note | null =
        press === null ? { type: 'no_such_request' } : await takeIn(actionId, press, trigger, client, doors);
      await ack();
      // Slack's 200 does not wait for it.
      if (note !== null) void say(note, presserOf(body), client, doors);
    });
  }
}

/** Buttons that belong to no request: the corrected command, and how to link again. */
export function onOtherButtons(app: App, doors: Doors): void {
  app.action(actionIds.run, async ({ body, ack, client }) => {
    const pressed = buttonPressOf(body);
    const place = pressed?.to.place ?? null;
    if (pressed === null || place === null) return ack();
    const { to, triggerId, value } = pressed;
    const command = parseCommand(value.replace(/^\/unlink\s*/u, ''));
    const delivery = deliveryHash('action', triggerId);
    const answer = await carryOut({ command, delivery, to: { ...to, place }, triggerId }, client, doors);
    await ack();
    if (answer !== null) void tell(answer, to, client, doors);
  });
  app.action(actionIds.relink, async ({ body, ack, client }) => {
    await ack();
    void say({ type: 'relink' }, presserOf(body), client, doors);
  });
}

/** Opens the dialog that this press needs, or queues it. Answers with what to tell the presser when neither was done. */
async function takeIn(
  actionId: string,
  press: Press,
  trigger: string,
  client: webApi.WebClient,
  doors: Doors,
): Promise<Note | null> {
  const { requestId, listRevision, ticked, place, user } = press;
  if (actionId === actionIds.reject && requestId !== null) {
    const opened = await openReject(client, trigger, { requestId, listRevision, place }, user, doors);
    return opened === 'opened' ? null : { type: 'dialog_not_opened' };
  }
  const heavy = press.action.type === 'approve' ? await heavyOf(press, doors) : null;
  if (heavy !== null && requestId !== null) {
    const seen = { requestId, listRevision, ticked, place };
    const opened = await openDigits(client, trigger, seen, heavy.request, heavy.assets, user, doors);
    return opened === 'opened' ? null : { type: 'dialog_not_opened' };
  }
  return (await queuePress(press, doors)) ? null : { type: 'not_recorded' };
}

/** The assets whose digits the approver must type; null when there are none, or the press will be refused anyway. */
async function heavyOf({ requestId, listRevision }: Press, doors: Doors) {
  if (requestId === null) return null;
  const request = await doors.store.get(requestId).catch(() => null);
  if (request === null || !hasCard(request) || request.status !== 'pending' || request.dryRun) return null;
  if (request.listRevision !== listRevision) return null;
  const policy = policyFor(doors.policies, request.kind, request.channel);
  const assets = assetsToType(policy, chosenAssets(request));
  return assets.length === 0 ? null : { request, assets };
}

async function say(note: Note, to: Recipient | null, client: webApi.WebClient, doors: Doors): Promise<void> {
  if (note.type !== 'relink')
    doors.log.warn('a press did not reach the queue', { why: note.type, user: to?.user });
  if (to === null) return;
  await tell(renderNote(note, await doors.messagesOf(to.user)), to, client, doors);
}

async function tell(
  message: SlackMessage,
  to: Recipient,
  client: webApi.WebClient,
  doors: Doors,
): Promise<void> {
  await whisper(client, to, message).catch((error: unknown) => {
    doors.log.error('the presser could not be told', { user: to.user, error: String(error) });
  });
}
