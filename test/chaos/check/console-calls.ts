import type { ConsolePress } from '../../../sandbox/zca/zca.js';
import { clockErrorMs } from './clock-error.js';
import type { AuditLine, Call } from './history.js';

/**
 * The confirmations in the console, as calls. A console does not learn for whom it works: each call belongs
 * to the request that the audit log announced last, and to the people who had approved it by then.
 */
export function consoleCalls(presses: readonly ConsolePress[], audit: readonly AuditLine[]): Call[] {
  return presses.map(({ at, id, applied }) => {
    const time = Date.parse(at);
    const requestId = requestAt(id, time, audit);
    return {
      ...{ operation: 'unlink', id, at: time, requestId, removed: applied, status: 200 },
      approvedBy: approversAt(requestId, time, audit),
    };
  });
}

/** The request for which an asset was unlinked at that moment; null where the audit log has none. */
export function requestAt(id: string, time: number, audit: readonly AuditLine[]): string | null {
  const begun = audit.findLast(
    ({ action, at, details }) =>
      action === 'unlink_called' && at <= time + clockErrorMs && String(details['asset']).endsWith(`:${id}`),
  );
  return begun?.requestId ?? null;
}

function approversAt(request: string | null, time: number, audit: readonly AuditLine[]): string[] {
  return audit
    .filter(
      ({ action, at, requestId }) =>
        action === 'approved' && requestId === request && at <= time + clockErrorMs,
    )
    .map(({ actor }) => actor);
}
