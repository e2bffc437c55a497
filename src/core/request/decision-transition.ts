import { assetKey } from '../asset/asset.js';
import type { AuditEntry } from './audit-entry.js';
import type { Approved, Cancelled, CancelReason, Decision, Expired, Pending, Request } from './request.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type PressRefusal,
  type Transition,
  withNextRevision,
} from './transition.js';

/** Transitions of a pending request, up to its decision or expiry; each as in `transition.ts`. */

/** The list revision on screen, and what was ticked there (null if nothing could be ticked). */
export interface Seen {
  readonly listRevision: number;
  readonly ticked: readonly string[] | null;
}

/**
 * The policy's terms for this approval: how many are needed, and when the run may start once there are enough; null
 * if a stop window comes first.
 */
export interface Terms {
  readonly needed: number;
  readonly startsAt: number | null;
}

/**
 * Counts an approval of exactly the chosen assets, if they are the ones on the approver's screen; the last approval
 * needed decides. If the policy has come to need fewer, a second click by an existing approver decides too.
 */
export function approve(
  request: Request,
  decision: Decision,
  seen: Seen,
  terms: Terms,
): Transition<PressRefusal> {
  if (request.status !== 'pending') return invalidState(request);
  if (decision.at >= request.expiresAt) return { refused: { type: 'past_expiry' } };
  if (!sawWhatIsChosen(request, seen)) return { refused: { type: 'list_changed', changes: request.changes } };
  if (request.chosen.length === 0) return { refused: { type: 'nothing_chosen' } };
  const others = request.approvals.filter(({ by }) => by !== decision.by);
  const approvals = [...others, decision];
  const isRepeated = others.length < request.approvals.length;
  if (isRepeated && approvals.length < terms.needed) return { refused: { type: 'already_approved' } };
  const given = { ...request, approvals, dropped: request.dropped.filter((by) => by !== decision.by) };
  if (approvals.length < terms.needed) {
    const next: Pending = withNextRevision(given);
    const details = approvalDetails(given, decision, terms);
    return { next, entry: auditEntry(next, 'approval_given', decision, details) };
  }
  return confirmed(given, decision, terms, isRepeated ? 'quorum_reached' : 'approved');
}

/** Confirms a request whose approvals suffice. */
export function confirmed(
  request: Pending,
  decision: Decision,
  terms: Terms,
  action: 'approved' | 'quorum_reached',
): { next: Approved; entry: AuditEntry } {
  const fresh = { round: 1, retries: [], called: [], settled: [], startsAt: terms.startsAt } as const;
  const next: Approved = { ...withNextRevision(request), ...fresh, decision, status: 'approved' };
  const approvers = request.approvals.map(({ by }) => by);
  const details = {
    ...approvalDetails(request, decision, terms),
    ...(action === 'quorum_reached' ? { approvers } : {}),
  };
  return { next, entry: auditEntry(next, action, decision, details) };
}

function approvalDetails({ assets, chosen, approvals }: Pending, { typed }: Decision, { needed }: Terms) {
  const shown = assets.filter(({ id }) => chosen.includes(id));
  return {
    assets: shown.map(assetKey),
    // The facts that the approver saw, so that the log states exactly what was approved.
    shown: shown.map((asset) => JSON.stringify(asset)),
    ...(typed === undefined ? {} : { typed }),
    approvals: approvals.length,
    needed,
  };
}

/**
 * True if the current selection was on screen: on the newest card, or on an older card of the same list with
 * exactly this ticked. The chat keeps a person's ticks on their screen until the card is updated.
 */
export function sawWhatIsChosen(request: Pending, { listRevision, ticked }: Seen): boolean {
  const { listSince = request.listRevision } = request;
  if (ticked === null) return listRevision === request.listRevision;
  const isOfThisList = listRevision >= listSince && listRevision <= request.listRevision;
  return isOfThisList && isSameChoice(request.chosen, ticked);
}

function isSameChoice(chosen: readonly string[], ticked: readonly string[]): boolean {
  return chosen.length === ticked.length && chosen.every((id) => ticked.includes(id));
}

/** Takes back a person's own approval while more are needed. */
export function takeBack(request: Request, { by, at }: Decision): Transition<PressRefusal> {
  if (request.status !== 'pending') return invalidState(request);
  const own = request.approvals.find((approval) => approval.by === by);
  if (own === undefined) return { refused: { type: 'not_yours_to_take_back' } };
  const approvals = request.approvals.filter((approval) => approval !== own);
  const next: Pending = { ...withNextRevision(request), approvals };
  return {
    next,
    entry: auditEntry(next, 'approval_taken_back', { by, at }, { approvals: approvals.length }),
  };
}

/** Cancels a pending request; `why` is null if the bot does so because nobody could be shown its card. */
export function cancel(
  request: Request,
  decision: Decision,
  why: CancelReason | null,
): Transition<PressRefusal> {
  if (request.status !== 'pending') return invalidState(request);
  const next: Cancelled = { ...withNextRevision(request), status: 'cancelled', decision, why };
  const details = why === null ? {} : { why: why.type === 'said' ? (why.text ?? 'rejected') : why.type };
  return { next, entry: auditEntry(next, 'cancelled', decision, details) };
}

/**
 * Stores a new selection; ids that are not on the card are ignored. Approvals of another selection no longer count.
 */
export function choose(
  request: Request,
  { ids, most }: { readonly ids: readonly string[]; readonly most: number },
  by: string,
  at: number,
): Transition<PressRefusal> {
  if (request.status !== 'pending') return invalidState(request);
  if (at <= request.chosenAt) return { refused: { type: 'overtaken' } };
  const chosen = request.assets.map((asset) => asset.id).filter((id) => ids.includes(id));
  if (chosen.length > most) return { refused: { type: 'too_many_chosen', most } };
  const listRevision = request.listRevision + 1;
  const isSame = isSameChoice(request.chosen, chosen);
  const lost = isSame ? [] : request.approvals;
  const next: Pending = {
    ...withNextRevision(request),
    chosen,
    chosenAt: at,
    chosenBy: by,
    listRevision,
    approvals: isSame ? request.approvals : [],
    ...droppedWith(request, lost, listRevision),
    changes: [],
  };
  return { next, entry: auditEntry(next, 'chosen', { by, at }, { chosen, dropped: lost.length }) };
}

/** The people whose approvals were dropped when the list they approved was replaced as of `listRevision`. */
export function droppedWith(
  { dropped, droppedAt }: Pick<Pending, 'dropped' | 'droppedAt'>,
  lost: readonly Decision[],
  listRevision: number,
): Pick<Pending, 'dropped' | 'droppedAt'> {
  if (lost.length > 0)
    return { dropped: [...new Set([...dropped, ...lost.map(({ by }) => by)])], droppedAt: listRevision };
  return droppedAt === undefined ? { dropped } : { dropped, droppedAt };
}

/** Ends a pending request at its expiry; refused before. */
export function expire(request: Request, at: number): Transition<InvalidState> {
  if (request.status !== 'pending' || at < request.expiresAt) return invalidState(request);
  const next: Expired = { ...withNextRevision(request), status: 'expired', endedAt: at };
  return {
    next,
    entry: auditEntry(next, 'expired', { by: 'bot', at }, { approvals: request.approvals.length }),
  };
}
