import type { Alerts } from '../flow/ports/alerts.js';
import { TryLater } from '../flow/try-later.js';

/** This process leaves a newer version's request alone for this long. */
const leftForMs = 5_000;
/** By then a roll-out is over, and this process should have been replaced. */
const rolledOutMs = 10 * 60_000;

/** A newer version of the bot wrote this request: a process that understands it must handle it. */
export class NewerRecord extends TryLater {
  constructor(id: string) {
    super(leftForMs, `request ${id} was written by a newer version of the bot`);
  }
}

/** Raises an alert when this process has met newer records for too long. */
export class NewerRecords {
  readonly #alerts: Alerts;
  readonly #elapsed: () => number;
  #since: number | null = null;

  /** `elapsed`: milliseconds of a clock that nobody can set. */
  constructor(alerts: Alerts, elapsed: () => number = () => performance.now()) {
    this.#alerts = alerts;
    this.#elapsed = elapsed;
  }

  met(requestId: string): void {
    this.#since ??= this.#elapsed();
    if (this.#elapsed() - this.#since > rolledOutMs) this.#alerts.raise({ type: 'newer_record', requestId });
  }
}
