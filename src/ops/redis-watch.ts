import type { Alerts } from '../flow/ports/alerts.js';
import { withTimeout } from '../shared/with-timeout.js';

/** For so long, in milliseconds, Redis may be away before somebody is called: a restart or a fail-over is over sooner. */
const awayMs = 60_000;
/** How often it is looked, and how long an answer may take, in milliseconds. */
const pollMs = 5_000;
const timeoutMs = 1_000;

/**
 * Raises an alert for as long as Redis has not answered for a minute. With `appendfsync always` a full disk shows itself
 * only so: Redis then ends itself (`flushAppendOnlyFile` in Redis's aof.c; seen with 7.0.15 on a disk of 4 MB).
 */
export function watchRedis(answer: () => Promise<unknown>, alerts: Alerts): { readonly stop: () => void } {
  // Not the time of day, which may be set anew.
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
