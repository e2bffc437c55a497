/** Slack's time, from a source of milliseconds since 1970. */
export class Clock {
  readonly #now: () => number;
  #lastMicros = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds since 1970. */
  nowMs(): number {
    return this.#now();
  }

  /** Seconds since 1970. */
  nowSeconds(): number {
    return Math.floor(this.#now() / 1000);
  }

  /** A `ts`: seconds and six digits, unique and always growing. */
  nextTs(): string {
    this.#lastMicros = Math.max(Math.floor(this.#now() * 1000), this.#lastMicros + 1);
    const micros = String(this.#lastMicros).padStart(7, '0');
    return `${micros.slice(0, -6)}.${micros.slice(-6)}`;
  }
}
