import type { Alerts } from '../flow/ports/alerts.js';

/** For so long, in milliseconds, no worker may be there before somebody is called: a restart is over sooner. */
const awayMs = 30_000;
/** How often it is looked, in milliseconds. */
const pollMs = 5_000;

/**
 * Raises an alert for as long as no worker has been there for half a minute; while Redis does not say, nothing is known.
 * @param seen hears each time whether one is there; never rejects
 */
export function watchWorkers(
  isThere: () => Promise<boolean>,
  alerts: Alerts,
  seen: (isThere: boolean) => Promise<void> = async () => undefined,
): { readonly stop: () => void } {
  // Not the time of day, which may be set anew.
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
