import type { Press } from '../../../../core/command/submitted-command.js';
import { type BudgetPorts, type NotTaken, pressOverBudget } from '../../../../flow/over-budget.js';
import type { Ports } from '../../../../flow/ports/ports.js';
import type { InboundPorts } from '../inbound-ports.js';

/** Counts a press against the presser's budget; answers with why it is not taken, null when it is. `sending` names what was sent. */
export async function countPress(
  press: Press,
  sending: string,
  ports: BudgetPorts & Pick<Ports, 'log'>,
): Promise<NotTaken | null> {
  try {
    return await pressOverBudget(press, sending, ports);
  } catch (error) {
    ports.log.error('a press could not be counted', { request: press.requestId, error: String(error) });
    return { note: { type: 'not_recorded' }, isKnown: false };
  }
}

/** Makes a press durable before Slack is told 200. Answers whether it is certain. */
export async function queuePress(
  press: Press,
  { jobs, log }: Pick<InboundPorts, 'jobs' | 'log'>,
): Promise<boolean> {
  try {
    await jobs.press(press);
    return true;
  } catch (error) {
    log.error('a press could not be queued', { request: press.requestId, error: String(error) });
    return false;
  }
}

/** The two together, for what a dialog sends: whoever hears why it was not taken can send it again. */
export async function takePress(
  press: Press,
  sending: string,
  ports: BudgetPorts & Pick<InboundPorts, 'jobs' | 'log'>,
): Promise<NotTaken['note'] | null> {
  const over = await countPress(press, sending, ports);
  if (over !== null) return over.note;
  return (await queuePress(press, ports)) ? null : { type: 'not_recorded' };
}
