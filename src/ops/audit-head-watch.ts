import type { Log } from '../flow/ports/log.js';
import { withTimeout } from '../shared/with-timeout.js';

/** How often it is looked where the audit log ends, in milliseconds. */
const pollMs = 60_000;
/** How long the last look may take while the process stops, in milliseconds. */
const lastPatienceMs = 1_000;

/**
 * Writes where the audit log ends into the log of the process, as `audit head`: at once, each minute in which it has moved, and
 * at the end. What stands there cannot be changed by who writes to Redis.
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
      log.info('audit head', { head: now === '' ? 'empty' : now });
    } catch (error) {
      log.error('the end of the audit log could not be read', { error: String(error) });
    }
  };
  void look();
  const timer = setInterval(() => void look(), pollMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await withTimeout(lastPatienceMs, look());
    },
  };
}
