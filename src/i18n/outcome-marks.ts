import type { Outcome } from '../core/request/outcome.js';

/** One sign for each type of outcome. */
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
