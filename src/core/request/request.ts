import { type Asset, type AssetKey, type AssetKind, assetKey } from '../asset/asset.js';
import type { FailureCause, Outcome } from './outcome.js';
/**
 * *request*: one demand to unlink one or more assets, with a short id that people can say aloud (`UR-7K2M`).
 * *requester*: who asked. *approver*: a person allowed to confirm. *card*: the message that presents a request. Each status has
 * only the fields known at that point. All times are milliseconds since the epoch.
 */
export type Request =
  | LookingUp
  | NoMatch
  | LookupFailed
  | Joined
  | Pending
  | Cancelled
  | Expired
  | Approved
  | Running
  | Finished;

interface Asked {
  readonly id: string;
  /** Grows by one with each stored change; compare-and-set compares it. */
  readonly revision: number;
  /** Hash of the delivery: a repeated delivery is the same request. */
  readonly delivery: string;
  readonly kind: AssetKind;
  /** The queries, each an id, a part of one, or words of a name. */
  readonly queries: readonly string[];
  readonly reason: string | null;
  /** Everything happens except the unlink. */
  readonly dryRun: boolean;
  readonly requester: string;
  readonly channel: string;
  /** The thread it was asked in; null if in the channel itself. */
  readonly thread: string | null;
  readonly askedAt: number;
  /** The `ts` of the message that asked; absent if there was none, or an earlier version did not keep it. */
  readonly message?: string;
}

interface Listed extends Asked {
  /** The assets on the card. */
  readonly assets: readonly Asset[];
  /** Matches beyond those on the card. */
  readonly more: number;
  /** Queries that matched nothing. */
  readonly missed: readonly string[];
  /** Suggestions for an id without a match; absent: none, or an earlier version did not keep them. */
  readonly closest?: readonly Asset[];
  /** Unmatched queries that name assets unlinked earlier; absent: none, or an earlier version did not look. */
  readonly unlinkedBefore?: readonly PastUnlink[];
  /** Matches that cannot be requested, up to a limit. */
  readonly withheld: readonly ExcludedAsset[];
  /** Their number beyond the limit; absent: none. */
  readonly withheldMore?: number;
  /** Ids, among `assets`, that a decision applies to. */
  readonly chosen: readonly string[];
  /** When somebody last changed the selection; 0 if nobody has. */
  readonly chosenAt: number;
  /** The person who did so; absent if nobody, or an earlier version did not keep it. */
  readonly chosenBy?: string;
  /** Grows when the list or the selection changes. */
  readonly listRevision: number;
  /**
   * The list revision at which the list itself last changed; absent in records of an older version: the current one.
   */
  readonly listSince?: number;
  /** Changes that the newest reading of the ZCA made to the list; empty if it is as first shown. */
  readonly changes: readonly AssetChange[];
  /** Approvals of this very list, in order, one per person. */
  readonly approvals: readonly Decision[];
  /**
   * Written only by an older version of the bot: clicks that it took back, that took an approval back, or that
   * stopped an earlier run. Clicks now have verdicts.
   */
  readonly withdrawn: readonly string[];
  /**
   * People whose approvals ceased to count because the list or the selection changed; whoever approves again is
   * removed.
   */
  readonly dropped: readonly string[];
  /** The list revision that dropped the last of them; absent in records of an earlier version. */
  readonly droppedAt?: number;
  /** Set: it was confirmed, but its approvals no longer sufficed before the run. */
  readonly lapsed?: RevokedApproval;
  /** Others who asked for the same while it was open, one entry per person, at most `maxOthers`. */
  readonly others: readonly OtherRequester[];
  readonly expiresAt: number;
}

/** An asset that a query names and that was unlinked through the bot before the query. */
export interface PastUnlink {
  readonly query: string;
  readonly asset: Asset;
  readonly requestId: string;
  readonly at: number;
  /** Its approvers. */
  readonly approvedBy: readonly string[];
}

/** A matching asset left off the list: it is protected, or another open request holds it. */
export interface ExcludedAsset {
  readonly asset: Asset;
  readonly why:
    | { readonly type: 'protected'; readonly message: string }
    | { readonly type: 'held'; readonly by: string };
}

export type AssetChange =
  | { readonly type: 'gone'; readonly asset: Asset }
  | { readonly type: 'changed'; readonly asset: Asset; readonly before: Asset }
  | { readonly type: 'protected'; readonly asset: Asset; readonly message: string };

