import type { Finished } from '../../core/request/request.js';
import { disputedCount } from '../../core/request/run-outcomes.js';

/** An operator's report that Zalo itself contradicts is no plain success. */
export function doneMark(request: Finished): '✅' | '⚠️' {
  return disputedCount(request) === 0 ? '✅' : '⚠️';
}
