import { type TroubleSeen, troubleIn } from '../core/request/zca-trouble.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import type { ZcaState, ZcaStateMemory, ZcaWitness } from '../flow/ports/zca-state.js';
import { ZcaDenied, ZcaError, ZcaRefused } from '../flow/zca-error.js';
import { withTimeout } from '../shared/with-timeout.js';

/** The time the ZCA may be unavailable before an alert: a connection may break once. */
const awayMs = 5_000;
/** After this long without a failure, the next one starts a new series. */
const forgottenMs = 60_000;
/** The interval between checks whether a look is due. */
const tickMs = 2_500;
/** The time before the same state is recorded again. */
const knownMs = 10_000;
/** The longest that a worker waits at startup for the first look. */
const firstMs = 2_000;

export interface ZcaWatchOptions {
  readonly alerts: Alerts;
  readonly memory: ZcaStateMemory;
  /** The ZCA's address and the setting that holds it. */
  readonly place: ZcaPlace;
  readonly log: Log;
}

export interface ZcaPlace {
  /** Host and port; no more of the address. */
  readonly host: string;
  readonly setting: 'ZCA_API_URL' | 'ZCA_CONSOLE_URL';
}

/**
 * Raises an alert while calls of this process cannot reach the ZCA or get a wrong answer. If no process calls,
 * `begin` looks.
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
    if (this.#failingSince !== null) this.#options.log.info('zca.recovered', 'the ZCA answers again');
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
   * Starts looking: whenever no call of any process has shown for half a minute whether the ZCA answers, and soon
   * after a failed call. Resolves after the first look, or once that takes long.
   * @param look a cheap reading that goes through this witness
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
      log.warn('zca.unusable', 'the ZCA gives no usable answer', { ...place, ...trouble });
    }
    this.#failedAt = now;
    // A second call would not change a wrong answer.
    const isAnswer = trouble.why === 'not_the_contract' || trouble.why === 'screen_unexpected';
    if (!isAnswer && now - this.#failingSince < awayMs) return;
    this.#isTold = true;
    this.#note('away');
    alerts.raise({ type: 'zca_away', ...place, ...trouble });
  }

  /** While Redis does not answer, little is done anyway. */
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
