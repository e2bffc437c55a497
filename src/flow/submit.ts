import type { Command } from '../core/command/command.js';
import type { SubmittedCommand } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import { type BudgetPorts, commandOverBudget, type NotTaken, queryOverBudget } from './over-budget.js';
import type { Jobs } from './ports/jobs.js';
import type { Log } from './ports/log.js';

type AskPorts = { readonly jobs: Pick<Jobs, 'ask'>; readonly log: Log } & BudgetPorts;

/**
 * Step 1, before the chat gets its 200: counts the command against its requester's budget and stores it. Returns why
 * it was refused; null if the job will answer.
 */
export async function submitCommand(asked: SubmittedCommand, ports: AskPorts): Promise<NotTaken | null> {
  return (await countCommand(asked, asked.delivery, ports)) ?? (await enqueueCommand(asked, ports));
}

/**
 * The first half of `submitCommand`; `sending` identifies what was sent, because the same command may be sent again.
 */
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

/** The second half of `submitCommand`. */
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
    log.error('command.not_queued', 'could not queue a command', { delivery, error: String(error) });
    return { note: { type: 'not_recorded' }, isKnown: false };
  }
}

/** The reply to a command that needs no lookup; null for any other. */
export function answerOf(command: Command): PrivateMessage | null {
  return command.type === 'help' || command.type === 'mistake' ? command : null;
}
