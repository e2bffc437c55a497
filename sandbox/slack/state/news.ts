import type { WorkspaceEvent } from '../page-contract.js';

/** A change: a page event, or one that only waiting tests need. */
export type Change = WorkspaceEvent | { type: 'call' } | { type: 'delivery' } | { type: 'socket' };

/** Tells every listener that something in the workspace changed. */
export class News {
  readonly #listeners = new Set<(change: Change) => void>();

  tell(change: Change): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** Returns the function that stops listening. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
