import type { Log } from '../flow/ports/log.js';
import { withTimeout } from '../shared/with-timeout.js';

/** The interval between reads of the audit log's end. */
const pollMs = 60_000;
/** The time limit of the last read during shutdown. */
const lastLookTimeoutMs = 1_000;

/**
 * Logs the end of the audit log as `audit head`: at startup, each minute in which it moved, and at shutdown. Somebody
 * with write access to Redis cannot change these lines.
 */
export function watchAuditHead(
  head: () => Promise<string>,
  log: Log,
): { readonly stop: () => Promise<void> } {
  let told: string | null = null;
  const look = async () => {
    try {
      const now = await head();
      if (now === told) return;
      told = now;
      log.info('audit.head', 'audit head', { head: now === '' ? 'empty' : now });
    } catch (error) {
      log.error('audit.head_unreadable', 'could not read the end of the audit log', { error: String(error) });
    }
  };
  void look();
  const timer = setInterval(() => void look(), pollMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await withTimeout(lastLookTimeoutMs, look());
    },
  };
}
