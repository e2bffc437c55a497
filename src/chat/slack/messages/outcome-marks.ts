import type { Outcome } from '../../../core/request/outcome.js';

/** One sign for each thing that can have happened to an asset. */
export const outcomeMarks: { readonly [T in Outcome['type']]: string } = {
  unlinked: '✅',
  already_unlinked: '☑️',
  reported: '📝',
  would_unlink: '🧪',
  changed: '⚠️',
  refused: '⛔',
  protected: '🔒',
  stopped: '✋',
  failed: '❌',
  unknown: '❓',
};
