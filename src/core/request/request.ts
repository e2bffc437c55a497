import { type Asset, type AssetKey, type AssetKind, assetKey } from '../asset/asset.js';
import type { FailureCause, Outcome } from './outcome.js';

/**
 * *request*: one ask to unlink one or more assets, with a short id people can say aloud (`UR-7K2M`).
 * *requester*: who asked. *approver*: who may confirm. *card*: the message that carries a request.
 * Each status carries only what is known then. All times are milliseconds since the epoch.
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
  /** Grows by one at each stored change; what compare-and-set compares. */
  readonly revision: number;
  /** Hash of the delivery that asked: the same delivery, repeated, is the same request. */
  readonly delivery: string;
  readonly kind: AssetKind;
  /** What was asked for: each an id, a part of one, or words of a name. */
  readonly queries: readonly string[];
  readonly reason: string | null;
  /** Everything is done but the unlink. */
  readonly dryRun: boolean;
  readonly requester: string;
  readonly channel: string;
  /** The thread it was asked in; null for a channel. */
  readonly thread: string | null;
  readonly askedAt: number;
  /** The message that asked, by its `ts`; absent where none did, or an earlier version did not keep it. */
  readonly message?: string;
}

interface Listed extends Asked {
  /** What the card lists. */
  readonly assets: readonly Asset[];
  /** How many more matched than the card lists. */
  readonly more: number;
  /** Queries that matched nothing. */
  readonly missed: readonly string[];
  /** Assets that come closest to what an id that was missed may mean; absent: none, or an earlier version did not keep it. */
  readonly closest?: readonly Asset[];
  /** Of what was missed, what had been unlinked before; absent: nothing, or an earlier version did not look. */
  readonly unlinkedBefore?: readonly PastUnlink[];
  /** What matched and cannot be asked for, as far as it is kept. */
  readonly withheld: readonly ExcludedAsset[];
  /** How many more of that there were; absent: none. */
  readonly withheldMore?: number;
  /** Ids, among `assets`, that a decision would apply to. */
  readonly chosen: readonly string[];
  /** When somebody last chose; 0 when nobody has. */
  readonly chosenAt: number;
  /** Who last chose; absent where nobody has, or an earlier version did not keep it. */
  readonly chosenBy?: string;
  /** Grows when the list or the choice changes. */
  readonly listRevision: number;
  /** The list revision with which the list itself last changed; absent, where an older version of the bot did not note it: this one. */
  readonly listSince?: number;
  /** What the newest reading of the ZCA changed in the list; empty when nothing differs from what was first shown. */
  readonly changes: readonly AssetChange[];
  /** Who has approved this very list, in order, each person once. */
  readonly approvals: readonly Decision[];
  /**
   * Presses that an older version of the bot took back, that took back, or that stopped an earlier run. Today a press has
   * its verdict; nothing is added here.
   */
  readonly withdrawn: readonly string[];
  /** Whose approvals do not count any more since the list or the choice has changed; who approves it again leaves. */
  readonly dropped: readonly string[];
  /** The list revision that dropped the last of them; absent in records of an earlier version. */
  readonly droppedAt?: number;
  /** Set: it was confirmed, and before it ran those approvals did not suffice any more. */
  readonly lapsed?: RevokedApproval;
  /** Others who asked for the same while it was open, each person once, `maxOthers` at most. */
  readonly others: readonly OtherRequester[];
  readonly expiresAt: number;
}

/** An asset that a query names and that was unlinked by way of the bot before it was asked for. */
export interface PastUnlink {
  readonly query: string;
  readonly asset: Asset;
  readonly requestId: string;
  readonly at: number;
  /** Who had approved it. */
  readonly approvedBy: readonly string[];
}

/** An asset that matched and is left out: it is protected, or another open request holds it. */
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

/** Before a run began its approvals were held against the policy once more, and fell short. */
export interface RevokedApproval {
  readonly at: number;
  /** Whose approvals do not count now; empty where the policy has come to ask for more approvals. */
  readonly by: readonly string[];
  /** How many it takes. */
  readonly needed: number;
  /** Set: the run could not begin within the life of a request; absent: those people may no longer approve. */
  readonly late?: true;
}

