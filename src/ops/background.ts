import type { Log } from '../flow/ports/log.js';
import type { LogEvent } from '../flow/ports/log-event.js';

/** Work that nobody waits for until the process stops. */
export class Background {
  readonly #log: Log;
  readonly #inHand = new Set<Promise<void>>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Starts the work and returns at once; if it fails, the log says `failed`. */
  begin(work: () => Promise<void>, event: LogEvent, failed: string): void {
    const over: Promise<void> = work()
      .catch((error: unknown) => this.#log.error(event, failed, { error: String(error) }))
      .finally(() => this.#inHand.delete(over));
    this.#inHand.add(over);
  }

  /** Resolves when all started work is over. */
  async done(): Promise<void> {
    while (this.#inHand.size > 0) await Promise.all(this.#inHand);
  }
}
