/** One thing after the other, in the order in which they were asked for. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(act: () => Promise<T>): Promise<T> {
    const next = this.#last.then(act, act);
    // Whoever waits for its turn does not care how the one before ended.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
