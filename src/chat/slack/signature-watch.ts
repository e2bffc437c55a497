import type { Alerts } from '../../flow/ports/alerts.js';

/** So many requests that look like Slack's, and not one that is: the signing secret is not this app's. */
const enough = 3;

/**
 * Raises an alert where the signing secret is wrong. Whoever is not Slack can bring it about only before Slack's first
 * request has come: after one that was right, this process never raises it.
 */
export class SignatureWatch {
  readonly #alerts: Alerts;
  #wrong = 0;
  #wasRight = false;

  constructor(alerts: Alerts) {
    this.#alerts = alerts;
  }

  right(): void {
    this.#wasRight = true;
  }

  /** The request was signed for now, with another secret. */
  wrong(): void {
    this.#wrong += 1;
    if (!this.#wasRight && this.#wrong >= enough) this.#alerts.raise({ type: 'signature_mismatch' });
  }
}
