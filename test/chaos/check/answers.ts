import type { Command, History, Violation } from './history.js';
import { type Story, storiesOf } from './stories.js';

/**
 * Invariant 3, and of invariant 5 that every press that did not count is answered. People of the crash test have to do
 * with one request each, so what somebody is told privately answers something of their own.
 */
export function answerViolations(history: History): Violation[] {
  const stories = [...storiesOf(history).values()];
  const users = new Set([...history.commands, ...history.presses].map(({ user }) => user));
  return [
    ...[...users].flatMap((user) => [...untold(user, stories, history), ...tooMany(user, stories, history)]),
    ...cardsTwice(history),
  ];
}

/** Fewer answers than things that were acknowledged and have to be answered. */
function untold(user: string, stories: readonly Story[], history: History): Violation[] {
  const commands = distinct(history.commands.filter((command) => command.user === user));
  const presses = distinct(history.presses.filter((press) => press.user === user));
  const toAnswer = commands.filter((command) => command.isAcknowledged);
  const notCounted = Math.max(
    0,
    presses.filter((press) => press.isAcknowledged).length - countedOf(user, history),
  );
  const cards = cardsOf(user, stories, history);
  const whispers = history.whispers.filter(({ to }) => to === user).length;
  const needed = toAnswer.length + notCounted;
  const given = cards + whispers;
  if (given >= needed) return [];
  const commandsLeft = toAnswer.length > cards + whispers;
  const what = `${user}: ${toAnswer.length} commands and ${notCounted} presses that did not count were acknowledged, and there were ${cards} cards and ${whispers} private answers`;
  return [{ invariant: commandsLeft ? 3 : 5, what, mayHeal: true }];
}

/** The same command, however often it was delivered, is one request and one card. */
function tooMany(user: string, stories: readonly Story[], history: History): Violation[] {
  const commands = distinct(history.commands.filter((command) => command.user === user)).length;
  const requests = stories.filter(({ requester }) => requester === user).length;
  if (requests <= commands) return [];
  return [
    { invariant: 3, what: `${user}: ${commands} commands became ${requests} requests`, mayHeal: false },
  ];
}

function cardsTwice({ said }: History): Violation[] {
  const cards = said.flatMap(({ op }) => (op.startsWith('card-') ? [op] : []));
  const twice = new Set(cards.filter((op, index) => cards.indexOf(op) !== index));
  return [...twice].map((op) => ({ invariant: 3, what: `${op} was posted twice`, mayHeal: false }));
}

function cardsOf(user: string, stories: readonly Story[], { said }: History): number {
  return stories.filter(
    ({ id, requester }) => requester === user && said.some(({ op }) => op === `card-${id}`),
  ).length;
}

const counting = ['approved', 'approval_given', 'cancelled', 'stopped', 'retried', 'chosen'];

/** How many presses of this person changed something. */
function countedOf(user: string, { audit }: History): number {
  return audit.filter(({ actor, action }) => actor === user && counting.includes(action)).length;
}

/** A delivery that was repeated counts once, and is acknowledged when one of them was. */
export function distinct<T extends Pick<Command, 'key' | 'isAcknowledged'>>(deliveries: readonly T[]): T[] {
  const kept = new Map<string, T>();
  for (const delivery of deliveries) {
    const known = kept.get(delivery.key);
    if (known === undefined || (!known.isAcknowledged && delivery.isAcknowledged))
      kept.set(delivery.key, delivery);
  }
  return [...kept.values()];
}

/** How many private answers there were beyond those that were due: when the answer to one is lost, it is given again. */
export function answersTwice(history: History): number {
  const stories = [...storiesOf(history).values()];
  const users = new Set(history.whispers.map(({ to }) => to));
  return [...users].reduce((sum, user) => {
    const mine = <T extends { user: string }>(all: readonly T[]) => all.filter((each) => each.user === user);
    const due = distinct(mine(history.commands)).length + distinct(mine(history.presses)).length;
    const given = history.whispers.filter(({ to }) => to === user).length + cardsOf(user, stories, history);
    return sum + Math.max(0, given + countedOf(user, history) - due);
  }, 0);
}
