import { onItsWay } from './answer-sorts.js';
import { distinct } from './deliveries.js';
import type { Command, History, Press, Violation } from './history.js';
import { storiesOf } from './timelines.js';

/**
 * Invariant 3, and from invariant 5 that every press that did not count is answered. Each person in the crash
 * test is concerned with one request, so a private answer to them is about an action of their own.
 */
export function answerViolations(history: History): Violation[] {
  return [
    ...[...dealingsOf(history)].flatMap(([user, dealings]) => [
      ...untold(user, dealings),
      ...tooMany(user, dealings),
    ]),
    ...cardsTwice(history),
    ...history.turnedAway.map(({ status }): Violation => {
      const what = `a delivery with Slack’s signature was answered with ${status}`;
      return { invariant: 3, what, mayHeal: false };
    }),
  ];
}

/** One person's actions, their effects, and the private answers. */
interface Dealings {
  readonly commands: Command[];
  readonly presses: Press[];
  whispers: number;
  requests: number;
  /** Requests with a card. */
  cards: number;
  /** Presses that changed something. */
  counted: number;
}

const counting = ['approved', 'approval_given', 'cancelled', 'stopped', 'retried'];

/**
 * For everybody but strangers, in one pass: a long storm has thousands of people. How often the bot repeats
 * an answer to a stranger is its own affair.
 */
function dealingsOf(history: History): ReadonlyMap<string, Dealings> {
  const all = new Map<string, Dealings>();
  const of = (user: string): Dealings => {
    const known = all.get(user) ?? {
      commands: [],
      presses: [],
      whispers: 0,
      requests: 0,
      cards: 0,
      counted: 0,
    };
    all.set(user, known);
    return known;
  };
  for (const command of history.commands) of(command.user).commands.push(command);
  // The card shows a tick to everybody, and so to the person who made it.
  for (const press of history.presses) if (press.action !== 'choose') of(press.user).presses.push(press);
  for (const { to, text } of history.whispers) if (!onItsWay.test(text)) of(to).whispers += 1;
  for (const { actor, action } of history.audit) if (counting.includes(action)) of(actor).counted += 1;
  const ops = new Set(history.said.map(({ op }) => op));
  for (const { id, requester } of storiesOf(history).values()) {
    of(requester).requests += 1;
    if (ops.has(`card-${id}`)) of(requester).cards += 1;
  }
  for (const stranger of history.strangers) all.delete(stranger);
  return all;
}

/** Reports fewer answers than acknowledged actions that need one. */
function untold(user: string, { commands, presses, whispers, cards, counted }: Dealings): Violation[] {
  const toAnswer = distinct(commands).filter((command) => command.isAcknowledged).length;
  const acknowledged = distinct(presses).filter((press) => press.isAcknowledged).length;
  const notCounted = Math.max(0, acknowledged - counted);
  const given = cards + whispers;
  if (given >= toAnswer + notCounted) return [];
  const what = `${user}: ${toAnswer} commands and ${notCounted} presses that did not count were acknowledged, and there were ${cards} cards and ${whispers} private answers`;
  return [{ invariant: toAnswer > given ? 3 : 5, what, mayHeal: true }];
}

/** Repeated deliveries of a command must make one request and one card. */
function tooMany(user: string, { commands, requests }: Dealings): Violation[] {
  const asked = distinct(commands).length;
  if (requests <= asked) return [];
  return [{ invariant: 3, what: `${user}: ${asked} commands became ${requests} requests`, mayHeal: false }];
}

function cardsTwice({ said }: History): Violation[] {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const { op } of said) if (op.startsWith('card-')) (once.has(op) ? twice : once).add(op);
  return [...twice].map((op) => ({ invariant: 3, what: `${op} was posted twice`, mayHeal: false }));
}

/** Counts the private answers beyond those due: when an answer is lost, the bot gives it again. */
export function answersTwice(history: History): number {
  return [...dealingsOf(history).values()].reduce((sum, { commands, presses, whispers, cards, counted }) => {
    const due = distinct(commands).length + distinct(presses).length;
    return whispers === 0 ? sum : sum + Math.max(0, whispers + cards + counted - due);
  }, 0);
}
