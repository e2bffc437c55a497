import type { types } from '@slack/bolt';
import { offered } from '../../../core/command/command-text.js';
import { bold, code, type RichText, richText } from '../../../core/messages/rich-text.js';
import { chosenAssets, type Finished } from '../../../core/request/request.js';
import { doneCount, hasUnlinked, outcomeOf } from '../../../core/request/run-outcomes.js';
import type { Messages } from '../../../i18n/messages.js';
import { outcomeMarks } from '../../../i18n/outcome-marks.js';
import { labelOf } from './accessibility-label.js';
import { actionIds } from './card-controls.js';
import { confirmDialog } from './confirm-dialog.js';
import { displayName } from './display-name.js';
import { maxLengths } from './limits.js';
import { plainTextObject } from './plain-text.js';
import { bullets, messageText, paragraph, richTextBlock, type SlackMessage } from './rich-text.js';
import { shortOutcome } from './short-outcome.js';

/** People read no more lines than this; beyond it, a file lists every asset. */
export const maxInResult = 10;

/** The thread message with the outcome of each asset. */
export function renderResult(request: Finished, messages: Messages): SlackMessage {
  const { result } = messages;
  const all = chosenAssets(request);
  const shown = worstFirst(request).slice(0, maxInResult);
  const lines = shown.map((asset): RichText => {
    const outcome = outcomeOf(request, asset.id);
    const name = richText`${bold(displayName(asset, maxLengths.name))} (${code(asset.id)})`;
    if (outcome === null) return name;
    const short = shortOutcome(outcome, maxLengths.message);
    const said = richText`${outcomeMarks[outcome.type]} ${name}: ${result.outcome(short)}`;
    return 'zalo' in short && short.zalo !== undefined ? richText`${said}. ${result.zalo(short.zalo)}` : said;
  });
  const summary = result.summary(request);
  const people = result.people(request);
  const rest = all.length > shown.length ? [result.inTheFile(all.length - shown.length)] : [];
  return {
    text: messageText([summary, ...lines, ...rest, people]),
    blocks: [
      richTextBlock(paragraph(summary), bullets(lines), ...rest.map(paragraph), paragraph(people)),
      ...(hasUnlinked(request) ? [relinkButton(messages)] : []),
      ...(request.dryRun && doneCount(request) > 0 ? [forRealButton(request, messages)] : []),
    ],
  };
}

/** Failures first: they are what people must act on. */
function worstFirst(request: Finished) {
  const all = chosenAssets(request);
  const isFine = (id: string) =>
    ['unlinked', 'reported', 'would_unlink'].includes(outcomeOf(request, id)?.type ?? '');
  return [...all.filter(({ id }) => !isFine(id)), ...all.filter(({ id }) => isFine(id))];
}

/** A press requests for real what the dry run covered, as if the presser had typed the command. */
function forRealButton(request: Finished, { result }: Messages): types.KnownBlock {
  const { id, kind, reason } = request;
  const queries = chosenAssets(request).map((asset) => asset.id);
  const { sureForReal: sure } = result;
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionIds.askAgain,
        value: offered({ type: 'unlink', kind, queries, reason, dryRun: false }),
        text: plainTextObject(result.forReal),
        accessibility_label: labelOf(result.forReal, id),
        confirm: confirmDialog({ ...sure, text: sure.text(kind, queries.length) }),
      },
    ],
  };
}

function relinkButton({ result }: Messages): types.KnownBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionIds.relink,
        text: plainTextObject(result.relink),
      },
    ],
  };
}
