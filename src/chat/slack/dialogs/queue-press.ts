import type { Press } from '../../../core/ask.js';
import type { Ports } from '../../../flow/ports.js';

/** Makes a press durable before Slack is told 200. Answers whether it is certain. */
export async function queuePress(press: Press, { jobs, log }: Pick<Ports, 'jobs' | 'log'>): Promise<boolean> {
  try {
    await jobs.press(press);
    return true;
  } catch (error) {
    log.error('a press could not be queued', { request: press.requestId, error: String(error) });
    return false;
  }
}