/** The approvals, checked against the policy again before a run, fell short. */
export interface RevokedApproval {
  readonly at: number;
  /** People whose approvals no longer count; empty if the policy now needs more approvals. */
  readonly by: readonly string[];
  /** The number of approvals needed. */
  readonly needed: number;
  /** Set: the run could not start within a request's lifetime; absent: those people may no longer approve. */
  readonly late?: true;
  /** Set: Redis was restored to an older state, which may lack what was decided since. */
  readonly restored?: true;
}

/** Somebody who joined another person's request by asking for the same. */
export interface OtherRequester {
  readonly user: string;
  /** Their newest reason. */
  readonly reason: string | null;
  /** When they last asked. */
  readonly at: number;
  /** Their newest request that was merged into this one. */
  readonly requestId: string;
  /** Ids of the assets they asked for; absent in records of an earlier version. */
  readonly assets?: readonly string[];
}

/** The most people that may join a request; later ones are pointed to its card. */
export const maxOthers = 50;

export interface Decision {
  /** A person, or `bot`. */
  readonly by: string;
  readonly at: number;
  /**
   * Hash of the click's delivery: a repeated delivery is the same decision. For the bot's decisions, any unique text.
   */
  readonly press: string;
  /**
   * For an approval: ids of the assets whose last digits were typed; absent: none needed it, or an earlier version
   * did not keep it.
   */
  readonly typed?: readonly string[];
}

interface Decided extends Listed {
  /**
   * The deciding one: the cancellation, or the last approval needed; the bot's own if existing approvals came to
   * suffice.
   */
  readonly decision: Decision;
}

interface Confirmed extends Decided {
  /** 1 for the first run; grows by one with each retry. */
  readonly round: number;
  readonly retries: readonly Decision[];
  /**
   * The people whose approval carries the newest run; absent: everybody who approved or clicked Retry
   * (`runApproversOf`).
   */
  readonly carriedBy?: readonly string[];
  /** Ids of assets, one for each unlink call that is under way or whose result is unknown. */
  readonly called: readonly string[];
  /** The ZCA that Zalo itself showed for an OA before the first unlink call; only for OAs whose token the bot has. */
  readonly zaloBefore?: readonly { readonly id: string; readonly zca: string }[];
  readonly settled: readonly RecordedOutcome[];
  /** Only if people unlink by hand. */
  readonly handWork?: ManualTask;
}

interface Ran extends Confirmed {
  readonly startedAt: number;
  /** Set: assets not yet begun are not begun any longer. */
  readonly stop: Decision | null;
  /** Last attempts of this run whose result is unknown; absent: none. */
  readonly doubts?: readonly UnresolvedAttempt[];
  /** The named ones among `called`; absent: none, or an earlier version made them. */
  readonly calls?: readonly NamedCall[];
  /** Calls an earlier version knew to have unlinked nothing, each by the revision it produced; nothing is added. */
  readonly voided?: readonly number[];
}

/** An unlink call of an asset, by the name its run of the job gave it. */
export interface NamedCall {
  readonly id: string;
  readonly call: string;
}

/**
 * The last attempt at an asset, whose call may still take effect: the bot makes no further call for it and only
 * reads.
 */
export interface UnresolvedAttempt {
  readonly id: string;
  readonly at: number;
  readonly tries: number;
  readonly cause: FailureCause;
}

/** The part of a run that operators do by hand in the ZCA's console. One operator at a time claims all of it. */
export interface ManualTask {
  /** When the first asset of this run was assigned; 0 if none was. */
  readonly since: number;
  /** Ids assigned in this run, with or without an outcome. */
  readonly ids: readonly string[];
  /** The claim; null if nobody has the task. */
  readonly taken: Decision | null;
  /** The operator it was taken over from; absent if it was free. */
  readonly takenFrom?: string;
  /** Grows with each claim and release, so that a click on an outdated message has no effect. */
  readonly turn: number;
  /** Operators' clicks that an older version of the bot counted; nothing is added. */
  readonly presses: readonly string[];
}

export interface RecordedOutcome {
  readonly id: string;
  readonly outcome: Outcome;
}

/**
 * Why a request was cancelled: somebody rejected it, somebody stopped it in its stop window, or nothing was left of
 * it.
 */
export type CancelReason =
  /** `text`: in their words; null if they gave no reason. */
  | { readonly type: 'said'; readonly text: string | null }
  | { readonly type: 'stopped' }
  | { readonly type: 'nothing_left' };

