import type { Alerts } from '../flow/ports/alerts.js';

/** The time without a worker before an alert: a restart is shorter. */
const awayMs = 30_000;
/** The interval between checks. */
const pollMs = 5_000;

/**
 * Raises an alert for as long as no worker has run for half a minute. While Redis does not answer, nothing is known.
 * @param seen receives the result of each check; never rejects
 */
export function watchWorkers(
  isThere: () => Promise<boolean>,
  alerts: Alerts,
  seen: (isThere: boolean) => Promise<void> = async () => undefined,
): { readonly stop: () => void } {
  // Monotonic, because the system clock may be adjusted.
  let seenAt = performance.now();
  const look = async () => {
    const there = await isThere().catch(() => 'unknown' as const);
    if (there === true) seenAt = performance.now();
    else if (there === false && performance.now() - seenAt > awayMs) alerts.raise({ type: 'no_worker' });
    if (there !== 'unknown') await seen(there);
  };
  const timer = setInterval(() => void look(), pollMs).unref();
  return { stop: () => clearInterval(timer) };
}
