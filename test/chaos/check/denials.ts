import { type AnswerSort, sortOf } from './answer-sorts.js';
import { clockErrorMs } from './clock-error.js';
import { distinct } from './deliveries.js';
import { grouped } from './grouped.js';
import type { Command, History, Press, Violation, Whisper } from './history.js';
import { storiesOf } from './timelines.js';

/**
 * Invariant 3: a press or command that the bot has called void is never done, neither before nor later. A
 * private answer does not name its cause, so its reader must have made a press or a command before it, of a
 * kind that it speaks of, that came to nothing.
 */
export function denialViolations(history: History): Violation[] {
  const deeds = grouped([...pressesOf(history), ...commandsOf(history)], ({ user }) => user);
  return history.whispers.flatMap((postPrivately) => {
    const sort = sortOf(postPrivately.text);
    if (sort === null) return [broken(postPrivately, 'nobody knows what to hold that against')];
    if (sort.denies.length === 0 || history.strangers.has(postPrivately.to)) return [];
    return heldAgainst(postPrivately, sort, deeds.get(postPrivately.to) ?? []);
  });
}

/** A press or command of one person, and whether it had an effect. */
interface Deed {
  readonly user: string;
  readonly what: string;
  readonly at: number;
  readonly isDone: boolean;
}

function heldAgainst(
  postPrivately: Whisper,
  { denies, ageMs = 0 }: AnswerSort,
  deeds: readonly Deed[],
): Violation[] {
  const before = deeds.filter(
    ({ what, at }) => denies.includes(what) && at <= postPrivately.at + clockErrorMs,
  );
  const undone = before.filter(({ isDone }) => !isDone);
  if (undone.length === 0)
    return [
      broken(postPrivately, before.length === 0 ? 'and had done nothing of the kind' : 'and it was done'),
    ];
  if (undone.some(({ at }) => postPrivately.at - at >= ageMs - clockErrorMs)) return [];
  return [broken(postPrivately, 'and had done it only a moment before')];
}

/** The audit actions by which a press of each kind counts. */
const countedBy: { readonly [action: string]: readonly string[] } = {
  approve: ['approved', 'approval_given'],
  cancel: ['cancelled'],
  reject: ['cancelled'],
  stop: ['stopped'],
  retry: ['retried'],
  choose: ['chosen'],
  take_back: ['approval_taken_back'],
};

/**
 * An entry has the time at which its press arrived, so it belongs to the newest earlier press without an
 * entry. It does not matter which of two presses of the same person and kind that is: one of them had an
 * effect.
 */
function pressesOf({ presses, audit }: History): Deed[] {
  const lines = grouped(audit, ({ actor, requestId }) => `${actor} ${requestId}`);
  const groups = grouped(distinct(presses), ({ user, requestId }) => `${user} ${requestId}`);
  return [...groups].flatMap(([key, own]) => {
    const counted = new Set<Press>();
    for (const { action, at } of lines.get(key) ?? []) {
      const newest = own.findLast(
        (press) =>
          countedBy[press.action]?.includes(action) === true &&
          press.at <= at + clockErrorMs &&
          !counted.has(press),
      );
      if (newest !== undefined) counted.add(newest);
    }
    return own.map((press) => ({
      ...{ user: press.user, what: press.action, at: press.at },
      isDone: counted.has(press),
    }));
  });
}

/** A command is done if it led to a card, or joined another request. */
function commandsOf(history: History): Deed[] {
  const cards = new Set(history.said.map(({ op }) => op));
  const done = grouped(
    [...storiesOf(history).values()].filter(
      ({ id, lines }) => cards.has(`card-${id}`) || lines.some(({ action }) => action === 'joined'),
    ),
    ({ requester }) => requester,
  );
  return [...grouped(distinct(history.commands), ({ user }) => user)].flatMap(([user, own]) => {
    const counted = new Set<Command>();
    for (const { lines } of done.get(user) ?? []) {
      const asked = lines.find(({ action }) => action === 'asked')?.at ?? 0;
      const newest = own.findLast((command) => command.at <= asked + clockErrorMs && !counted.has(command));
      if (newest !== undefined) counted.add(newest);
    }
    return own.map((command) => ({ user, what: 'ask', at: command.at, isDone: counted.has(command) }));
  });
}

function broken({ to, text }: Whisper, problem: string): Violation {
  return { invariant: 3, what: `${to} was told “${text}”, ${problem}`, mayHeal: false };
}
