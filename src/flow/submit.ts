import type { Command } from '../core/command/command.js';
import type { SubmittedCommand } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import { type BudgetPorts, commandOverBudget, type NotTaken, queryOverBudget } from './over-budget.js';
import type { Jobs } from './ports/jobs.js';
import type { Log } from './ports/log.js';

type AskPorts = { readonly jobs: Pick<Jobs, 'ask'>; readonly log: Log } & BudgetPorts;

/**
 * Step 1, before the chat is told 200: counts the command against the budget of who gave it and makes it durable. Answers
 * with why it was not taken, or null when the answer will come from the job.
 */
export async function submitCommand(asked: SubmittedCommand, ports: AskPorts): Promise<NotTaken | null> {
  return (await countCommand(asked, asked.delivery, ports)) ?? (await enqueueCommand(asked, ports));
}

/** The first half of `ask`; `sending` names what was sent, where the same command may be sent again. */
export async function countCommand(
  asked: SubmittedCommand,
  sending: string,
  ports: AskPorts,
): Promise<NotTaken | null> {
  const { command, requester: user } = asked;
  return unlessUnrecorded(asked, ports, () =>
    command.type === 'unlink'
      ? commandOverBudget(asked, sending, ports)
      : queryOverBudget({ budget: 'looks', user, delivery: sending }, ports),
  );
}

/** The other half. */
export async function enqueueCommand(asked: SubmittedCommand, ports: AskPorts): Promise<NotTaken | null> {
  return unlessUnrecorded(asked, ports, async () => {
    await ports.jobs.ask(asked);
    return null;
  });
}

async function unlessUnrecorded(
  { delivery }: SubmittedCommand,
  { log }: AskPorts,
  take: () => Promise<NotTaken | null>,
): Promise<NotTaken | null> {
  try {
    return await take();
  } catch (error) {
    log.error('a command could not be queued', { delivery, error: String(error) });
    return { note: { type: 'not_recorded' }, isKnown: false };
  }
}

/** What a command is answered with that needs nothing to be looked at; null for every other. */
export function answerOf(command: Command): PrivateMessage | null {
  return command.type === 'help' || command.type === 'mistake' ? command : null;
}
