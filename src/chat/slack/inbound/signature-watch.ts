import type { Alerts } from '../../../flow/ports/alerts.js';

/** Alert after this many Slack-like requests with a wrong signature, and none with a right one. */
const enough = 3;
/** Alert only if no request had the right signature for this long: while such requests come, the secret is right. */
const silenceMs = 60_000;

/**
 * Raises an alert when the signing secret is wrong, from the start or since Slack was given another one. After the
 * first right request, only wrong ones that name the bot's workspace count, so a stranger's do not; before it all
 * count, because Slack names no workspace while it checks a new address.
 */
export class SignatureWatch {
  readonly #alerts: Alerts;
  #workspaces: readonly string[] = [];
  /** Since the last right one. */
  #wrong = 0;
  /** By `performance.now()`; null: there has been none. */
  #rightAt: number | null = null;

  constructor(alerts: Alerts) {
    this.#alerts = alerts;
  }

  /** @param workspaces ids of the workspace and the organisation, as Slack writes them in its payloads */
  serve(workspaces: readonly string[]): void {
    this.#workspaces = workspaces;
  }

  right(): void {
    this.#wrong = 0;
    this.#rightAt = performance.now();
  }

  /** Call for a request that has a current timestamp and was signed with another secret. */
  wrong(body: string): void {
    if (this.#rightAt !== null && !this.#workspaces.some((id) => body.includes(id))) return;
    this.#wrong += 1;
    const isSilent = this.#rightAt === null || performance.now() - this.#rightAt > silenceMs;
    if (isSilent && this.#wrong >= enough) this.#alerts.raise({ type: 'signature_mismatch' });
  }
}
