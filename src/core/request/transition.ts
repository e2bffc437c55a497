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
 * The only ways a request changes. Each is a pure function of the stored request and returns the next request with
 * its audit entry, or a refusal; the store applies it by compare-and-set and may call it again. This file covers the
 * time until approval; `run-transition.ts` covers the rest.
 */
export type Transition<R> = { readonly next: Request; readonly entry: AuditEntry } | { readonly refused: R };

/** The request is past the point where this was possible; its state tells why. */
export interface InvalidState {
  readonly type: 'not_open';
  readonly request: Request;
}

/** The result of a lookup, for the card. */
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

/** Puts the found assets on the card: the request is pending from now on. */
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
  return { next, entry: auditEntry(next, 'listed', { by: 'bot', at }, details) };
}

/** Ends a lookup that found nothing to ask for. */
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
  return { next, entry: auditEntry(next, 'not_found', { by: 'bot', at }, details) };
}

function withheldDetails({ withheld, withheldMore }: Pick<Found, 'withheld' | 'withheldMore'>) {
  const kept = { withheld: withheld.map(({ asset }) => assetKey(asset)) };
  return withheldMore === undefined ? kept : { ...kept, withheldMore };
}

/** Ends a lookup that the ZCA did not answer. */
export function failLookup(request: Request, cause: FailureCause, at: number): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: LookupFailed = { ...lookedUp(request), status: 'lookup_failed', cause, endedAt: at };
  return { next, entry: auditEntry(next, 'lookup_failed', { by: 'bot', at }, { cause: cause.type }) };
}

/** Recorded before a request joins an open one, so that a run that ends in between is known to have been joined. */
export function beginJoin(request: Request, joining: Joining, at: number): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: LookingUp = { ...withNextRevision(request), joining };
  return { next, entry: auditEntry(next, 'joining', { by: 'bot', at }, { ...joining }) };
}

/** Ends a request in favour of the open one (`other`) that holds its asset. */
export function joinOpenRequest(
  request: Request,
  { other, how }: { readonly other: string; readonly how: JoinedHow },
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: Joined = { ...lookedUp(request), status: 'joined', other, how, endedAt: at };
  return { next, entry: auditEntry(next, 'joined', { by: 'bot', at }, { other }) };
}

function lookedUp(request: LookingUp): Omit<LookingUp, 'status'> {
  const { status: _status, joining: _joining, ...asked } = withNextRevision(request);
  return asked;
}

/**
 * Adds a person who asked for the same to an open request: one entry per person, with all the assets they asked for
 * and their newest reason. An approver of the request is not added: nobody is both. `other.at` is the time of the ask
 * and tells a repeat from a newer one.
 */
export function addRequester(request: Request, other: JoiningRequester): Transition<InvalidState> {
  if (!hasCard(request) || !isOpen(request)) return invalidState(request);
  if (request.requester === other.user || hasApproved(request, other.user)) return invalidState(request);
  // An asset unticked in the meantime is free and can be requested on its own.
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
  return { next, entry: auditEntry(next, 'requester_added', { by: other.user, at: other.at }, details) };
}

/** True if this person approved it or clicked Retry. */
export function hasApproved(request: CardRequest, person: string): boolean {
  const retries = 'retries' in request ? request.retries : [];
  return [...request.approvals, ...retries].some(({ by }) => by === person);
}

type JoiningRequester = OtherRequester & Required<Pick<OtherRequester, 'assets'>>;

function isJoinedFor(before: OtherRequester, { assets }: JoiningRequester): boolean {
  return assets.every((id) => before.assets?.includes(id));
}

/** Two jobs of one person may run in either order. */
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
