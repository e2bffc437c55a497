/** Zalo's time: the real one, or one that a test moves. */
export class Clock {
  #aheadMs = 0;
  readonly #source: () => number;

  constructor(source: () => number) {
    this.#source = source;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.#source() + this.#aheadMs;
  }

  /** Lets this much time pass at once. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
