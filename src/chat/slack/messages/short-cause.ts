import type { FailureCause } from '../../../core/request/outcome.js';
import { maxLengths, untrustedText } from './limits.js';

/** A cause whose server texts, which can be of any length, are cut to fit a message. */
export function shortCause(cause: FailureCause): FailureCause {
  if ('reason' in cause)
    return {
      ...cause,
      reason: cause.reason === null ? null : untrustedText(cause.reason, maxLengths.message),
    };
  if ('message' in cause) return { ...cause, message: untrustedText(cause.message, maxLengths.message) };
  if ('seen' in cause) return { ...cause, seen: untrustedText(cause.seen, maxLengths.message) };
  return 'detail' in cause ? { ...cause, detail: untrustedText(cause.detail, maxLengths.message) } : cause;
}
