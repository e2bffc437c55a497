import type { Outcome } from '../../core/outcome.js';
import { bold, code, type Phrase, phrase } from '../../core/phrase.js';
import { chosenAssets, type Finished } from '../../core/request.js';
import { outcomeOf } from '../../core/transition.js';
import type { Messages } from '../../i18n/messages.js';
import { cut, outside } from './limits.js';
import { bullets, messageText, paragraph, richText, type SlackMessage } from './rich-text.js';
import { shortCause } from './short-cause.js';
import { shownName } from './shown-name.js';

const marks: { readonly [T in Outcome['type']]: string } = {
  unlinked: '✅',
  already_unlinked: '☑️',
  changed: '⚠️',
  refused: '⛔',
  failed: '❌',
  unknown: '❓',
};

/** The message in the thread that says what happened to each asset. */
export function renderResult(request: Finished, messages: Messages): SlackMessage {
  const { result } = messages;
  const lines = chosenAssets(request).map((asset): Phrase => {
    const outcome = outcomeOf(request, asset.id);
    const name = phrase`${bold(shownName(asset, cut.name))} (${code(asset.id)})`;
    return outcome === null
      ? name
      : phrase`${marks[outcome.type]} ${name}: ${result.outcome(trimmed(outcome))}`;
  });
  const summary = result.summary(request);
  const people = result.people(request);
  return {
    text: messageText([summary, ...lines, people]),
    blocks: [richText(paragraph(summary), bullets(lines), paragraph(people))],
  };
}

/** What a server said can be of any length. */
function trimmed(outcome: Outcome): Outcome {
  if (outcome.type === 'refused') return { ...outcome, message: outside(outcome.message, cut.message) };
  if (outcome.type === 'changed' && outcome.nameNow !== null)
    return { ...outcome, nameNow: outside(outcome.nameNow, cut.name) };
  return 'cause' in outcome ? { ...outcome, cause: shortCause(outcome.cause) } : outcome;
}
