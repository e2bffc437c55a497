import type { types } from '@slack/bolt';
import type { Asset } from '../../../core/asset/asset.js';
import { bold, code, type RichText, richText } from '../../../core/messages/rich-text.js';
import { manualTaskOf, openManualTasks } from '../../../core/request/manual-task.js';
import { chosenAssets, type Finished, type Running } from '../../../core/request/request.js';
import { outcomeOf } from '../../../core/request/run-outcomes.js';
import type { Messages } from '../../../i18n/messages.js';
import { outcomeMarks } from '../../../i18n/outcome-marks.js';
import { labelOf } from './accessibility-label.js';
import { actionIds } from './card-controls.js';
import { confirmDialog } from './confirm-dialog.js';
import { displayName } from './display-name.js';
import { maxLengths, untrustedText } from './limits.js';
import { plainTextObject } from './plain-text.js';
import { bullets, messageText, ordered, paragraph, richTextBlock, type SlackMessage } from './rich-text.js';
import { shortOutcome } from './short-outcome.js';

/** Each asset takes two of a message's fifty blocks; further assets appear as these are done. */
const maxShown = 15;
/** Slack shows at most 75 characters on a button; this leaves room for the words before the name. */
const nameOnButton = 40;

/** The facts that the message shows beside the stored request. */
export interface ManualTaskFacts {
  readonly operators: readonly string[];
  /** The ZCA page on which operators unlink. */
  readonly pageUrl: string;
}

/** The thread message that tells operators what to unlink by hand, always built from the stored state. */
export function renderManualTask(
  request: Running | Finished,
  { operators, pageUrl }: ManualTaskFacts,
  messages: Messages,
): SlackMessage {
  const { work } = messages;
  const open = openManualTasks(request);
  const shown = open.slice(0, maxShown);
  const title = work.title(request, operators);
  const steps = work.steps(request.kind, pageUrl);
  const settled = handedIn(request)
    .filter((asset) => !open.includes(asset))
    .map((asset) => settledLine(asset, request, messages));
  const { taken } = manualTaskOf(request);
  const state = open.length === 0 ? work.over : taken === null ? work.notTaken : work.taken(taken);
  const rest = open.length > shown.length ? [work.more(open.length - shown.length)] : [];
  const isTaken = taken !== null && open.length > 0;
  return {
    text: messageText([title, ...steps, ...shown.map(openLine), ...rest, ...settled, state]),
    blocks: [
      richTextBlock(paragraph(title), ordered(steps)),
      ...shown.flatMap((asset) => [
        richTextBlock(paragraph(openLine(asset))),
        ...(isTaken ? [reportButtons(asset, request, messages)] : []),
      ]),
      ...rest.map((line) => richTextBlock(paragraph(line))),
      ...(settled.length === 0 ? [] : [richTextBlock(bullets(settled))]),
      richTextBlock(paragraph(state)),
      ...(open.length === 0 ? [] : [takeButtons(request, messages)]),
    ],
  };
}

function handedIn(request: Running | Finished): readonly Asset[] {
  const { ids } = manualTaskOf(request);
  return chosenAssets(request).filter(({ id }) => ids.includes(id));
}

function openLine(asset: Asset): RichText {
  return richText`▫️ ${bold(displayName(asset, maxLengths.name))}\n${code(asset.id)}`;
}

function settledLine(asset: Asset, request: Running | Finished, { result }: Messages): RichText {
  const outcome = outcomeOf(request, asset.id);
  const name = richText`${bold(displayName(asset, maxLengths.person))} (${code(asset.id)})`;
  return outcome === null
    ? name
    : richText`${outcomeMarks[outcome.type]} ${name}: ${result.outcome(shortOutcome(outcome, maxLengths.message))}`;
}

/** Names the request, the task's turn as shown, the run and, for a report, its asset. */
function workBlockId(request: Running | Finished, assetId?: string): string {
  const id = `work/${request.id}/${manualTaskOf(request).turn}/${request.round}`;
  return assetId === undefined ? id : `${id}/${assetId}`;
}

function reportButtons(asset: Asset, request: Running | Finished, { work }: Messages): types.ActionsBlock {
  const done = button(
    'workDone',
    request,
    work.done(untrustedText(asset.name, nameOnButton) || asset.id),
    asset.id,
  );
  return {
    type: 'actions',
    block_id: workBlockId(request, asset.id),
    elements: [
      { ...done, style: 'primary', confirm: goneDialog(asset, work) },
      button('workFailed', request, work.couldNot, asset.id),
    ],
  };
}

/** A report cannot be undone: it takes the asset off the list and may end the request. */
function goneDialog(asset: Asset, { sureItIsGone: sure }: Messages['work']): types.ConfirmationDialog {
  return confirmDialog({ ...sure, text: sure.text(displayName(asset, maxLengths.person), asset.id) });
}

function takeButtons(request: Running | Finished, { work }: Messages): types.ActionsBlock {
  const confirm = confirmDialog(work.sureToTakeOver);
  const isTaken = manualTaskOf(request).taken !== null;
  return {
    type: 'actions',
    block_id: workBlockId(request),
    elements: isTaken
      ? [
          { ...button('claimManualTask', request, work.takeOver), confirm },
          button('releaseManualTask', request, work.giveBack),
        ]
      : [{ ...button('claimManualTask', request, work.take), style: 'primary' }],
  };
}

/** `about`: the subject that the accessibility label names. */
function button(
  action: keyof typeof actionIds,
  { id }: Running | Finished,
  text: string,
  about: string = id,
): types.Button {
  return {
    type: 'button',
    action_id: actionIds[action],
    value: id,
    text: plainTextObject(text),
    accessibility_label: labelOf(text, about),
  };
}
