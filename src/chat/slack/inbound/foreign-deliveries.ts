import type { Log } from '../../../flow/ports/log.js';

/** They are told in the log at most so often, in milliseconds: whoever sends them shall not fill it. */
const toldEveryMs = 60_000;

/** Counts the deliveries of other workspaces and apps, which nobody here answers. */
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
    this.#log.warn('deliveries of another workspace or app are dropped', { dropped: this.#dropped });
  }
}
