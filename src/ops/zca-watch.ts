import { type TroubleSeen, troubleIn } from '../core/request/zca-trouble.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import type { ZcaState, ZcaStateMemory, ZcaWitness } from '../flow/ports/zca-state.js';
import { ZcaDenied, ZcaError, ZcaRefused } from '../flow/zca-error.js';
import { withTimeout } from '../shared/with-timeout.js';

/** A ZCA that is away for less than this, in milliseconds, calls nobody: a connection may break once. */
const awayMs = 5_000;
/** A failure after so long without a call, in milliseconds, is a new one. */
const forgottenMs = 60_000;
/** How often it is seen to whether somebody has to look, in milliseconds. */
const tickMs = 2_500;
/** What all know already is not said to them again for so long, in milliseconds. */
const knownMs = 10_000;
/** At its start a worker waits for the first look for so long, in milliseconds. */
const firstMs = 2_000;

export interface ZcaWatchOptions {
  readonly alerts: Alerts;
  readonly memory: ZcaStateMemory;
  /** Where the ZCA is, and the setting that says so. */
  readonly place: ZcaPlace;
  readonly log: Log;
}

export interface ZcaPlace {
  /** Host and port; no more of the address. */
  readonly host: string;
  readonly setting: 'ZCA_API_URL' | 'ZCA_CONSOLE_URL';
}

/**
 * Raises an alert while the ZCA cannot be reached, or answers what it should not, as the calls of this process show; where
 * nobody calls, `begin` looks.
 */
export class ZcaWatch implements ZcaWitness {
  readonly #options: ZcaWatchOptions;
  /** By `performance.now()`; null: the last call was answered. */
  #failingSince: number | null = null;
  #failedAt = 0;
  #isTold = false;
  #noted: { readonly state: ZcaState; readonly at: number } | null = null;

  constructor(options: ZcaWatchOptions) {
    this.#options = options;
  }

  answered(): void {
    if (this.#failingSince !== null) this.#options.log.info('the ZCA answers again');
    this.#failingSince = null;
    this.#isTold = false;
    this.#note('answers');
  }

  failed(error: unknown): void {
    if (error instanceof ZcaDenied || error instanceof ZcaRefused) this.answered();
    const trouble = error instanceof ZcaError ? troubleIn(error.failure) : null;
    if (trouble !== null) this.#inTrouble(trouble);
  }

  /**
   * From now on looks where for half a minute no call of any process has shown whether the ZCA answers, and soon after a
   * call that has failed. Resolves after the first look, or when that takes long.
   * @param look a cheap reading, that goes through this witness
   */
  async begin(look: () => Promise<unknown>): Promise<{ readonly stop: () => void }> {
    let underWay: Promise<unknown> | null = null;
    const isDue = async () => (this.#failingSince !== null && !this.#isTold) || this.#claim();
    const lookIfDue = async () => {
      if (await isDue()) await look();
    };
    const run = (act: () => Promise<unknown>) => {
      underWay ??= act()
        .catch(() => undefined)
        .finally(() => {
          underWay = null;
        });
      return underWay;
    };
    const timer = setInterval(() => void run(lookIfDue), tickMs).unref();
    await withTimeout(firstMs, run(look));
    return { stop: () => clearInterval(timer) };
  }

  #inTrouble(trouble: TroubleSeen): void {
    const { alerts, place, log } = this.#options;
    const now = performance.now();
    if (this.#failingSince === null || now - this.#failedAt > forgottenMs) {
      this.#failingSince = now;
      log.warn('the ZCA gives no usable answer', { ...place, ...trouble });
    }
    this.#failedAt = now;
    // What was answered is not answered otherwise by asking again.
    const isAnswer = trouble.why === 'not_the_contract' || trouble.why === 'screen_unexpected';
    if (!isAnswer && now - this.#failingSince < awayMs) return;
    this.#isTold = true;
    this.#note('away');
    alerts.raise({ type: 'zca_away', ...place, ...trouble });
  }

  /** While Redis does not answer little is done anyway. */
  #claim(): Promise<boolean> {
    return this.#options.memory.claimLook().catch(() => false);
  }

  #note(state: ZcaState): void {
    const at = performance.now();
    if (this.#noted?.state === state && at - this.#noted.at < knownMs) return;
    this.#noted = { state, at };
    this.#options.memory.note(state).catch(() => undefined);
  }
}
