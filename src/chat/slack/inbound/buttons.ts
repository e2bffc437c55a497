import type { App, webApi } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import { type Filled, filledIn, parseCommand } from '../../../core/command/command.js';
import {
  type CardPress,
  isManualTaskPress,
  type ManualTaskPress,
  type Press,
} from '../../../core/command/submitted-command.js';
import type { PrivateMessage } from '../../../core/messages/private-message.js';
import { assetsToVerifyFor } from '../../../core/request/asset-rules.js';
import { confirmEffect, runEffect } from '../../../core/request/confirm-effect.js';
import { sawWhatIsChosen } from '../../../core/request/decision-transition.js';
import { manualTaskOf, openManualTasks } from '../../../core/request/manual-task.js';
import { type Policy, policyFor } from '../../../core/request/policy.js';
import {
  type CardRequest,
  isFinished,
  type Pending,
  type Request,
  type Running,
} from '../../../core/request/request.js';
import { retriedAssets } from '../../../core/request/run-outcomes.js';
import { queryOverBudget } from '../../../flow/over-budget.js';
import { pressRefusalOf } from '../../../flow/permission.js';
import type { Recipient } from '../../../flow/ports/chat.js';
import { withTimeout } from '../../../shared/with-timeout.js';
import { actionIds } from '../messages/card-controls.js';
import { renderPrivateMessage } from '../messages/private-message.js';
import type { SlackMessage } from '../messages/rich-text.js';
import { postPrivatelyInTime, tryToPostPrivately } from '../outbound/post-privately.js';
import { answerByMessage, carryOut, isQuery, keepReplyAddress } from './commands.js';
import { openDigits } from './dialogs/digits.js';
import type { ToConfirm } from './dialogs/digits-view.js';
import { openFailureReason } from './dialogs/failure-reason.js';
import { openForm } from './dialogs/form.js';
import type { Opening } from './dialogs/open-view.js';
import { countPress, queuePress } from './dialogs/queue-press.js';
import { openReject } from './dialogs/reject.js';
import type { InboundPorts } from './inbound-ports.js';
import { type ButtonPress, buttonPressOf, deliveryHash, presserOf, pressIds, pressOf } from './payloads.js';

/**
 * A dialog must open within three seconds of the press. A permission check that takes longer than this is left to the
 * job, and the dialog opens.
 */
const timeoutMs = 1_500;

const closestButton = new RegExp(`^${actionIds.runClosest}/\\d$`, 'u');

/**
 * Handles presses on a request. Each is queued before Slack gets its 200, and its job answers; some open a dialog
 * first.
 */
export function onPress(app: App, ports: InboundPorts): void {
  for (const actionId of pressIds) {
    app.action(actionId, async ({ body, ack, client }) => {
      const press = pressOf(body, ports.now());
      const { triggerId: trigger = '', replyTo = null } = buttonPressOf(body) ?? {};
      if (press !== null) await keepReplyAddress(press.press, replyTo, ports);
      const note: PrivateMessage | null =
        press === null ? { type: 'no_such_request' } : await unlessOver(press, trigger, client, ports);
      // If the bot's message fails, so does the listener; Slack then shows the press as failed, which tells the
      // presser.
      if (note !== null) await say(note, { to: presserOf(body), replyTo }, client, ports);
      await ack();
    });
  }
}

