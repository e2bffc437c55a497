import type { Alerts } from '../../../flow/ports/alerts.js';

/** So many requests that look like Slack's, and none that is, before somebody is called. */
const enough = 3;
/** For so long, in milliseconds, none of Slack's may have come before that: while they come, the secret is right. */
const silenceMs = 60_000;

/**
 * Raises an alert where the signing secret is wrong: from the start, or since Slack was given another one. Once Slack's
 * first request has come, a stranger's are told from Slack's by the workspace that Slack names; before, any counts, since
 * Slack names none while it checks a new address.
 */
export class SignatureWatch {
  readonly #alerts: Alerts;
  #workspaces: readonly string[] = [];
  /** Since the last that was right. */
  #wrong = 0;
  /** By `performance.now()`; null: none was right yet. */
  #rightAt: number | null = null;

  constructor(alerts: Alerts) {
    this.#alerts = alerts;
  }

  /** @param workspaces the ids of the workspace and the organisation, as Slack writes them in what it sends */
  serve(workspaces: readonly string[]): void {
    this.#workspaces = workspaces;
  }

  right(): void {
    this.#wrong = 0;
    this.#rightAt = performance.now();
  }

  /** The request was signed for now, with another secret. */
  wrong(body: string): void {
    if (this.#rightAt !== null && !this.#workspaces.some((id) => body.includes(id))) return;
    this.#wrong += 1;
    const isSilent = this.#rightAt === null || performance.now() - this.#rightAt > silenceMs;
    if (isSilent && this.#wrong >= enough) this.#alerts.raise({ type: 'signature_mismatch' });
  }
}
