import type { AssetKey, AssetKind } from '../../core/asset/asset.js';
import type { Refusal, Verdict } from '../../core/messages/verdict.js';
import type { AuditEntry } from '../../core/request/audit-entry.js';
import type { OutcomePlace } from '../../core/request/history-index.js';
import type { LookingUp, Request } from '../../core/request/request.js';
import type { Transition } from '../../core/request/transition.js';

/** `corrupt`: the stored record is malformed. `newer`: a newer version of the bot wrote it. */
export type StoredRequest = Request | 'corrupt' | 'newer' | null;

export interface RequestStore {
  /** @throws {TryLater} if a newer version of the bot wrote it */
  get(id: string): Promise<Request | null>;
  /** Several requests at once, in the order of `ids`. */
  getAll(ids: readonly string[]): Promise<readonly StoredRequest[]>;
  /**
   * Stores a new request, with its delivery's verdict, under the first of `ids` that is free or already its own (same
   * delivery), and returns it.
   * @throws {TryLater} if another run has just refused the delivery
   */
  create(ids: readonly string[], request: Omit<LookingUp, 'id' | 'revision' | 'status'>): Promise<Request>;
  /** The same, with a limit on the person's open requests: stores nothing if they have `maxOpen`. */
  create(
    ids: readonly string[],
    request: Omit<LookingUp, 'id' | 'revision' | 'status'>,
    maxOpen: number,
  ): Promise<Request | 'too_many_open'>;
  /**
   * Applies a transition to the stored request by compare-and-set, together with its audit entry and asset locks;
   * calls `step` again if another process was faster. `press`: the click behind the change; its verdict is written
   * with it.
   */
  change<R>(id: string, step: (current: Request) => Transition<R>, press?: string): Promise<Change<R>>;
  /**
   * The verdict on a click or a command; null if there is none yet.
   * @throws {TryLater} if only a newer version of the bot can read it, or if no other server is known to have it
   */
  verdict(delivery: string): Promise<Verdict | null>;
  /**
   * Refuses a click or a command that has no verdict yet; returns the verdict that holds. A person's first ten
   * refusals at one request get an audit entry each, later ones one an hour.
   */
  refuse(delivery: string, why: Refusal, entry: AuditEntry): Promise<Verdict>;
  /** Adds an audit entry that changes no request. */
  note(entry: AuditEntry): Promise<void>;
  /**
   * Open requests unchanged since `before` (milliseconds since the epoch), oldest change first, without those
   * verified intact since then.
   */
  openSince(before: number): Promise<readonly Unmoved[]>;
  /** The request is verified intact; `openSince` leaves it out for `forMs` unless it changes. */
  markIntact(request: Unmoved, forMs: number): Promise<void>;
  /**
   * True if no request ever had this id here. False for an id that a restore of Redis, which `npm run restored` knows of,
   * may have lost.
   */
  isLost(id: string): Promise<boolean>;
  /** Ids of all open requests, oldest change first. */
  open(): Promise<readonly string[]>;
  /** The open request that holds each asset; null if none does. */
  holders(assets: readonly AssetKey[]): Promise<readonly (string | null)[]>;
  /** Ends before `before` that people have not been told of, oldest first. */
  unreportedEnds(before: number): Promise<readonly UnreportedEnd[]>;
  /** The end is reported, with its result if any, or never will be. */
  markReported(end: UnreportedEnd): Promise<void>;
}

export type Change<R> =
  | { readonly type: 'changed'; readonly request: Request }
  | { readonly type: 'refused'; readonly reason: R }
  /** Another open request holds one of the assets. */
  | { readonly type: 'held'; readonly by: string; readonly asset: string }
  /** The click already has a verdict: another run of its job was faster. */
  | { readonly type: 'judged'; readonly verdict: Verdict }
  | { readonly type: 'missing' };

/** An open request and its last change, in milliseconds since the epoch. */
export interface Unmoved {
  readonly id: string;
  readonly since: number;
}

export interface UnreportedEnd {
  readonly requestId: string;
  /** The run that ended; 0: the request ended without one. */
  readonly round: number;
}

/** Indexes for queries, so that nothing reads every request. Written with each change, so they are always current. */
export interface RequestIndex {
  /** Ids of a person's requests, newest first, and their total number. */
  requestOfDelivery(
    user: string,
    most: number,
  ): Promise<{ readonly ids: readonly string[]; readonly total: number }>;
  /** Ids of a person's open requests, newest first. */
  openOf(user: string): Promise<readonly string[]>;
  /**
   * The pending requests that expire after `now`, and which of them are this person's; null while some of an earlier
   * version may be missing.
   */
  pending(user: string, now: number): Promise<PendingRequests | null>;
  /** Outcomes of these kinds since `from` (milliseconds since the epoch) that match the query, newest first. */
  outcomes(wanted: WantedOutcomes): Promise<FoundOutcomes>;
  /**
   * The number of assets of these kinds that the bot unlinked from each moment to the next; the last range is open.
   */
  unlinkedFrom(kinds: readonly AssetKind[], moments: readonly number[]): Promise<readonly number[]>;
}

/** A kind of asset and the channel in which requests for it are pending. */
export interface PendingPlace {
  readonly kind: AssetKind;
  readonly channel: string;
}

/** A place, without some of its requests. */
export interface WantedPlace extends PendingPlace {
  readonly without: readonly string[];
}

export interface PendingRequests {
  /** Where there are any. */
  readonly places: readonly PendingPlace[];
  /** Those that the person asked for or joined, expired ones included. */
  readonly own: readonly (PendingPlace & { readonly id: string })[];
  within(places: readonly WantedPlace[]): Promise<FoundPending>;
}

export interface FoundPending {
  readonly total: number;
  /** Ids, soonest to expire first. */
  read(skip: number, most: number): Promise<readonly string[]>;
}

export interface WantedOutcomes {
  /** At least one. */
  readonly kinds: readonly AssetKind[];
  readonly query: string | null;
  readonly from: number | null;
  /** Only outcomes before this moment; absent: all since `from`. */
  readonly until?: number;
  /** The number of newest outcomes that a query searches; unused without a query. */
  readonly reach: number;
}

export interface FoundOutcomes {
  readonly total: number;
  /** When the oldest outcome searched was recorded; null if none is older. */
  readonly searchedTo: number | null;
  /** False while requests of an earlier version are still being indexed, so some may be missing. */
  readonly isWhole: boolean;
  /** A new outcome in between moves all others back by one. */
  read(skip: number, most: number): Promise<readonly OutcomePlace[]>;
}

/** Keeps the store small and its index complete. */
export interface Maintenance {
  /** Indexes requests whose entries are missing or outdated; returns how many there were. */
  healIndex(): Promise<number>;
  /**
   * Indexes pending requests that an older version of the bot wrote, and removes the entries of those it ended; returns
   * how many there were.
   */
  healPending(): Promise<number>;
  /** Removes up to `most` requests that ended before `before`, oldest first, and returns them. */
  forget(before: number, most: number): Promise<readonly Request[]>;
}

/** Remembers for thirty days who opened their overview in the chat. */
export interface HomeReaders {
  remember(user: string): Promise<void>;
  has(user: string): Promise<boolean>;
}

/** Redis confirms a write before its replicas have it: a server lost in that instant takes the write with it. */
export interface Replicas {
  /**
   * Runs a write and resolves once another server has it too, if there is one.
   * @throws {TryLater} if that is unknown; the write may have happened
   */
  holding<T>(write: () => Promise<T>): Promise<T>;
}
