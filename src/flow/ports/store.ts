import type { AssetKey, AssetKind } from '../../core/asset/asset.js';
import type { Refusal, Verdict } from '../../core/messages/verdict.js';
import type { AuditEntry } from '../../core/request/audit-entry.js';
import type { OutcomePlace } from '../../core/request/history-index.js';
import type { LookingUp, Request } from '../../core/request/request.js';
import type { Transition } from '../../core/request/transition.js';

/** `corrupt`: what is stored is no request any more. `newer`: a newer version of the bot has written it. */
export type StoredRequest = Request | 'corrupt' | 'newer' | null;

export interface RequestStore {
  /** @throws {TryLater} when a newer version of the bot has written it */
  get(id: string): Promise<Request | null>;
  /** Several in one go, in their order. */
  getAll(ids: readonly string[]): Promise<readonly StoredRequest[]>;
  /**
   * Stores a new request under the first of `ids` that is free or already its own (same delivery), with its delivery's
   * verdict; answers with it. @throws {TryLater} when another run has refused the delivery in the same moment
   */
  create(ids: readonly string[], request: Omit<LookingUp, 'id' | 'revision' | 'status'>): Promise<Request>;
  /** The same for somebody who may have so many open requests: nothing is stored where they have them. */
  create(
    ids: readonly string[],
    request: Omit<LookingUp, 'id' | 'revision' | 'status'>,
    maxOpen: number,
  ): Promise<Request | 'too_many_open'>;
  /**
   * Applies a transition to the stored request by compare-and-set, together with its audit entry and asset locks;
   * asks `step` again when somebody else was faster. `press`: whose change this is; its verdict is written with it.
   */
  change<R>(id: string, step: (current: Request) => Transition<R>, press?: string): Promise<Change<R>>;
  /**
   * What a press or a command came to; null while that is open. @throws {TryLater} when only a newer version of the bot
   * can read it, or no other server is known to have it
   */
  verdict(delivery: string): Promise<Verdict | null>;
  /**
   * Refuses a press or a command unless it has its verdict; answers with the one that stands. Of one person's refusals at
   * one request the first ten have an audit entry each, later ones one an hour.
   */
  refuse(delivery: string, why: Refusal, entry: AuditEntry): Promise<Verdict>;
  /** Adds an audit entry that changes no request. */
  note(entry: AuditEntry): Promise<void>;
  /**
   * Open requests, oldest change first, that have not changed since `before` (milliseconds since the epoch), but for those
   * that were seen whole since.
   */
  openSince(before: number): Promise<readonly Unmoved[]>;
  /** Nothing is missing of it; `openSince` leaves it out for so long, in milliseconds, unless it changes. */
  seenWhole(request: Unmoved, forMs: number): Promise<void>;
  /** Ids of all open requests, oldest change first. */
  open(): Promise<readonly string[]>;
  /** The open request that holds each asset; null where none does. */
  holders(assets: readonly AssetKey[]): Promise<readonly (string | null)[]>;
  /** Ends that people were not shown yet, oldest first, of those before `before`. */
  untoldSince(before: number): Promise<readonly UnreportedEnd[]>;
  /** That end is shown, with its result where there is one, or never will be. */
  told(end: UnreportedEnd): Promise<void>;
}

export type Change<R> =
  | { readonly type: 'changed'; readonly request: Request }
  | { readonly type: 'refused'; readonly reason: R }
  /** Another open request holds one of the assets. */
  | { readonly type: 'held'; readonly by: string; readonly asset: string }
  /** The press has its verdict: another run of its job was faster. */
  | { readonly type: 'judged'; readonly verdict: Verdict }
  | { readonly type: 'missing' };

/** An open request, and when it was last changed, in milliseconds since the epoch. */
export interface Unmoved {
  readonly id: string;
  readonly since: number;
}

export interface UnreportedEnd {
  readonly requestId: string;
  /** Of the run that ended; 0: the request ended without one. */
  readonly round: number;
}

/** Finds what people look up without reading every request. Written with each change, so it is never behind. */
export interface RequestIndex {
  /** Ids of somebody's requests, the newest first, and how many they are in all. */
  requestOfDelivery(
    user: string,
    most: number,
  ): Promise<{ readonly ids: readonly string[]; readonly total: number }>;
  /** The outcomes of these kinds since `from` (milliseconds since the epoch) that fit the query, the newest first. */
  outcomes(wanted: WantedOutcomes): Promise<FoundOutcomes>;
  /** How many assets of these kinds the bot unlinked from each moment until the next; the last is open. */
  unlinkedFrom(kinds: readonly AssetKind[], moments: readonly number[]): Promise<readonly number[]>;
}

export interface WantedOutcomes {
  /** At least one. */
  readonly kinds: readonly AssetKind[];
  readonly query: string | null;
  readonly from: number | null;
  /** Those before this moment; absent: all since `from`. */
  readonly until?: number;
  /** How many of the newest outcomes a query is looked for in; without a query nothing is looked through. */
  readonly reach: number;
}

export interface FoundOutcomes {
  readonly total: number;
  /** When the oldest outcome was that was looked at; null: none is older. */
  readonly searchedTo: number | null;
  /** False: requests of an earlier version are still being indexed, so that some may be missing. */
  readonly isWhole: boolean;
  /** One that comes in meanwhile moves all others back by one. */
  read(skip: number, most: number): Promise<readonly OutcomePlace[]>;
}

/** Keeps what is stored small, and its index whole. */
export interface Maintenance {
  /** Indexes what is not, or not as it is now; answers with how many requests that were. */
  healIndex(): Promise<number>;
  /** Removes up to `most` requests that ended before `before`, the oldest first; answers with them. */
  forget(before: number, most: number): Promise<readonly Request[]>;
}

/** Remembers who looks at their overview in the chat, for thirty days. */
export interface HomeReaders {
  remember(user: string): Promise<void>;
  has(user: string): Promise<boolean>;
}

/** Redis answers before its replicas have what it was given: a server that is lost in the instant between takes that along. */
export interface Replicas {
  /**
   * Writes, and resolves once another server has it too, where there is one. @throws {TryLater} when that is not known;
   * it may have been written all the same
   */
  holding<T>(write: () => Promise<T>): Promise<T>;
}
