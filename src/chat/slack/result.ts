import type { types } from '@slack/bolt';
import { bold, code, type Phrase, phrase } from '../../core/phrase.js';
import { chosenAssets, type Finished } from '../../core/request.js';
import { hasUnlinked, outcomeOf } from '../../core/run-transition.js';
import type { Messages } from '../../i18n/messages.js';
import { actionIds } from './card-controls.js';
import { cut } from './limits.js';
import { outcomeMarks } from './outcome-marks.js';
import { plain } from './plain-text.js';
import { bullets, messageText, paragraph, richText, type SlackMessage } from './rich-text.js';
import { shortOutcome } from './short-outcome.js';
import { shownName } from './shown-name.js';

/** People read no more lines than this; of more assets, those that did not work come first and a file has all. */
export const mostInResult = 10;

/** The message in the thread that says what happened to each asset. */
export function renderResult(request: Finished, messages: Messages): SlackMessage {
  const { result } = messages;
  const all = chosenAssets(request);
  const shown = worstFirst(request).slice(0, mostInResult);
  const lines = shown.map((asset): Phrase => {
    const outcome = outcomeOf(request, asset.id);
    const name = phrase`${bold(shownName(asset, cut.name))} (${code(asset.id)})`;
    if (outcome === null) return name;
    const short = shortOutcome(outcome, cut.message);
    const said = phrase`${outcomeMarks[outcome.type]} ${name}: ${result.outcome(short)}`;
    return 'zalo' in short && short.zalo !== undefined ? phrase`${said}. ${result.zalo(short.zalo)}` : said;
  });
  const summary = result.summary(request);
  const people = result.people(request);
  const rest = all.length > shown.length ? [result.inTheFile(all.length - shown.length)] : [];
  return {
    text: messageText([summary, ...lines, ...rest, people]),
    blocks: [
      richText(paragraph(summary), bullets(lines), ...rest.map(paragraph), paragraph(people)),
      ...(hasUnlinked(request) ? [relinkButton(messages)] : []),
    ],
  };
}

function worstFirst(request: Finished) {
  const all = chosenAssets(request);
  if (all.length <= mostInResult) return all;
  const isFine = (id: string) =>
    ['unlinked', 'reported', 'would_unlink'].includes(outcomeOf(request, id)?.type ?? '');
  return [...all.filter(({ id }) => !isFine(id)), ...all.filter(({ id }) => isFine(id))];
}

function relinkButton({ result }: Messages): types.KnownBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionIds.relink,
        text: plain(result.relink),
      },
    ],
  };
}
