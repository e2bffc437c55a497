import { type Asset, assetKey } from '../asset/asset.js';
import { droppedWith } from './decision-transition.js';
import type {
  Approved,
  AssetChange,
  Cancelled,
  Decision,
  Pending,
  Request,
  RevokedApproval,
} from './request.js';
import { recordedOutcomeOf, runningFrom } from './run-transition.js';
import { auditEntry, type InvalidState, invalidState, type Transition, withoutRun } from './transition.js';

/** Ways for a request to become pending again; each as in `transition.ts`. */

/**
 * Replaces a list that no longer matches the ZCA. The approvals were for the old list, so the request is pending
 * again; if the new list is empty, it ends.
 */
export function replaceList(
  request: Request,
  found: { readonly assets: readonly Asset[]; readonly changes: readonly AssetChange[] },
  at: number,
  expiresAt: number,
): Transition<InvalidState> {
  if (request.status !== 'pending' && request.status !== 'approved') return invalidState(request);
  // A retry is half done and cannot wait for a decision as if nothing had happened.
  if (request.status === 'approved' && request.round > 1) return invalidState(request);
  const { assets, changes } = found;
  const chosen = request.chosen.filter((id) => assets.some((asset) => asset.id === id));
  const listRevision = request.listRevision + 1;
  const fresh = { approvals: [], ...droppedWith(request, request.approvals, listRevision) };
  const listed = {
    ...pendingPart(request),
    ...fresh,
    assets,
    changes,
    chosen,
    listRevision,
    listSince: listRevision,
  };
  const details = {
    changes: changes.map(({ type, asset }) => `${type} ${assetKey(asset)}`),
    dropped: request.approvals.length,
  };
  if (assets.length === 0) {
    const decision: Decision = { by: 'bot', at, press: '' };
    const next: Cancelled = {
      ...listed,
      // The card shows the assets requested.
      assets: request.assets,
      chosen: request.chosen,
      status: 'cancelled',
      decision,
      why: { type: 'nothing_left' },
    };
    return { next, entry: auditEntry(next, 'cancelled', { by: 'bot', at }, details) };
  }
  const next: Pending = { ...listed, status: 'pending', expiresAt: Math.max(request.expiresAt, expiresAt) };
  return { next, entry: auditEntry(next, 'list_changed', { by: 'bot', at }, details) };
}

/**
 * Makes a confirmed request that has not started pending again, without the approvals that no longer count
 * (`lapse.by`). A retry is half done and does not go back: its remaining assets end as not done, and a new request
 * can ask for them.
 */
export function revokeApprovals(
  request: Request,
  lapse: RevokedApproval,
  expiresAt: number,
): Transition<InvalidState> {
  if (request.status !== 'approved') return invalidState(request);
  if (request.round > 1) return endRetry(request, lapse);
  const kept = request.approvals.filter(({ by }) => !lapse.by.includes(by));
  const next: Pending = {
    ...pendingPart(request),
    approvals: kept,
    lapsed: lapse,
    status: 'pending',
    expiresAt: Math.max(request.expiresAt, expiresAt),
  };
  const { by, needed, late = false } = lapse;
  const details = { lapsed: by, approvals: kept.length, needed, late };
  return { next, entry: auditEntry(next, 'approval_lapsed', { by: 'bot', at: lapse.at }, details) };
}

function endRetry(request: Approved, { at, by, needed }: RevokedApproval): Transition<InvalidState> {
  const next = recordedOutcomeOf(runningFrom(request, at, null), { type: 'approvals_lapsed' }, at);
  return {
    next,
    entry: auditEntry(next, 'approval_lapsed', { by: 'bot', at }, { lapsed: by, needed, round: next.round }),
  };
}

/** The fields that a request keeps when it becomes pending again. */
export function pendingPart(request: Pending | Approved): Omit<Pending, 'status'> {
  const revision = request.revision + 1;
  if (request.status === 'approved') {
    const { decision: _, ...listed } = withoutRun(request);
    return { ...listed, revision };
  }
  const { status: _, ...listed } = request;
  return { ...listed, revision };
}
