import type { types } from '@slack/bolt';
import type { Asset, AssetKind } from '../../../core/asset/asset.js';
import { assetsToVerifyFor } from '../../../core/request/asset-rules.js';
import { type ConfirmEffect, confirmEffect, runEffect } from '../../../core/request/confirm-effect.js';
import {
  type CardRequest,
  chosenAssets,
  type Finished,
  isFinished,
  type Pending,
} from '../../../core/request/request.js';
import { canRetry, retriedAssets } from '../../../core/request/run-outcomes.js';
import { canBeStopped } from '../../../core/request/stop-transition.js';
import type { Messages } from '../../../i18n/messages.js';
import { labelOf } from './accessibility-label.js';
import type { CardFacts } from './card-facts.js';
import { confirmDialog } from './confirm-dialog.js';
import { limits, maxLengths, untrustedText } from './limits.js';
import { plainTextObject } from './plain-text.js';

/** Action ids of the elements in the bot's messages, as Slack's payloads repeat them. */
export const actionIds = {
  approve: 'approve',
  takeBack: 'take_back',
  reject: 'reject',
  cancel: 'cancel',
  choose: 'choose',
  stop: 'stop',
  retry: 'retry',
  relink: 'relink',
  run: 'run_command',
  runForApp: 'run_command_for_app',
  /** Followed by a number: each button of a message needs its own action id. */
  runClosest: 'run_command_for_closest',
  /** Opens the form with the values that a command already gave. */
  fillForm: 'fill_form',
  askAgain: 'ask_again',
  newRequest: 'new_request',
  claimManualTask: 'take_work',
  releaseManualTask: 'give_back_work',
  workDone: 'work_done',
  workFailed: 'work_failed',
} as const;

/**
 * Ties a press to the request and to the list revision that was shown. Slack asks for new block ids when a message
 * changes; this one changes with the list.
 */
export function decideBlockId(request: CardRequest): string {
  const round = 'round' in request ? `/${request.round}` : '';
  return `decide/${request.id}/${request.listRevision}${round}`;
}

/** The buttons of a card in its current state; none once nothing can be changed. */
export function controlsOf(request: CardRequest, facts: CardFacts, messages: Messages): types.KnownBlock[] {
  const elements = buttonsOf(request, facts, messages);
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: decideBlockId(request), elements }];
}

function buttonsOf(request: CardRequest, facts: CardFacts, messages: Messages): types.Button[] {
  const { card } = messages;
  if (request.status === 'pending') return decisionButtons(request, facts, messages);
  if (canBeStopped(request)) return [button('stop', request, card.stop)];
  return isFinished(request) && canRetry(request) ? [retryButton(request, facts, messages)] : [];
}

/** Retry asks for confirmation: its dialog names the assets, or the presser types the digits of high-risk ones. */
function retryButton(request: Finished, { policy, byHand }: CardFacts, messages: Messages): types.Button {
  const again = button('retry', request, messages.card.retry(request));
  const assets = retriedAssets(request);
  if (assetsToVerifyFor(policy, request, assets).length > 0) return again;
  return { ...again, confirm: sureDialog(request, assets, runEffect(request.dryRun, byHand), messages) };
}

/** The buttons of a pending request, on its card and in the App Home. */
export function decisionButtons(
  request: Pending,
  { policy, byHand }: Pick<CardFacts, 'policy' | 'byHand'>,
  messages: Messages,
): types.Button[] {
  const { card } = messages;
  const chosen = chosenAssets(request);
  // The digits dialog is the confirmation; people would click a second one away.
  const asks = assetsToVerifyFor(policy, request).length > 0;
  const approve: types.Button = {
    ...button('approve', request, card.confirm(request)),
    // A dry run harms nothing.
    style: request.dryRun ? 'primary' : 'danger',
  };
  const effect = confirmEffect(request, policy, byHand);
  const confirmed = asks ? approve : { ...approve, confirm: sureDialog(request, chosen, effect, messages) };
  return [
    // With nothing ticked there is nothing to confirm.
    ...(chosen.length === 0 ? [] : [confirmed]),
    button('reject', request, card.reject),
    { ...button('cancel', request, card.cancel), confirm: cancelDialog(request, messages) },
    ...(request.approvals.length === 0 ? [] : [button('takeBack', request, card.takeBack)]),
  ];
}

function cancelDialog({ id }: Pending, { card: { sureToCancel } }: Messages): types.ConfirmationDialog {
  return confirmDialog({ ...sureToCancel, text: sureToCancel.text(id) });
}

function button(action: keyof typeof actionIds, { id }: CardRequest, text: string): types.Button {
  return {
    type: 'button',
    action_id: actionIds[action],
    value: id,
    text: plainTextObject(text),
    accessibility_label: labelOf(text, id),
  };
}

/** As many names as fit; the rest are counted, and the card lists them. */
function sureText(
  kind: AssetKind,
  all: readonly Asset[],
  effect: ConfirmEffect,
  { card: { sure } }: Messages,
): string {
  const texts = all.map((_, left) => sure.text(effect, all.slice(0, all.length - left), all.length, kind));
  return texts.find((text) => text.length <= limits.confirmText) ?? sure.text(effect, [], all.length, kind);
}

/** The confirmation of a press, which states its effect; red only if it leads to an unlink. */
function sureDialog(
  { kind }: CardRequest,
  assets: readonly Asset[],
  effect: ConfirmEffect,
  messages: Messages,
): types.ConfirmationDialog {
  const { sure } = messages.card;
  const all = assets.map((asset) => ({ ...asset, name: untrustedText(asset.name, maxLengths.person) }));
  const isHarmful = effect.type === 'unlink' || effect.type === 'hand_over';
  const dialog = confirmDialog({
    title: sure.title(effect, kind, assets.length),
    text: sureText(kind, all, effect, messages),
    confirm: sure.confirm(effect),
    deny: sure.deny,
  });
  return isHarmful ? { ...dialog, style: 'danger' } : dialog;
}
