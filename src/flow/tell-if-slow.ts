import type { SubmittedCommand } from '../core/command/submitted-command.js';
import type { Ports } from './ports/ports.js';
import { slowMessageKey } from './private-message-key.js';

/** So long after they asked, in milliseconds, somebody wonders whether they were heard. */
export const silenceMs = 1_500;

/** A job that begins late, or runs once more when its answer was given, has so long, in milliseconds, to be over. */
const lateMs = 500;

/**
 * QueryAudit something up, and tells who asked that it takes a while where it does: once, however often the job runs, and never
 * after its answer. That it could not be told is no reason to fail.
 */
export async function tellIfSlow<T>(
  { delivery, requester: user, channel, thread, askedAt }: SubmittedCommand,
  look: () => Promise<T>,
  { chat, later, now, log }: Pick<Ports, 'chat' | 'later' | 'now' | 'log'>,
): Promise<T> {
  let telling: Promise<void> | null = null;
  const stop = later(Math.max(lateMs, askedAt + silenceMs - now()), () => {
    telling = chat
      .tell(slowMessageKey(delivery), { user, place: { channel, thread } }, { type: 'looking_up' })
      .catch((error: unknown) => {
        log.warn('somebody was not told that a look-up takes a while', { delivery, error: String(error) });
      });
  });
  try {
    return await look();
  } finally {
    stop();
    await telling;
  }
}
