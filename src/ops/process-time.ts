/**
 * Makes everything in this process use the clock that all processes share. BullMQ stamps jobs and releases due ones
 * by `Date.now()` (passed to `promoteDelayedJobs` in its moveToActive script) and accepts no clock; Slack's
 * signatures and the log use it too. A worker whose machine's clock is ahead would otherwise start, remind and retry
 * too early for everybody.
 */
export function adoptTime(now: () => number): void {
  Date.now = now;
}
