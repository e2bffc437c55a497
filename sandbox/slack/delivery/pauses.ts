/** Waits that can all be ended early. */
export class Pauses {
  readonly #waiting = new Set<() => void>();
  #ended = false;

  /** Resolves after so long, or when all are ended; says whether to go on. */
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

  /** Ends every wait, now and later. */
  end(): void {
    this.#ended = true;
    for (const done of [...this.#waiting]) done();
  }
}
