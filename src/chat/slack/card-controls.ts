import type { types } from '@slack/bolt';
import { hasHandWork } from '../../core/hand-work.js';
import { assetsToTypeFor } from '../../core/policy.js';
import { type CardRequest, chosenAssets, isFinished, type Pending } from '../../core/request.js';
import { canBeStopped, canRetry } from '../../core/run-transition.js';
import type { Messages } from '../../i18n/messages.js';
import type { CardFacts } from './card-facts.js';
import { cut, limits, outside, shorten } from './limits.js';
import { plain } from './plain-text.js';
import { shownName } from './shown-name.js';

/** What the elements of the bot's messages are called in the payloads that Slack sends back. */
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
  takeWork: 'take_work',
  giveBackWork: 'give_back_work',
  workDone: 'work_done',
  workFailed: 'work_failed',
} as const;

/** Slack shows at most this many boxes in one group (docs.slack.dev/reference/block-kit/block-elements/checkboxes-element). */
const boxesInGroup = 10;

/**
 * Where a press belongs: the request and the list revision that was shown. Slack asks for new block ids when a message
 * changes, and this one changes with the list.
 */
export function decideBlockId(request: CardRequest): string {
  const round = 'round' in request ? `/${request.round}` : '';
  return `decide/${request.id}/${request.listRevision}${round}`;
}

/** What can be pressed on a card now; nothing once nothing can be changed any more. */
export function controlsOf(request: CardRequest, facts: CardFacts, messages: Messages): types.KnownBlock[] {
  const buttons = buttonsOf(request, facts, messages);
  return [
    ...(request.status === 'pending' && request.assets.length > 1 ? checkboxes(request, messages) : []),
    ...(buttons.length === 0
      ? []
      : [{ type: 'actions' as const, block_id: decideBlockId(request), elements: buttons }]),
  ];
}

function buttonsOf(request: CardRequest, facts: CardFacts, messages: Messages): types.Button[] {
  const { card } = messages;
  if (request.status === 'pending') return decisionButtons(request, facts, messages);
  if (canStop(request, facts.now)) return [button('stop', request, card.stop)];
  return isFinished(request) && canRetry(request) ? [button('retry', request, card.retry)] : [];
}

/** What can be pressed while a request waits; the same in the App Home. */
export function decisionButtons(
  request: Pending,
  { policy }: Pick<CardFacts, 'policy'>,
  messages: Messages,
): types.Button[] {
  const { card } = messages;
  const chosen = chosenAssets(request);
  // Where the last digits are typed, that dialog asks; two of them would be clicked away. A dry run harms nothing.
  const asks = request.dryRun || assetsToTypeFor(policy, request).length > 0;
  const approve: types.Button = { ...button('approve', request, card.confirm(request)), style: 'danger' };
  const confirmed = asks ? approve : { ...approve, confirm: sureDialog(request, messages) };
  return [
    // With nothing ticked there is nothing to confirm.
    ...(chosen.length === 0 ? [] : [confirmed]),
    button('reject', request, card.reject),
    { ...button('cancel', request, card.cancel), confirm: cancelDialog(request, messages) },
    ...(request.approvals.length === 0 ? [] : [button('takeBack', request, card.takeBack)]),
  ];
}

function cancelDialog({ id }: Pending, { card: { sureToCancel } }: Messages): types.ConfirmationDialog {
  return {
    title: plain(sureToCancel.title),
    text: plain(sureToCancel.text(id)),
    confirm: plain(sureToCancel.confirm),
    deny: plain(sureToCancel.deny),
  };
}

function canStop(request: CardRequest, now: number): boolean {
  if (request.status === 'approved') return request.startsAt > now;
  // One call is over before anybody could stop it; what waits for people is not.
  const isWorthIt = request.chosen.length > 1 || hasHandWork(request);
  return request.status === 'running' && isWorthIt && canBeStopped(request);
}

function button(action: keyof typeof actionIds, { id }: CardRequest, text: string): types.Button {
  return { type: 'button', action_id: actionIds[action], value: id, text: plain(text) };
}

function sureDialog(request: Pending, { card: { sure } }: Messages): types.ConfirmationDialog {
  const chosen = chosenAssets(request).map((asset) => ({ ...asset, name: outside(asset.name, cut.person) }));
  return {
    title: plain(sure.title),
    text: plain(shorten(sure.text(chosen, request.kind), limits.confirmText)),
    confirm: plain(sure.confirm),
    deny: plain(sure.deny),
    style: 'danger',
  };
}

function checkboxes(request: Pending, { card }: Messages): types.KnownBlock[] {
  // Slack counts what is ticked twice; many names have to be shorter for the whole card to be taken.
  const most = request.assets.length > boxesInGroup ? limits.optionTextOfMany : limits.optionText;
  const options = request.assets.map((asset) => ({
    value: asset.id,
    text: plain(shownName(asset, most)),
    description: plain(asset.id),
  }));
  const groups = Array.from({ length: Math.ceil(options.length / boxesInGroup) }, (_, index) =>
    options.slice(index * boxesInGroup, (index + 1) * boxesInGroup),
  );
  return groups.map((group, index) => {
    const ticked = group.filter(({ value }) => request.chosen.includes(value));
    const boxes: types.Checkboxes = {
      type: 'checkboxes',
      action_id: actionIds.choose,
      options: group,
      ...(ticked.length === 0 ? {} : { initial_options: ticked }),
    };
    const block_id = `choose/${request.id}/${request.listRevision}/${index}`;
    return index === 0
      ? { type: 'section', block_id, text: plain(card.choose), accessory: boxes }
      : { type: 'actions', block_id, elements: [boxes] };
  });
}
