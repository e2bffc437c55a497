import type { Log } from '../flow/ports/log.js';
import { stopOnSignal } from './shutdown.js';

/** Starts a process of the bot; when it cannot start it says why in plain words and exits with 1. */
export async function startProcess(
  start: () => Promise<{ readonly stop: () => Promise<void>; readonly log: Log }>,
): Promise<void> {
  try {
    const { stop, log } = await start();
    stopOnSignal(stop, log);
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        log.error('the process ends: something was not handled; what was in hand is taken up by another', {
          error: String(error),
        });
        process.exit(1);
      });
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
