/**
 * Has everything in this process tell the time by the clock that all processes share. BullMQ stamps jobs and gives out
 * those whose time has come by `Date.now()` (`promoteDelayedJobs` in its moveToActive script is handed it), and takes no
 * clock; Slack's signatures and the log go by it as well. A worker whose machine's clock was ahead would otherwise begin,
 * remind and try again too early for all.
 */
export function adoptTime(now: () => number): void {
  Date.now = now;
}