/** Handles buttons that belong to no request: running a suggested command, filling in a form, and how to link again. */
export function onOtherButtons(app: App, ports: InboundPorts): void {
  for (const actionId of [actionIds.run, actionIds.runForApp, actionIds.askAgain, closestButton]) {
    app.action(actionId, async ({ body, ack, client }) => {
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
  app.action(actionIds.fillForm, async ({ body, ack, client }) => {
    const pressed = buttonPressOf(body);
    if (pressed === null) return ack();
    const { to, replyTo, value } = pressed;
    const note = await openFilledForm(client, pressed, filledIn(value), ports);
    await ack();
    if (note === null) return;
    const message = renderPrivateMessage(note, await ports.messagesOf(to.user));
    void tryToPostPrivately(client, { to, message, address: async () => replyTo }, ports.log);
  });
  app.action(actionIds.relink, async ({ body, ack, client }) => {
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

function openDialog(needs: Dialog, opening: Opening, ports: InboundPorts): Promise<boolean> {
  if ('asset' in needs) {
    const { request, asset, press } = needs;
    const { turn, place } = press;
    const about = { requestId: request.id, id: asset.id, round: request.round, turn, place };
    return openFailureReason(opening, about, asset, ports);
  }
  const { request, press } = needs;
  const { listRevision, ticked, place } = press;
  const seen = { requestId: request.id, listRevision, place };
  if (!('toType' in needs)) return openReject(opening, seen, ports);
  const round = press.action.type === 'retry' ? { round: press.round } : {};
  return openDigits(opening, { ...seen, ticked, ...round }, needs, ports);
}

/** The dialog that a press needs, and what it is about. */
type Dialog =
  | (ToConfirm & { readonly press: CardPress })
  | { readonly press: CardPress; readonly request: Pending }
  | { readonly press: ManualTaskPress; readonly request: Running; readonly asset: Asset };

type Needs =
  | Dialog
  | 'none'
  /** The request could not be read. */
  | 'unknown';

/** Presses of these types may need a dialog, for words that the press itself does not carry. */
function needsWords({ type }: Press['action']): boolean {
  return ['open_reject', 'approve', 'retry', 'work_failed'].includes(type);
}

/**
 * Decides which dialog a press needs first. A presser without permission gets none, and neither does one whose list has
 * changed: their press is queued and refused like any other. If Slack does not identify the person in time, the dialog
 * opens; its submission is checked like every press.
 */
async function dialogFor(press: Press, ports: InboundPorts): Promise<Needs> {
  const { requestId, action } = press;
  if (requestId === null || !needsWords(action)) return 'none';
  try {
    const request = await ports.store.get(requestId);
    if (isManualTaskPress(press)) return await whyNotFor(press, request, ports);
    if (action.type === 'retry') return await digitsAgain(press, request, ports);
    return await decisionDialogFor(press, request, ports);
  } catch (error) {
    ports.log.error('dialog.request_unreadable', 'could not read the request of a dialog', {
      request: requestId,
      error: String(error),
    });
    return 'unknown';
  }
}

async function decisionDialogFor(
  press: CardPress,
  request: Request | null,
  ports: InboundPorts,
): Promise<Needs> {
  const isReject = press.action.type === 'open_reject';
  if (request?.status !== 'pending') return 'none';
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const toType = assetsToVerifyFor(policy, request);
  if (!isReject && (toType.length === 0 || !sawWhatIsChosen(request, press))) return 'none';
  if (await isRefused(press, request, policy, ports)) return 'none';
  if (isReject) return { press, request };
  const assets = request.assets.filter(({ id }) => (press.ticked ?? request.chosen).includes(id));
  return { press, request, assets, toType, effect: confirmEffect(request, policy, isByHand(ports)) };
}

/** A retry is a new confirmation, so the presser types the digits of high-risk assets again. */
async function digitsAgain(press: CardPress, request: Request | null, ports: InboundPorts): Promise<Needs> {
  if (request === null || !isFinished(request) || request.round !== press.round) return 'none';
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const assets = retriedAssets(request);
  const toType = assetsToVerifyFor(policy, request, assets);
  if (toType.length === 0 || (await isRefused(press, request, policy, ports))) return 'none';
  return { press, request, assets, toType, effect: runEffect(request.dryRun, isByHand(ports)) };
}

function isByHand({ operators }: Pick<InboundPorts, 'operators'>): boolean {
  return operators.length > 0;
}

/** Only the operator who claimed the task is asked for a failure reason. */
async function whyNotFor(
  press: ManualTaskPress,
  request: Request | null,
  ports: InboundPorts,
): Promise<Needs> {
  const { action } = press;
  if (action.type !== 'work_failed') return 'none';
  if (request?.status !== 'running' || request.round !== press.round) return 'none';
  const asset = openManualTasks(request).find(({ id }) => id === action.id);
  if (asset === undefined || manualTaskOf(request).taken?.by !== press.user) return 'none';
  const policy = policyFor(ports.policies, request.kind, request.channel);
  return (await isRefused(press, request, policy, ports)) ? 'none' : { press, request, asset };
}

/** True if the presser is known, in time, to lack permission. */
async function isRefused(
  press: Press,
  request: CardRequest,
  policy: Policy,
  ports: InboundPorts,
): Promise<boolean> {
  const refusal = await withTimeout(timeoutMs, pressRefusalOf(press, request, policy, ports));
  return refusal !== null && refusal !== 'late';
}

/** @throws when Slack does not take the message before it stops waiting for its 200 */
async function say(
  note: PrivateMessage,
  { to, replyTo }: { readonly to: Recipient | null; readonly replyTo: string | null },
  client: webApi.WebClient,
  ports: InboundPorts,
): Promise<void> {
  ports.log.warn('press.not_queued', 'a button press was not queued', {
    why: note.type,
    user: to?.user,
  });
  if (to === null) return;
  const message = renderPrivateMessage(note, await ports.messagesOf(to.user));
  await postPrivatelyInTime(client, { to, message, address: async () => replyTo });
}