export type LookingUp = Asked & {
  readonly status: 'looking_up';
  /** The open request it is about to join, and the id of the asset held there; absent: none. */
  readonly joining?: Joining;
};
export interface Joining {
  readonly other: string;
  readonly id: string;
}
export type NoMatch = Asked & {
  readonly status: 'no_match';
  readonly closest: readonly Asset[];
  readonly withheld: readonly ExcludedAsset[];
  readonly withheldMore?: number;
  readonly unlinkedBefore?: readonly PastUnlink[];
  /** The command that was probably meant, ready to run; absent if none is known. */
  readonly meant?: string;
  readonly endedAt: number;
};
export type LookupFailed = Asked & {
  readonly status: 'lookup_failed';
  readonly cause: FailureCause;
  readonly endedAt: number;
};
/** `other` is the open request that already holds the asset. */
export type Joined = Asked & {
  readonly status: 'joined';
  readonly other: string;
  /** Absent in records of an earlier version. */
  readonly how?: JoinedHow;
  readonly endedAt: number;
};
/**
 * `added` to the other request, or why not: it is the requester's own, they approved it, or `maxOthers` have joined
 * it.
 */
export type JoinedHow = (typeof joinedHows)[number];
export const joinedHows = ['added', 'own', 'approved', 'full'] as const;
export type Pending = Listed & { readonly status: 'pending' };
export type Cancelled = Decided & { readonly status: 'cancelled'; readonly why: CancelReason | null };
export type Expired = Listed & { readonly status: 'expired'; readonly endedAt: number };
/**
 * Confirmed, but the run has not started and Stop can still prevent it. `startsAt`: the earliest start; null until the stop
 * window opens, because the card with Stop has not been shown yet.
 */
export type Approved = Confirmed & { readonly status: 'approved'; readonly startsAt: number | null };
export type Running = Ran & { readonly status: 'running' };
export type Finished = Ran & {
  readonly status: 'succeeded' | 'partial' | 'failed';
  readonly endedAt: number;
};

/** A request that has a card. */
export type CardRequest = Pending | Cancelled | Expired | Approved | Running | Finished;

export function hasCard(request: Request): request is CardRequest {
  return 'assets' in request;
}

export function isFinished(request: Request): request is Finished {
  return request.status === 'succeeded' || request.status === 'partial' || request.status === 'failed';
}

/**
 * The end that people must be told of: the run's number, or 0 if the request ended without a run. Null while it is
 * open, or if it has no card, except for a crashed lookup.
 */
export function endToShow(request: Request): number | null {
  if (isFinished(request)) return request.round;
  if (request.status === 'lookup_failed') return request.cause.type === 'crashed' ? 0 : null;
  return request.status === 'cancelled' || request.status === 'expired' ? 0 : null;
}

/** True if it ended because nothing on its list could be unlinked any longer. */
export function isNothingLeft(request: Request): boolean {
  return request.status === 'cancelled' && request.why?.type === 'nothing_left';
}

/** True if the bot cancelled it because its card could not be shown to anybody. */
export function isUnseen(request: Request): boolean {
  return request.status === 'cancelled' && request.decision.by === 'bot' && request.why === null;
}

/**
 * True if it produced nothing to decide on. People are told that no request was made, so lists show it without a
 * number.
 */
export function madeNoRequest({ status }: Request): boolean {
  return status === 'no_match' || status === 'lookup_failed';
}

/** True if the request is not over. */
export function isOpen(request: Request): request is LookingUp | Pending | Approved | Running {
  return ['looking_up', 'pending', 'approved', 'running'].includes(request.status);
}

/** Everybody who asked for it, the first requester first, without duplicates. */
export function requestersOf({ requester, others }: CardRequest): string[] {
  return [...new Set([requester, ...others.map(({ user }) => user)])];
}

/** Everybody who asked for it or approved it, without duplicates. */
export function peopleIn(request: CardRequest): string[] {
  return [...new Set([...requestersOf(request), ...request.approvals.map(({ by }) => by)])];
}

/** The assets a decision applies to, or all listed ones if none is chosen. */
export function listedAssets(request: CardRequest): readonly Asset[] {
  const chosen = chosenAssets(request);
  return chosen.length === 0 ? request.assets : chosen;
}

/** The assets a decision applies to, in the card's order. */
export function chosenAssets(request: CardRequest): readonly Asset[] {
  const chosen = new Set(request.chosen);
  return request.assets.filter(({ id }) => chosen.has(id));
}

/** The assets for which nobody else may open a request while this one is open. */
export function heldAssets(request: Request): readonly AssetKey[] {
  if (!hasCard(request) || !isOpen(request) || request.dryRun) return [];
  return chosenAssets(request).map(assetKey);
}
/** The decision on a request; null while there is none. */
export function decisionOf(request: Request): Decision | null {
  return hasCard(request) && 'decision' in request ? request.decision : null;
}
