import type { Alerts } from '../flow/ports/alerts.js';
import { TryLater } from '../flow/try-later.js';

/** How long a request of a newer version is left alone by this process, in milliseconds. */
const leftForMs = 5_000;
/** By then, in milliseconds, a roll-out is over, and this process should have been replaced. */
const rolledOutMs = 10 * 60_000;

/** A newer version of the bot has written this request: it is for a process that understands it. */
export class NewerRecord extends TryLater {
  constructor(id: string) {
    super(leftForMs, `request ${id} was written by a newer version of the bot`);
  }
}

/** Says when this process has been older than what it meets for too long. */
export class NewerRecords {
  readonly #alerts: Alerts;
  readonly #elapsed: () => number;
  #since: number | null = null;

  /** `elapsed`: milliseconds since some moment, whatever the time of day is set to. */
  constructor(alerts: Alerts, elapsed: () => number = () => performance.now()) {
    this.#alerts = alerts;
    this.#elapsed = elapsed;
  }

  met(requestId: string): void {
    this.#since ??= this.#elapsed();
    if (this.#elapsed() - this.#since > rolledOutMs) this.#alerts.raise({ type: 'newer_record', requestId });
  }
}
