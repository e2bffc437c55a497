import type { WorkspaceEvent } from '../page-contract.js';

/** What changed: a page event, or something only waiting tests care about. */
export type Change = WorkspaceEvent | { type: 'call' } | { type: 'delivery' } | { type: 'socket' };

/** Tells everybody who listens that something in the workspace changed. */
export interface News {
  tell(change: Change): void;
  /** Returns the function that stops listening. */
  listen(listener: (change: Change) => void): () => void;
}

/** News without listeners yet. */
export function createNews(): News {
  const listeners = new Set<(change: Change) => void>();
  return {
    tell(change) {
      for (const listener of [...listeners]) listener(change);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
