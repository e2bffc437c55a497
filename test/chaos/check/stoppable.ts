import { clockErrorMs } from './clock-error.js';
import { grouped } from './grouped.js';
import type { Call, History, Shown, Violation } from './history.js';
import { type Story, storiesOf } from './timelines.js';

/**
 * From invariant 1: a confirmed request can be stopped before it begins. Its card offers Stop, and where a
 * stop window exists nothing is done until the card has offered it for that long.
 */
export function stoppableViolations(history: History): Violation[] {
  const stories = storiesOf(history);
  const shown = grouped(history.shown, ({ requestId }) => requestId);
  const calls = grouped(
    history.calls.filter(({ operation }) => operation === 'unlink'),
    ({ requestId }) => requestId ?? '',
  );
  return [...stories.values()].flatMap((story) => [
    ...cardsWithoutStop(story, shown.get(story.id) ?? []),
    ...windowCutShort(story, calls.get(story.id) ?? [], shown.get(story.id) ?? [], history.stopWindowMs),
  ]);
}

/** The card's status while its request is confirmed and has not begun. */
const notBegun = /^⏱️ /mu;

function cardsWithoutStop({ id }: Story, shown: readonly Shown[]): Violation[] {
  const without = shown.find(({ text, buttons }) => notBegun.test(text) && !buttons.includes('stop'));
  return without === undefined
    ? []
    : [broken(`${id} was confirmed, had not begun, and could not be stopped`)];
}

/** Only of the first run: the presser of a retry knows its effect, so it has no window. */
function windowCutShort(
  { id, kind, lines }: Story,
  calls: readonly Call[],
  shown: readonly Shown[],
  windowMs: number,
): Violation[] {
  const [first] = calls.toSorted((a, b) => a.at - b.at);
  if (first === undefined || kind !== 'app') return [];
  const approved = lines.findLast(({ action, at }) => action === 'approved' && at <= first.at + clockErrorMs);
  if (approved === undefined) return [];
  const offered = shown.find(
    ({ at, text, buttons }) => at >= approved.at && notBegun.test(text) && buttons.includes('stop'),
  );
  const lasted = offered === undefined ? 0 : first.at - offered.at;
  if (lasted >= windowMs - clockErrorMs) return [];
  return [broken(`${id} could be stopped for ${lasted} ms of its stop window of ${windowMs} ms`)];
}

function broken(what: string): Violation {
  return { invariant: 1, what, mayHeal: false };
}
