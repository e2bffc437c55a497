/** Runs the actions of one key one after the other, in the order of their calls; those of other keys do not wait. */
export class TurnsByKey {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(key: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(act);
    // The next action does not depend on how this one ended.
    const turn = result
      .catch(() => undefined)
      .finally(() => {
        if (this.#last.get(key) === turn) this.#last.delete(key);
      });
    this.#last.set(key, turn);
    return result;
  }
}
