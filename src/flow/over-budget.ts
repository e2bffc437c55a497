import type { Press, SubmittedCommand } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import type { Budget } from '../core/request/budgets.js';
import type { BudgetCounter } from './ports/budgets.js';
import type { Ports } from './ports/ports.js';
import type { RequestStore } from './ports/store.js';
import { type CountedQuery, refuseCommand, refusePress, refuseQuery } from './refuse.js';

export interface BudgetPorts extends Pick<Ports, 'now'> {
  readonly budgets: BudgetCounter;
  readonly store: Pick<RequestStore, 'refuse'>;
}

/** Why something that somebody sent is not taken. */
export interface NotTaken {
  readonly note: PrivateMessage;
  /** They were told so already, and until when: no message of its own says it again. */
  readonly isKnown: boolean;
}

type OverBudget = NotTaken & { readonly note: Extract<PrivateMessage, { type: 'over_budget' }> };

/**
 * Counts a command against the budget of who gave it. Null: it is within. The first that is over is a refusal, stored
 * before anybody is told; those that follow until the budget is fresh leave nothing behind. `sending` names what was
 * sent: a dialog may be sent again once it is taken. Rejects when the memory does not answer.
 */
export function commandOverBudget(
  ask: SubmittedCommand,
  sending: string,
  ports: BudgetPorts,
): Promise<OverBudget | null> {
  const sent = { budget: 'asks', user: ask.requester, delivery: sending } as const;
  return overBudget(sent, ports, (why) => refuseCommand({ ...ask, delivery: sending }, why, ports));
}

/** The same of a press. */
export function pressOverBudget(
  press: Press,
  sending: string,
  ports: BudgetPorts,
): Promise<OverBudget | null> {
  const sent = { budget: 'presses', user: press.user, delivery: sending } as const;
  return overBudget(sent, ports, (why) => refusePress({ ...press, press: sending }, why, ports));
}

/** The same of what only looks. */
export function queryOverBudget(look: CountedQuery, ports: BudgetPorts): Promise<OverBudget | null> {
  return overBudget(look, ports, (why) => refuseQuery(look, why, ports));
}

async function overBudget(
  sent: { readonly budget: Budget; readonly user: string; readonly delivery: string },
  { budgets }: BudgetPorts,
  refuse: (why: OverBudget['note']) => Promise<unknown>,
): Promise<OverBudget | null> {
  const counted = await budgets.count(sent.budget, sent.user, sent.delivery);
  if (counted.type === 'within') return null;
  const { most, until, isFirst } = counted;
  const note = { type: 'over_budget', budget: sent.budget, most, until } as const;
  if (isFirst) await refuse(note);
  return { note, isKnown: !isFirst };
}
