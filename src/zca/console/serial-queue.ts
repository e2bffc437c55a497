/** Runs one action after the other, in the order of their calls. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(act: () => Promise<T>): Promise<T> {
    const next = this.#last.then(act, act);
    // The next action does not depend on how this one ended.
    this.#last = next.catch(() => undefined);
    return next;
  }
}
