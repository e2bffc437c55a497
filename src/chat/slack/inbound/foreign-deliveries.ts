import type { Log } from '../../../flow/ports/log.js';

/** At most one log line per interval, so that a foreign sender cannot fill the log. */
const toldEveryMs = 60_000;

/** Counts and logs deliveries of other workspaces and apps, which the bot does not answer. */
export class ForeignDeliveries {
  readonly #log: Log;
  #dropped = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(log: Log) {
    this.#log = log;
  }

  drop(): void {
    this.#dropped += 1;
    const now = performance.now();
    if (now - this.#toldAt < toldEveryMs) return;
    this.#toldAt = now;
    this.#log.warn('slack.foreign_delivery', 'dropped deliveries of another workspace or app', {
      dropped: this.#dropped,
    });
  }
}
