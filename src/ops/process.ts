import type { Log, LogFacts } from '../flow/ports/log.js';
import { stopOnSignal } from './shutdown.js';

export interface Started {
  readonly stop: () => Promise<void>;
  readonly log: Log;
  /** Logged when the process is ready. */
  readonly facts: LogFacts;
}

/** Starts a process of the bot. If it cannot start, it says why in plain words and exits with 1. */
export async function startProcess(name: 'web' | 'worker', start: () => Promise<Started>): Promise<void> {
  try {
    const { stop, log, facts } = await start();
    // Before the log line, because whoever waits for it may end the process at once.
    stopOnSignal(stop, log);
    log.info('process.ready', `${name} is ready`, facts);
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        log.error(
          'process.crashed',
          'the process ends after an unhandled error; another process takes over its work',
          {
            error: String(error),
          },
        );
        process.exit(1);
      });
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
