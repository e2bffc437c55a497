import type { Press } from '../../../../core/command/submitted-command.js';
import { type BudgetPorts, type NotTaken, pressOverBudget } from '../../../../flow/over-budget.js';
import type { Ports } from '../../../../flow/ports/ports.js';
import type { InboundPorts } from '../inbound-ports.js';

/**
 * Counts a press against the presser's budget. Returns why it is refused; null when it is not. `sending` identifies the
 * submission.
 */
export async function countPress(
  press: Press,
  sending: string,
  ports: BudgetPorts & Pick<Ports, 'log'>,
): Promise<NotTaken | null> {
  try {
    return await pressOverBudget(press, sending, ports);
  } catch (error) {
    ports.log.error('press.not_queued', 'could not record a button press', {
      request: press.requestId,
      error: String(error),
    });
    return { note: { type: 'not_recorded' }, isKnown: false };
  }
}

/** Makes a press durable before Slack gets its 200. Returns whether it certainly is. */
export async function queuePress(
  press: Press,
  { jobs, log }: Pick<InboundPorts, 'jobs' | 'log'>,
): Promise<boolean> {
  try {
    await jobs.press(press);
    return true;
  } catch (error) {
    log.error('press.not_queued', 'could not queue a button press', {
      request: press.requestId,
      error: String(error),
    });
    return false;
  }
}

/**
 * Counts and queues a press from a dialog. Returns why that failed, so that the person can submit again; null on
 * success.
 */
export async function takePress(
  press: Press,
  sending: string,
  ports: BudgetPorts & Pick<InboundPorts, 'jobs' | 'log'>,
): Promise<NotTaken['note'] | null> {
  const over = await countPress(press, sending, ports);
  if (over !== null) return over.note;
  return (await queuePress(press, ports)) ? null : { type: 'not_recorded' };
}