/** Somebody who has joined a request of somebody else by asking for the same. */
export interface OtherRequester {
  readonly user: string;
  /** The newest that they gave. */
  readonly reason: string | null;
  /** When they last asked. */
  readonly at: number;
  /** The newest request of theirs that was joined to this one. */
  readonly requestId: string;
  /** Ids of what they asked for; absent in records of an earlier version. */
  readonly assets?: readonly string[];
}

/** As many people may join a request; who asks after them is pointed to its card. */
export const maxOthers = 50;

export interface Decision {
  /** A person, or `bot`. */
  readonly by: string;
  readonly at: number;
  /** Hash of the press's delivery: the same press, repeated, is the same decision. Of the bot's own: what tells it from others. */
  readonly press: string;
  /** Of an approval: ids of the assets whose last digits were typed for it; absent: none had to be, or an earlier version did not keep it. */
  readonly typed?: readonly string[];
}

interface Decided extends Listed {
  /** The one that decided: the cancellation, or the last approval that was needed; the bot's, where fewer have come to be needed. */
  readonly decision: Decision;
}

interface Confirmed extends Decided {
  /** Grows by one at each retry; 1 for the first run. */
  readonly round: number;
  readonly retries: readonly Decision[];
  /** The people whose approval carries the newest run; absent: all who have approved, and who pressed Retry (`runApproversOf`). */
  readonly carriedBy?: readonly string[];
  /** Ids of assets, once for each unlink call that is under way or whose end is not clear. */
  readonly called: readonly string[];
  /** The ZCA that Zalo itself showed for an OA before the first unlink call; only of OAs whose token the bot has. */
  readonly zaloBefore?: readonly { readonly id: string; readonly zca: string }[];
  readonly settled: readonly RecordedOutcome[];
  /** Only where people unlink by hand. */
  readonly handWork?: ManualTask;
}

interface Ran extends Confirmed {
  readonly startedAt: number;
  /** Set: what has not begun is not begun any more. */
  readonly stop: Decision | null;
  /** What was called for in this run, tried for the last time, and has no clear end; absent: nothing. */
  readonly doubts?: readonly UnresolvedAttempt[];
  /** The calls of this run that are known to have unlinked nothing, each by the revision that it made; absent: none. */
  readonly voided?: readonly number[];
}

/** How the last try of an unlink went whose call may still be carried out: nothing more is called for it, it is read. */
export interface UnresolvedAttempt {
  readonly id: string;
  readonly at: number;
  readonly tries: number;
  readonly cause: FailureCause;
}

/** The part of a run that operators do by hand in the ZCA's own page. One of them at a time has taken it, all of it. */
export interface ManualTask {
  /** When the first asset of this run was handed to them; 0 while none was. */
  readonly since: number;
  /** Ids that were handed to them in this run, settled or not. */
  readonly ids: readonly string[];
  /** Who has taken it; null: nobody, or nobody any more. */
  readonly taken: Decision | null;
  /** Out of whose hands it was taken; absent where it was free. */
  readonly takenFrom?: string;
  /** Grows with each taking and giving back: a press made on an older message moves nothing. */
  readonly turn: number;
  /** Operators' presses that have counted in an older version of the bot; nothing is added. */
  readonly presses: readonly string[];
}

export interface RecordedOutcome {
  readonly id: string;
  readonly outcome: Outcome;
}

/** Why a request was cancelled: somebody has said no to it, it was stopped in its stop window, or nothing was left of it. */
export type CancelReason =
  /** `text`: in their words; null: they gave none. */
  | { readonly type: 'said'; readonly text: string | null }
  | { readonly type: 'stopped' }
  | { readonly type: 'nothing_left' };

