import type { Log } from '../flow/ports/log.js';

/** The time current work gets to finish; another process picks up the rest. */
const graceMs = 9_000;

/** On SIGTERM or SIGINT, finishes the current work, then exits; within ten seconds in any case. */
export function stopOnSignal(stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const begin = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info('process.stopping', 'stopping', { signal });
    const timer = setTimeout(() => {
      log.warn(
        'process.stop_timed_out',
        'stopped before all work was finished; another process will finish it',
        { graceMs },
      );
      process.exit(0);
    }, graceMs);
    stop()
      .catch((error: unknown) =>
        log.error('process.stop_failed', 'could not stop cleanly', { error: String(error) }),
      )
      .finally(() => {
        clearTimeout(timer);
        log.info('process.stopped', 'stopped');
        process.exit(0);
      });
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}
