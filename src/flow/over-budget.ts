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

/** The reason why something a person sent is refused. */
export interface NotTaken {
  readonly note: PrivateMessage;
  /** They were already told, and until when, so no message repeats it. */
  readonly isKnown: boolean;
}

type OverBudget = NotTaken & { readonly note: Extract<PrivateMessage, { type: 'over_budget' }> };

/**
 * Counts a command against its requester's budget; null if within. The first one over budget gets a stored refusal
 * before anybody is told; later ones, until the budget renews, leave no trace. `sending` identifies what was sent,
 * because an accepted dialog may be sent again. Rejects if the memory does not answer.
 */
export function commandOverBudget(
  ask: SubmittedCommand,
  sending: string,
  ports: BudgetPorts,
): Promise<OverBudget | null> {
  const sent = { budget: 'asks', user: ask.requester, delivery: sending } as const;
  return overBudget(sent, ports, (why) => refuseCommand({ ...ask, delivery: sending }, why, ports));
}

/** The same for a click. */
export function pressOverBudget(
  press: Press,
  sending: string,
  ports: BudgetPorts,
): Promise<OverBudget | null> {
  const sent = { budget: 'presses', user: press.user, delivery: sending } as const;
  return overBudget(sent, ports, (why) => refusePress({ ...press, press: sending }, why, ports));
}

/** The same for a query. */
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
