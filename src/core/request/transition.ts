import type { Asset } from '../asset/asset.js';
import { assetKey } from '../asset/asset.js';
import type { AuditEntry } from './audit-entry.js';
import type { FailureCause } from './outcome.js';
import {
  type Approved,
  type AssetChange,
  type Cancelled,
  type CancelReason,
  type CardRequest,
  type Decision,
  type ExcludedAsset,
  type Expired,
  hasCard,
  isOpen,
  type Joined,
  type JoinedHow,
  type Joining,
  type LookingUp,
  type LookupFailed,
  maxOthers,
  type NoMatch,
  type OtherRequester,
  type PastUnlink,
  type Pending,
  type Request,
} from './request.js';

/**
 * The only ways a request changes. Each is a pure function of the stored request that answers with the next one
 * and its audit entry, or with why not; the store applies it by compare-and-set, so it may be called again. Here: until
 * it is approved; `run-transition.ts` has what follows.
 */
export type Transition<R> = { readonly next: Request; readonly entry: AuditEntry } | { readonly refused: R };

/** The request is past the point where this could happen; the request says what happened instead. */
export interface InvalidState {
  readonly type: 'not_open';
  readonly request: Request;
}

/** What a look-up found for a card. */
export interface Found {
  readonly assets: readonly Asset[];
  readonly more: number;
  readonly missed: readonly string[];
  readonly closest?: readonly Asset[];
  readonly unlinkedBefore?: readonly PastUnlink[];
  readonly withheld: readonly ExcludedAsset[];
  readonly withheldMore?: number;
  readonly chosen: readonly string[];
}

export function listAssets(
  request: Request,
  found: Found,
  at: number,
  expiresAt: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const empty = {
    changes: [],
    approvals: [],
    withdrawn: [],
    dropped: [],
    others: [],
    listRevision: 1,
    listSince: 1,
    chosenAt: 0,
  };
  const next: Pending = { ...lookedUp(request), ...found, ...empty, expiresAt, status: 'pending' };
  const details = {
    assets: found.assets.map(assetKey),
    more: found.more,
    chosen: found.chosen,
    ...withheldDetails(found),
  };
  return { next, entry: auditEntry(next, 'listed', 'bot', at, details) };
}

export function endWithoutMatch(
  request: Request,
  found: Pick<NoMatch, 'closest' | 'withheld' | 'withheldMore' | 'unlinkedBefore' | 'meant'>,
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: NoMatch = { ...lookedUp(request), ...found, status: 'no_match', endedAt: at };
  const details = {
    closest: found.closest.map(assetKey),
    ...withheldDetails(found),
  };
  return { next, entry: auditEntry(next, 'not_found', 'bot', at, details) };
}

function withheldDetails({ withheld, withheldMore }: Pick<Found, 'withheld' | 'withheldMore'>) {
  const kept = { withheld: withheld.map(({ asset }) => assetKey(asset)) };
  return withheldMore === undefined ? kept : { ...kept, withheldMore };
}

export function failLookup(request: Request, cause: FailureCause, at: number): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: LookupFailed = { ...lookedUp(request), status: 'lookup_failed', cause, endedAt: at };
  return { next, entry: auditEntry(next, 'lookup_failed', 'bot', at, { cause: cause.type }) };
}

/** Written before a request is joined to an open one, so that a run that ends in between is known to have joined it. */
export function beginJoin(request: Request, joining: Joining, at: number): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: LookingUp = { ...withNextRevision(request), joining };
  return { next, entry: auditEntry(next, 'joining', 'bot', at, { ...joining }) };
}

export function joinOpenRequest(
  request: Request,
  { other, how }: { readonly other: string; readonly how: JoinedHow },
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: Joined = { ...lookedUp(request), status: 'joined', other, how, endedAt: at };
  return { next, entry: auditEntry(next, 'joined', 'bot', at, { other }) };
}

function lookedUp(request: LookingUp): Omit<LookingUp, 'status'> {
  const { status: _status, joining: _joining, ...asked } = withNextRevision(request);
  return asked;
}

/**
 * Adds somebody who asked for the same to an open request: each person once, with all that they asked for and their newest
 * reason. Who has approved it is not added: nobody is both. `other.at`: when they asked, which tells a repeat from a newer ask.
 */
export function addRequester(request: Request, other: JoiningRequester): Transition<InvalidState> {
  if (!hasCard(request) || !isOpen(request)) return invalidState(request);
  if (request.requester === other.user || hasApproved(request, other.user)) return invalidState(request);
  // What was unticked meanwhile is free, and can be asked for on its own.
  if (!other.assets.some((id) => request.chosen.includes(id))) return invalidState(request);
  const before = request.others.find(({ user }) => user === other.user);
  if (before === undefined && request.others.length >= maxOthers) return invalidState(request);
  if (before !== undefined && before.at >= other.at && isJoinedFor(before, other))
    return invalidState(request);
  const next = {
    ...withNextRevision(request),
    others: [...request.others.filter((each) => each !== before), joinedTo(before, other)],
  };
  const details = { joined: other.requestId, reason: other.reason, assets: other.assets };
  return { next, entry: auditEntry(next, 'requester_added', other.user, other.at, details) };
}

/** Also by having it tried again. */
export function hasApproved(request: CardRequest, person: string): boolean {
  const retries = 'retries' in request ? request.retries : [];
  return [...request.approvals, ...retries].some(({ by }) => by === person);
}

type JoiningRequester = OtherRequester & Required<Pick<OtherRequester, 'assets'>>;

function isJoinedFor(before: OtherRequester, { assets }: JoiningRequester): boolean {
  return assets.every((id) => before.assets?.includes(id));
}

