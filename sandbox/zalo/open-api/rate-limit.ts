import type { Clock } from '../state/clock.js';

const minuteMs = 60_000;

/** Calls of one app in a minute, as the headers of each answer tell. */
export class RateLimit {
  readonly #clock: Clock;
  #minute = 0;
  #used = 0;
  /** Calls a minute. */
  limit: number;

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.limit = limit;
  }

  /** Counts a call; false when it is one too many. */
  take(): boolean {
    const minute = Math.floor(this.#clock.now() / minuteMs);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#used = 0;
    }
    this.#used += 1;
    return this.#used <= this.limit;
  }

  get headers(): Readonly<Record<string, string>> {
    return {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remain': String(Math.max(0, this.limit - this.#used)),
    };
  }
}
