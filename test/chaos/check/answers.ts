import { onItsWay } from './answer-sorts.js';
import { distinct } from './deliveries.js';
import type { Command, History, Press, Violation } from './history.js';
import { storiesOf } from './timelines.js';

/**
 * Invariant 3, and of invariant 5 that every press that did not count is answered. People of the crash test have to do
 * with one request each, so what somebody is told privately answers something of their own.
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

/** What one person did, what came of it, and what they were told. */
interface Dealings {
  readonly commands: Command[];
  readonly presses: Press[];
  whispers: number;
  requests: number;
  /** Requests that have their card. */
  cards: number;
  /** Presses that changed something. */
  counted: number;
}

const counting = ['approved', 'approval_given', 'cancelled', 'stopped', 'retried'];

/**
 * Of everybody but strangers, in one pass: in a long storm there are thousands of people. How often a stranger is told the
 * same is the bot's own affair.
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
  // What was ticked is seen on the card, by whoever ticked it as by all.
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

/** Fewer answers than things that were acknowledged and have to be answered. */
function untold(user: string, { commands, presses, whispers, cards, counted }: Dealings): Violation[] {
  const toAnswer = distinct(commands).filter((command) => command.isAcknowledged).length;
  const acknowledged = distinct(presses).filter((press) => press.isAcknowledged).length;
  const notCounted = Math.max(0, acknowledged - counted);
  const given = cards + whispers;
  if (given >= toAnswer + notCounted) return [];
  const what = `${user}: ${toAnswer} commands and ${notCounted} presses that did not count were acknowledged, and there were ${cards} cards and ${whispers} private answers`;
  return [{ invariant: toAnswer > given ? 3 : 5, what, mayHeal: true }];
}

/** The same command, however often it was delivered, is one request and one card. */
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

/** How many private answers there were beyond those that were due: when the answer to one is lost, it is given again. */
export function answersTwice(history: History): number {
  return [...dealingsOf(history).values()].reduce((sum, { commands, presses, whispers, cards, counted }) => {
    const due = distinct(commands).length + distinct(presses).length;
    return whispers === 0 ? sum : sum + Math.max(0, whispers + cards + counted - due);
  }, 0);
}
