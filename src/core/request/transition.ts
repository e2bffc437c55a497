import type { AuditEntry } from './audit-entry.js';
import type { Approved, AssetChange, Cancelled, Decision, Request } from './request.js';

/**
 * The only ways a request changes. Each is a pure function of the stored request and returns the next request with
 * its audit entry, or a refusal; the store applies it by compare-and-set and may call it again. The transitions
 * themselves are in the `…-transition.ts` beside this file.
 */
export type Transition<R> = { readonly next: Request; readonly entry: AuditEntry } | { readonly refused: R };

/** The request is past the point where this was possible; its state tells why. */
export interface InvalidState {
  readonly type: 'not_open';
  readonly request: Request;
}

export type PressRefusal =
  | InvalidState
  | { readonly type: 'list_changed'; readonly changes: readonly AssetChange[] }
  | { readonly type: 'nothing_chosen' }
  | { readonly type: 'too_many_chosen'; readonly most: number }
  | { readonly type: 'already_approved' }
  /** A rejection without its dialog: nobody was asked for a reason. */
  | { readonly type: 'dialog_not_opened' }
  | { readonly type: 'not_yours_to_take_back' }
  | { readonly type: 'nothing_to_stop' }
  /** The Stop belongs to an earlier run of the request. */
  | { readonly type: 'stop_of_earlier_run' }
  | { readonly type: 'nothing_to_retry' }
  /**
   * Too few people carry the retry: `given` counts the approvers who may still approve and the person who clicked.
   */
  | { readonly type: 'too_few_approvals'; readonly needed: number; readonly given: number }
  /** Since the message was shown, somebody else claimed or released the task; `by`: who has it now. */
  | { readonly type: 'work_moved'; readonly by: string | null }
  | { readonly type: 'work_is_yours' }
  /** Only the operator who has the task reports on it; `by`: who has it. */
  | { readonly type: 'not_your_work'; readonly by: string | null }
  | { readonly type: 'work_over' }
  /** It has expired; the expiry job has not run yet. */
  | { readonly type: 'past_expiry' }
  /** This selection, or a newer one, is already stored. */
  | { readonly type: 'overtaken' };

/** An approved request without the fields of its run. */
export function withoutRun(request: Approved): Omit<Cancelled, 'status' | 'why'> {
  const {
    status: _status,
    startsAt: _startsAt,
    round: _round,
    retries: _retries,
    called: _called,
    settled: _settled,
    handWork: _handWork,
    zaloBefore: _zaloBefore,
    ...decided
  } = request;
  return decided;
}

export function withNextRevision<R extends Request>(request: R): R {
  return { ...request, revision: request.revision + 1 };
}

export function invalidState(request: Request): { refused: InvalidState } {
  return { refused: { type: 'not_open', request } };
}

export function auditEntry(
  request: Request,
  action: AuditEntry['action'],
  { by: actor, at }: Pick<Decision, 'by' | 'at'>,
  details: AuditEntry['details'],
): AuditEntry {
  return { at, requestId: request.id, action, actor, details };
}