export type LookingUp = Asked & {
  readonly status: 'looking_up';
  /** The open request that it is being joined to, and the id of the asset that is held there; absent: none. */
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
  /** A whole command that was likely meant, ready to be run; absent: none is known. */
  readonly meant?: string;
  readonly endedAt: number;
};
export type LookupFailed = Asked & {
  readonly status: 'lookup_failed';
  readonly cause: FailureCause;
  readonly endedAt: number;
};
/** The asset was already asked for; `other` is the open request that holds it. */
export type Joined = Asked & {
  readonly status: 'joined';
  readonly other: string;
  /** Absent in records of an earlier version. */
  readonly how?: JoinedHow;
  readonly endedAt: number;
};
/** Added to the other request; or not, for it is their own, they have approved it, or as many as it takes have joined it. */
export type JoinedHow = (typeof joinedHows)[number];
export const joinedHows = ['added', 'own', 'approved', 'full'] as const;
export type Pending = Listed & { readonly status: 'pending' };
export type Cancelled = Decided & { readonly status: 'cancelled'; readonly why: CancelReason | null };
export type Expired = Listed & { readonly status: 'expired'; readonly endedAt: number };
/**
 * Confirmed, and not begun: it can be stopped as if nothing had been decided. `startsAt`: it does not begin before; null
 * while its stop window has not opened, since the card that offers Stop has not been shown.
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
 * Which end of a request people have to be shown: that of a run, by its round, or 0 where it ended without one. Null while
 * it is open, and where it has no card, but for a look-up that was given up.
 */
export function endToShow(request: Request): number | null {
  if (isFinished(request)) return request.round;
  if (request.status === 'lookup_failed') return request.cause.type === 'crashed' ? 0 : null;
  return request.status === 'cancelled' || request.status === 'expired' ? 0 : null;
}

/** Whether it ended because nothing of its list can be unlinked any more. */
export function isNothingLeft(request: Request): boolean {
  return request.status === 'cancelled' && request.why?.type === 'nothing_left';
}

/** Whether the bot has called it off because nobody could be shown its card. */
export function isUnseen(request: Request): boolean {
  return request.status === 'cancelled' && request.decision.by === 'bot' && request.why === null;
}

/**
 * Whether it has led to nothing that somebody could decide on. People are told that no request was made, so wherever it is
 * listed it has no number.
 */
export function madeNoRequest({ status }: Request): boolean {
  return status === 'no_match' || status === 'lookup_failed';
}

/** Whether something is still to happen to the request. */
export function isOpen(request: Request): request is LookingUp | Pending | Approved | Running {
  return ['looking_up', 'pending', 'approved', 'running'].includes(request.status);
}

/** Everybody who asked for it, each once, the first one first. */
export function requestersOf({ requester, others }: CardRequest): string[] {
  return [...new Set([requester, ...others.map(({ user }) => user)])];
}

/** Everybody who has a part in it, each once: who asked, and who approved. */
export function peopleIn(request: CardRequest): string[] {
  return [...new Set([...requestersOf(request), ...request.approvals.map(({ by }) => by)])];
}

/** The assets a decision applies to, or all that are listed where none is chosen. */
export function listedAssets(request: CardRequest): readonly Asset[] {
  const chosen = chosenAssets(request);
  return chosen.length === 0 ? request.assets : chosen;
}

/** The assets a decision applies to, in the card's order. */
export function chosenAssets(request: CardRequest): readonly Asset[] {
  return request.assets.filter((asset) => request.chosen.includes(asset.id));
}

/** The assets nobody else may open a request for while this one is open. */
export function heldAssets(request: Request): readonly AssetKey[] {
  if (!hasCard(request) || !isOpen(request) || request.dryRun) return [];
  return chosenAssets(request).map(assetKey);
}

/** Letters and digits that are not mistaken for each other when read aloud or copied by hand (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The ids a request may take, shortest first, made of a hash in hexadecimal digits (at least 32): the same
 * delivery always asks for the same ids, so a repeated delivery finds its own request.
 */
export function requestIds(delivery: string): string[] {
  const symbols = [...(delivery.match(/[0-9a-f]{2}/gu) ?? [])].map(
    (byte) => alphabet[Number.parseInt(byte, 16) % 32],
  );
  return [4, 5, 6, 8, 12].map((length) => `UR-${symbols.slice(0, length).join('')}`);
}

export function isRequestId(text: string): boolean {
  return /^UR-[0-9A-HJKMNP-TV-Z]{4,12}$/u.test(text);
}
