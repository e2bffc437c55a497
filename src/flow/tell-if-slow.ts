import type { SubmittedCommand } from '../core/command/submitted-command.js';
import type { Ports } from './ports/ports.js';
import { slowMessageKey } from './private-message-key.js';
import { recipientOf } from './recipient.js';

/** After this long, a person wonders whether the bot heard them. */
export const silenceMs = 1_500;

/** The minimum wait, for a job that starts late or is repeated after its answer. */
const lateMs = 500;

/**
 * Runs `look` and tells the requester if it takes a while: once, however often the job runs, and never after the
 * result. A failure to tell does not fail the job.
 */
export async function tellIfSlow<T>(
  ask: SubmittedCommand,
  look: () => Promise<T>,
  { chat, later, now, log }: Pick<Ports, 'chat' | 'later' | 'now' | 'log'>,
): Promise<T> {
  const { delivery, askedAt } = ask;
  let telling: Promise<void> | null = null;
  const stop = later(Math.max(lateMs, askedAt + silenceMs - now()), () => {
    telling = chat
      .tell(slowMessageKey(delivery), recipientOf(ask), { type: 'looking_up' })
      .catch((error: unknown) => {
        log.warn('look_up.notice_failed', 'could not tell a requester that the look-up takes a while', {
          delivery,
          error: String(error),
        });
      });
  });
  try {
    return await look();
  } finally {
    stop();
    await telling;
  }
}
