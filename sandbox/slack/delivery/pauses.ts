/** Waits that can all be ended early. */
export class Pauses {
  readonly #waiting = new Set<() => void>();
  #ended = false;

  /** Resolves after the delay, true, or as soon as `end` is called, false. */
  wait(delayMs: number): Promise<boolean> {
    if (this.#ended) return Promise.resolve(false);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve(!this.#ended);
      };
      const timer = setTimeout(done, delayMs);
      this.#waiting.add(done);
    });
  }

  /** Ends every wait, current and future. */
  end(): void {
    this.#ended = true;
    for (const done of [...this.#waiting]) done();
  }
}