/** Two jobs of one person may come in either order. */
function joinedTo(before: OtherRequester | undefined, other: JoiningRequester): OtherRequester {
  if (before === undefined) return other;
  const [older, newer] = before.at > other.at ? [other, before] : [before, other];
  const assets = [...new Set([...(before.assets ?? []), ...other.assets])];
  return { ...newer, reason: newer.reason ?? older.reason, assets };
}

export type PressRefusal =
  | InvalidState
  | { readonly type: 'list_changed'; readonly changes: readonly AssetChange[] }
  | { readonly type: 'nothing_chosen' }
  | { readonly type: 'too_many_chosen'; readonly most: number }
  | { readonly type: 'already_approved' }
  /** A rejection that nobody was asked a reason for yet. */
  | { readonly type: 'dialog_not_opened' }
  | { readonly type: 'not_yours_to_take_back' }
  | { readonly type: 'nothing_to_stop' }
  /** A Stop that was pressed in an earlier run of the request. */
  | { readonly type: 'stop_of_earlier_run' }
  | { readonly type: 'nothing_to_retry' }
  /** Fewer of those who approved it may still do so than the policy wants now, who pressed counted in: `given`. */
  | { readonly type: 'too_few_approvals'; readonly needed: number; readonly given: number }
  /** Somebody else has taken the work, or given it back, since the message was shown; `by`: who has it now. */
  | { readonly type: 'work_moved'; readonly by: string | null }
  | { readonly type: 'work_is_yours' }
  /** Only who has taken the work says how it went; `by`: who has it. */
  | { readonly type: 'not_your_work'; readonly by: string | null }
  | { readonly type: 'work_over' }
  /** Its time is over; the job that says so has not run yet. */
  | { readonly type: 'past_expiry' }
  /** A newer choice, or this very one, is already stored. */
  | { readonly type: 'overtaken' };

/** What the presser saw: the revision of the list, and what was ticked (null where there was nothing to tick). */
export interface Seen {
  readonly listRevision: number;
  readonly ticked: readonly string[] | null;
}

/**
 * What the policy says of this approval: how many are needed, and when the run may begin once there are enough; null where
 * a stop window comes first.
 */
export interface Terms {
  readonly needed: number;
  readonly startsAt: number | null;
}

/**
 * Counts an approval of exactly the chosen assets, if they are the ones the approver saw; the last one needed decides. Where
 * the policy has come to need fewer, so does a second press of somebody whose approval is among them.
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
    return { next, entry: auditEntry(next, 'approval_given', decision.by, decision.at, details) };
  }
  return confirmed(given, decision, terms, isRepeated ? 'quorum_reached' : 'approved');
}

/** The request with these approvals, which are enough: confirmed. */
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
  return { next, entry: auditEntry(next, action, decision.by, decision.at, details) };
}

function approvalDetails({ assets, chosen, approvals }: Pending, { typed }: Decision, { needed }: Terms) {
  const shown = assets.filter(({ id }) => chosen.includes(id));
  return {
    assets: shown.map(assetKey),
    // The facts that the approver saw, so that the log tells what exactly was approved.
    shown: shown.map((asset) => JSON.stringify(asset)),
    ...(typed === undefined ? {} : { typed }),
    approvals: approvals.length,
    needed,
  };
}

/**
 * Whether a presser saw what is chosen now: on the newest card, or on an older one of the same list where just this was
 * ticked. A chat keeps what somebody has ticked before their eyes until the card is brought up to date.
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

/** Takes back one's own approval while more are needed. */
export function takeBack(request: Request, { by, at }: Decision): Transition<PressRefusal> {
  if (request.status !== 'pending') return invalidState(request);
  const own = request.approvals.find((approval) => approval.by === by);
  if (own === undefined) return { refused: { type: 'not_yours_to_take_back' } };
  const approvals = request.approvals.filter((approval) => approval !== own);
  const next: Pending = { ...withNextRevision(request), approvals };
  return { next, entry: auditEntry(next, 'approval_taken_back', by, at, { approvals: approvals.length }) };
}

export function cancel(
  request: Request,
  decision: Decision,
  why: CancelReason | null,
): Transition<PressRefusal> {
  if (request.status !== 'pending') return invalidState(request);
  const next: Cancelled = { ...withNextRevision(request), status: 'cancelled', decision, why };
  const details = why === null ? {} : { why: why.type === 'said' ? (why.text ?? 'rejected') : why.type };
  return { next, entry: auditEntry(next, 'cancelled', decision.by, decision.at, details) };
}

/** Ids that the card does not list are left out. Approvals of another choice do not count any more. */
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
  return { next, entry: auditEntry(next, 'chosen', by, at, { chosen, dropped: lost.length }) };
}

/** Those whose approvals a list lacks that has replaced, with `listRevision`, the one that they approved. */
export function droppedWith(
  { dropped, droppedAt }: Pick<Pending, 'dropped' | 'droppedAt'>,
  lost: readonly Decision[],
  listRevision: number,
): Pick<Pending, 'dropped' | 'droppedAt'> {
  if (lost.length > 0)
    return { dropped: [...new Set([...dropped, ...lost.map(({ by }) => by)])], droppedAt: listRevision };
  return droppedAt === undefined ? { dropped } : { dropped, droppedAt };
}

export function expire(request: Request, at: number): Transition<InvalidState> {
  if (request.status !== 'pending' || at < request.expiresAt) return invalidState(request);
  const next: Expired = { ...withNextRevision(request), status: 'expired', endedAt: at };
  return { next, entry: auditEntry(next, 'expired', 'bot', at, { approvals: request.approvals.length }) };
}

/** An approved request without what its run would have added. */
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
  actor: string,
  at: number,
  details: AuditEntry['details'],
): AuditEntry {
  return { at, requestId: request.id, action, actor, details };
}
