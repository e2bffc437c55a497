import type { Alerts } from '../flow/ports/alerts.js';
import { withTimeout } from '../shared/with-timeout.js';

/** The time Redis may be unavailable before an alert: a restart or a failover is shorter. */
const awayMs = 60_000;
/** The interval between checks, and the time limit of an answer. */
const pollMs = 5_000;
const timeoutMs = 1_000;

/**
 * Raises an alert for as long as Redis has not answered for a minute. With `appendfsync always` this is the only sign
 * of a full disk: Redis then exits (`flushAppendOnlyFile` in Redis's aof.c; seen with 7.0.15 on a disk of 4 MB).
 */
export function watchRedis(answer: () => Promise<unknown>, alerts: Alerts): { readonly stop: () => void } {
  // Monotonic, because the system clock may be adjusted.
  let answeredAt = performance.now();
  const look = async () => {
    const answered = await withTimeout(
      timeoutMs,
      answer().then(() => true as const),
    ).catch(() => false);
    if (answered === true) answeredAt = performance.now();
    else if (performance.now() - answeredAt > awayMs) alerts.raise({ type: 'redis_away' });
  };
  const timer = setInterval(() => void look(), pollMs).unref();
  return { stop: () => clearInterval(timer) };
}
