import { grouped } from './grouped.js';
import type { AuditLine, History, Said, Violation } from './history.js';
import { isStop, type Story, storiesOf } from './timelines.js';

/** Invariant 4: each end has one result, and a card that shows the end and can no longer be pressed. */
export function endingViolations(history: History): Violation[] {
  const said = new Map<string, Said[]>();
  for (const each of history.said) said.set(each.op, [...(said.get(each.op) ?? []), each]);
  const threads = grouped(history.said, ({ thread }) => thread ?? '');
  return [...storiesOf(history).values()].flatMap((story) => [
    ...resultViolations(story, said),
    ...cardViolations(story, said),
    ...joinerViolations(story, said, threads),
  ]);
}

/** A round may lack its result if the retry was quicker; the last round may not. */
function resultViolations(
  { id, lines, end }: Story,
  said: ReadonlyMap<string, readonly Said[]>,
): Violation[] {
  const ended = lines.filter(({ action }) => action === 'finished').length;
  const thread = said.get(`card-${id}`)?.[0]?.ts ?? null;
  const rounds = Array.from({ length: ended }, (_, index) => said.get(`result-${id}-${index + 1}`) ?? []);
  return [
    ...(end === 'running' ? [missing(`${id} was decided and has not ended`)] : []),
    ...(rounds.at(-1)?.length === 0 ? [missing(`${id} has ended and has no result`)] : []),
    ...rounds.flatMap((results, index) =>
      results.length > 1 ? [broken(`${id} has ${results.length} results of round ${index + 1}`)] : [],
    ),
    ...(rounds.flat().every((result) => result.thread === thread)
      ? []
      : [broken(`${id} has a result outside its thread`)]),
  ];
}

/** Counts the rounds without a result of their own because the retry was quicker. */
export function roundsOvertaken(history: History): number {
  const ops = new Set(history.said.map(({ op }) => op));
  return [...storiesOf(history).values()].reduce((sum, { id, lines }) => {
    const ended = lines.filter(({ action }) => action === 'finished').length;
    const earlier = Array.from({ length: Math.max(0, ended - 1) }, (_, index) => `result-${id}-${index + 1}`);
    return sum + earlier.filter((op) => !ops.has(op)).length;
  }, 0);
}

/** The words that the card of an ended request must show. */
const lastWords: { readonly [action: string]: RegExp } = {
  cancelled: /Cancelled|Rejected|Nothing left/u,
  stopped: /Stopped/u,
  expired: /Expired/u,
  succeeded: /Done/u,
  // A run that was stopped, or waited too long, says so instead.
  partial: /Partly done|Stopped by|Not begun in time/u,
  failed: /Not done|Stopped by|Not begun in time/u,
};

/** Buttons that confirm a waiting request, or tick its boxes first. */
const decides = ['approve', 'choose'];

/** Joiners are mentioned when the request ends, whether it ran or not. */
function joinerViolations(
  { id, lines, end }: Story,
  said: ReadonlyMap<string, readonly Said[]>,
  threads: ReadonlyMap<string, readonly Said[]>,
): Violation[] {
  const thread = said.get(`card-${id}`)?.[0]?.ts;
  if (end !== 'over' || thread === undefined) return [];
  const ends = (threads.get(thread) ?? []).filter(({ op }) => tellsTheEnd.test(op));
  return lines
    .filter(({ action }) => action === 'requester_added')
    .filter(({ actor }) => !ends.some(({ text }) => text.includes(`<@${actor}>`)))
    .map(({ actor }) => missing(`${id} is over, and ${actor}, who had joined it, was not told`));
}

const tellsTheEnd = /^(result|cancelled|expired|left_out)-UR-/u;

function cardViolations({ id, lines, end }: Story, said: ReadonlyMap<string, readonly Said[]>): Violation[] {
  if (!lines.some(({ action }) => action === 'listed')) return [];
  const [card] = said.get(`card-${id}`) ?? [];
  if (card === undefined) return [missing(`${id} has no card`)];
  if (end === 'open' && !card.buttons.some((button) => decides.includes(button)))
    return [missing(`${id} waits, and its card cannot be confirmed`)];
  if (end !== 'over') return [];
  const last = lines.findLast((line) => wordOf(line) !== null);
  const word = last === undefined ? null : wordOf(last);
  const live = card.buttons.filter((button) => button !== 'retry');
  return [
    ...(live.length === 0 ? [] : [missing(`${id} is over and its card still has ${live.join(', ')}`)]),
    ...(word === null || lastWords[word]?.test(card.text) === true
      ? []
      : [missing(`${id} is over (${word}) and its card does not say so`)]),
    ...(word === 'succeeded' && card.buttons.length > 0
      ? [missing(`${id} is done and can still be pressed`)]
      : []),
  ];
}

function wordOf(line: AuditLine): string | null {
  if (line.action === 'finished') return String(line.details['status']);
  return line.action === 'cancelled' || line.action === 'expired' || isStop(line) ? line.action : null;
}

function missing(what: string): Violation {
  return { invariant: 4, what, mayHeal: true };
}

function broken(what: string): Violation {
  return { invariant: 4, what, mayHeal: false };
}
