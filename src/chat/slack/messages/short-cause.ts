import type { FailureCause } from '../../../core/request/outcome.js';
import { cut, outside } from './limits.js';

/** A cause whose words from a server, which can be of any length, fit a message. */
export function shortCause(cause: FailureCause): FailureCause {
  if ('reason' in cause)
    return { ...cause, reason: cause.reason === null ? null : outside(cause.reason, cut.message) };
  if ('message' in cause) return { ...cause, message: outside(cause.message, cut.message) };
  if ('seen' in cause) return { ...cause, seen: outside(cause.seen, cut.message) };
  return 'detail' in cause ? { ...cause, detail: outside(cause.detail, cut.message) } : cause;
}
