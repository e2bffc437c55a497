import type { Alert } from '../core/alert.js';
import type { Ask, Press } from '../core/ask.js';
import type { Asset, AssetKey, AssetKind } from '../core/asset.js';
import type { AuditEntry } from '../core/audit-entry.js';
import type { OutcomePlace } from '../core/history-index.js';
import type { Note, ThreadNote } from '../core/note.js';
import type { ZaloSide } from '../core/outcome.js';
import type { Person, Policies } from '../core/policy.js';
import type {
  Approved,
  CardRequest,
  Finished,
  LookingUp,
  Pending,
  Request,
  Running,
} from '../core/request.js';
import type { Transition } from '../core/transition.js';

/** What the steps of a request need of the world; each door is written for its callers and kept small. */
export interface Ports {
  readonly chat: Chat;
  readonly zca: ZcaClient;
  readonly zalo: ZaloOas;
  /** Null where a machine does the unlinking. */
  readonly manual: ManualWork | null;
  /** Who unlinks by hand, as people and groups; empty where nobody does. */
  readonly operators: readonly string[];
  readonly store: RequestStore;
  readonly jobs: Jobs;
  readonly policies: Policies;
  readonly overview: Overview;
  readonly homeReaders: HomeReaders;
  /** The lists that this process reads for those who only show them; null where they read them themselves. */
  readonly linked: SharedLists | null;
  readonly upkeep: Upkeep;
  /** How long a request is kept after it has ended, in milliseconds. */
  readonly keepFinishedMs: number;
  readonly alerts: Alerts;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** What only looks: it changes no request. */
export interface Overview {
  /** Answers a question that came as a command, privately. Throws {TryLater}. */
  answer(ask: Ask): Promise<void>;
  /** Brings somebody's overview in the chat up to date. Throws {TryLater}. */
  showHome(user: string): Promise<void>;
}

/** Every call may be repeated: what was already posted is not posted again. */
export interface Chat {
  /**
   * Posts the request's card once; later calls bring that message up to date. A card that somebody deleted stays so.
   * @throws {TryLater} when the chat is busy or the fate of an earlier post is not known yet
   * @throws {CannotPost} when the chat refuses the bot in that channel
   */
  showCard(request: CardRequest): Promise<void>;
  /** Posts the request's card if it was never posted, and leaves it alone if it was; answers with whether it was missing. Throws as `showCard`. */
  ensureCard(request: CardRequest): Promise<boolean>;
  /** Posts the result of the newest round into the card's thread, once. Throws as `showCard`. */
  postResult(request: Finished): Promise<void>;
  /** Posts what operators have to do into the card's thread, once for each round; later calls bring it up to date. Throws as `showCard`. */
  showWork(request: Running | Finished): Promise<void>;
  /** Posts it if it was never posted, and leaves it alone if it was; answers with whether it was missing. Throws as `showCard`. */
  ensureWork(request: Running): Promise<boolean>;
  /** Posts the pictures of the newest round, where there are any, into the card's thread, once. Throws {TryLater}. */
  postEvidence(request: Finished): Promise<void>;
  /** Says something to all in the card's thread, once. Where the bot may not speak any more, nothing is said. */
  postInThread(request: CardRequest, note: ThreadNote): Promise<void>;
  /** A link to the request's card; null when there is none (any more). */
  linkTo(requestId: string): Promise<string | null>;
  /** Tells one person something only they see; who cannot be told is noted in the log. `op` names the occasion: told once per occasion. Throws {TryLater}. */
  tell(op: string, to: Recipient, note: Note): Promise<void>;
  /**
   * The people in a user group, at most a minute old; newer where `wanted` is not among them. Throws when it cannot be
   * read: nobody is let in on a guess.
   */
  groupMembers(group: string, wanted?: string): Promise<ReadonlySet<string>>;
  /** What is known of a person, at most a minute old. Throws when it cannot be read. */
  person(id: string): Promise<Person>;
}

export interface Recipient {
  readonly user: string;
  /** Where they are; null: in no channel, so by direct message. */
  readonly place: { readonly channel: string; readonly thread: string | null } | null;
}

/** The linked assets as they were a moment ago: for showing while somebody types, never for deciding. */
export interface LinkedAssets {
  /** At once where they are known, however old; else as the ZCA answers. Throws the errors of `zca-error.ts`, {ZcaNotNow} where another process has yet to read them. */
  recent(kind: AssetKind): Promise<readonly Asset[]>;
  /** As the ZCA answers now; remembered for `recent`. Throws the errors of `zca-error.ts`. */
  now(kind: AssetKind): Promise<readonly Asset[]>;
}

/** The lists that some processes only show, and others read. */
export interface SharedLists {
  /** Reads anew what somebody wanted to see newer than it is known. Throws the errors of `zca-error.ts`. */
  readWanted(): Promise<void>;
}

/** All calls throw the errors of `zca-error.ts`. */
export interface ZcaClient {
  /** All assets of a kind that are linked now. */
  list(kind: AssetKind): Promise<readonly Asset[]>;
  /** The asset if it is linked now, else null. */
  read(kind: AssetKind, id: string): Promise<Asset | null>;
  /** Asks for the unlink; that it happened is known only by reading again, or for what is handed over, from a person. */
  unlink(order: UnlinkOrder): Promise<UnlinkAnswer>;
}

/** `handed_over`: people do it, in their own time; how it went is told by their presses. */
export type UnlinkAnswer = 'unlinked' | 'not_linked' | 'handed_over';

/** Where people unlink by hand. */
export interface ManualWork {
  /** When operators are reminded, in milliseconds after work was handed to them. */
  readonly remindersMs: readonly number[];
  /** Takes an asset off the list that is kept of what is linked. Safe to repeat; what was linked again since then stays. */
  markUnlinked(
    asset: Pick<Asset, 'kind' | 'id'>,
    report: { readonly by: string; readonly at: number; readonly requestId: string },
  ): Promise<void>;
}

/** What Zalo itself says of an OA, on the OA's own side. It only tells: no outcome depends on it. */
export interface ZaloOas {
  /** Which ZCA Zalo shows for the OA now; null where the bot has no token of that OA. Never rejects, and ends in time. */
  linkedZca(oaId: string): Promise<ZaloAnswer | null>;
}

export type ZaloAnswer =
  /** Empty: Zalo shows none. */
  { readonly type: 'shown'; readonly zca: string } | Extract<ZaloSide, { type: 'unreadable' }>;

export interface UnlinkOrder {
  readonly kind: AssetKind;
  readonly id: string;
  readonly requestId: string;
  /** Which run of the request this is: a retry asks anew, a repeated call within a run does not. */
  readonly round: number;
  readonly reason: string;
  /** Chat user ids. */
  readonly requestedBy: string;
  readonly approvedBy: readonly string[];
  /**
   * Called right before the first thing that may unlink, after all waiting: it records that the call goes out. Rejects
   * with {ZcaWithdrawn} once the run was stopped or has ended; then nothing may be done.
   */
  readonly begin: () => Promise<void>;
}

/** One picture of the console's page: proof of what was on it before a press, or after. */
export interface EvidencePicture {
  readonly requestId: string;
  readonly round: number;
  readonly kind: AssetKind;
  readonly id: string;
  /** The row before it was pressed; the dialog before it was confirmed; the list without the row. */
  readonly stage: 'row' | 'dialog' | 'gone';
  /** Whose turn at the browser it was: its fencing token, larger than that of every turn before; 0: not noted. */
  readonly turn: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly png: Uint8Array;
}

/** Keeps pictures for a while, and what tells them for ever: the hash of each stands in the audit log. */
export interface EvidenceShelf {
  keep(picture: EvidencePicture): Promise<void>;
  /** What is still kept of a run, the newest of each asset and stage, in the order in which they were taken. */
  of(requestId: string, round: number): Promise<readonly EvidencePicture[]>;
}

/** Something that only one may use at a time, across all processes. */
export interface BrowserTurns {
  /** Null when somebody else has it. */
  take(): Promise<BrowserTurn | null>;
}

export interface BrowserTurn {
  /** Larger than that of every turn before. */
  readonly token: number;
  /** Until when nobody else can have it, in milliseconds since the epoch; renewed by asking. Null: it was lost. */
  until(): Promise<number | null>;
  /** Safe to call when it was lost. */
  end(): Promise<void>;
}

/** An open request, and when it was last changed, in milliseconds since the epoch. */
export interface Unmoved {
  readonly id: string;
  readonly since: number;
}

export interface RequestStore {
  get(id: string): Promise<Request | null>;
  /** Several in one go, in their order; `corrupt`: what is stored there is no request any more. */
  getAll(ids: readonly string[]): Promise<readonly (Request | 'corrupt' | null)[]>;
  /** Stores a new request under the first of `ids` that is free or already its own (same delivery); answers with it. */
  create(ids: readonly string[], request: Omit<LookingUp, 'id' | 'revision' | 'status'>): Promise<Request>;
  /**
   * Applies a transition to the stored request by compare-and-set, together with its audit entry and asset locks;
   * asks `step` again when somebody else was faster.
   */
  change<R>(id: string, step: (current: Request) => Transition<R>): Promise<Change<R>>;
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
  untoldSince(before: number): Promise<readonly UntoldEnd[]>;
  /** That end is shown, with its result where there is one, or never will be. */
  told(end: UntoldEnd): Promise<void>;
}

/** Finds what people look up without reading every request. Written with each change, so it is never behind. */
export interface RequestIndex {
  /** Ids of somebody's requests, the newest first, and how many they are in all. */
  askedBy(user: string, most: number): Promise<{ readonly ids: readonly string[]; readonly total: number }>;
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
export interface Upkeep {
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

export interface UntoldEnd {
  readonly requestId: string;
  /** Of the run that ended; 0: the request ended without one. */
  readonly round: number;
}

export type Change<R> =
  | { readonly type: 'changed'; readonly request: Request }
  | { readonly type: 'refused'; readonly reason: R }
  /** Another open request holds one of the assets. */
  | { readonly type: 'held'; readonly by: string; readonly asset: string }
  | { readonly type: 'missing' };

/**
 * Remembers each message's fate across crashes: the intent is written before the post, the message after it. An
 * intent without a message means that the post may or may not have happened.
 */
export interface PostJournal {
  read(op: string): Promise<PostEntry | null>;
  /** Writes the intent unless something stands there already; answers with what stood there before, null for nothing. */
  begin(op: string, at: number): Promise<PostEntry | null>;
  /** Renews an intent that began at `since`; false when somebody else was faster. */
  again(op: string, since: number, at: number): Promise<boolean>;
  done(op: string, message: MessageRef): Promise<void>;
  /** Takes back the intent that began at `since`, and no other: nothing was posted. */
  abandon(op: string, since: number): Promise<void>;
}

export type PostEntry =
  | { readonly type: 'sending'; readonly since: number }
  | { readonly type: 'posted'; readonly message: MessageRef };

/**
 * The pace that the chat allows, kept by all processes together: whoever has to wait keeps a place, and comes back
 * when it is their turn.
 */
export interface Pace {
  /**
   * 0 when a post may go out now. Else how long it is put off, in milliseconds: it stands in its channel's line, and
   * those of one thread keep their order, also while an earlier one is on its way.
   */
  post(waiting: WaitingPost): Promise<number>;
  /** A post that had its turn has arrived, or never will. */
  posted(post: WaitingPost): Promise<void>;
  /** The chat took no post in this channel for so long, in milliseconds: nobody posts there before, and this one is the next of its line. */
  refused(post: WaitingPost, waitMs: number): Promise<number>;
  /** 0 when an update of this message may go out now; else how long it is put off, in milliseconds. */
  update(op: string): Promise<number>;
  /** An update that had its turn is over: the next one of this message stands behind those who wait. */
  updated(op: string): Promise<void>;
}

export interface WaitingPost {
  readonly op: string;
  readonly channel: string;
  /** Null for one that stands in the channel itself: those have no order among them. */
  readonly thread: string | null;
}

/** What a message that is brought up to date was last made to show; one process at a time may change it. */
export interface ShownStates {
  /**
   * Lets the caller change the message, until `end` or for a while. Answers `busy` while somebody else does, `over` when
   * a later state, or this very one, is shown already.
   */
  begin(op: string, state: ShownState): Promise<Turn | 'busy' | 'over'>;
  /** The message shows this state now; false when the turn was over before, so that somebody else may have been faster. */
  end(turn: Turn, state: ShownState): Promise<boolean>;
  /** Nothing was changed. */
  giveUp(turn: Turn): Promise<void>;
}

export interface ShownState {
  readonly revision: number;
  /** Differs where the message does. */
  readonly looks: string;
}

export interface Turn {
  readonly op: string;
  readonly token: string;
  /** What was shown when the turn began; null where that is not known. */
  readonly before: ShownState | null;
}

/** Until when the chat wants no call of a kind, known to all processes. */
export interface HeldBack {
  /** How long such calls are still held back, in milliseconds; 0: not at all. */
  left(call: string): Promise<number>;
  hold(call: string, ms: number): Promise<void>;
}

/** Redis answers before its replicas have what it was given: a server that is lost in the instant between takes that along. */
export interface Replicas {
  /**
   * Writes, and resolves once another server has it too, where there is one. @throws {TryLater} when that is not known;
   * it may have been written all the same
   */
  holding<T>(write: () => Promise<T>): Promise<T>;
}

export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
}

/** Puts the next step into the queue; the same step twice is one job. Resolves once Redis has it. */
export interface Jobs {
  ask(ask: Ask): Promise<void>;
  press(press: Press): Promise<void>;
  /** Reminders and expiry, at their times: `remindersMs` are milliseconds before it expires. Answers with how many were not there yet. */
  watch(request: Pending, remindersMs: readonly number[]): Promise<number>;
  /** Has the run begin, at the request's own time. */
  start(request: Approved): Promise<void>;
  /** One job per chosen asset, and one that reports when all of them are done. */
  unlink(request: Running): Promise<void>;
  /** The report alone, once operators have settled what was left of the run. */
  report(request: Running): Promise<void>;
  /** Reminders of work that was handed to operators, at their times: milliseconds after it was. Answers with how many were not there yet. */
  remindOperators(request: Running, remindersMs: readonly number[]): Promise<number>;
  /** Has the card show how far the run is, or how long it can still be stopped, no more often than chats allow. */
  progress(requestId: string): Promise<void>;
  /** Has somebody's overview drawn, who is looking at it. */
  home(user: string): Promise<void>;
  /** Has it drawn anew if they look at it at all; the many that ask so within a moment are one. */
  refreshHome(user: string): Promise<void>;
  /**
   * Puts back the job of an open request, or the one that shows how one has ended, that is missing or has died; answers with how
   * many. After some times, at growing distances, it is `over`: putting it back again is no use.
   */
  revive(request: Request): Promise<number | 'over'>;
}

/**
 * Attempts to put something into the queue. One whose answer never came may still arrive; whoever made it was told that it was
 * not recorded, so what comes of it is not carried out.
 */
export interface Takings {
  /** The attempt is known to have arrived: the job, whichever attempt made it, is to be done. */
  taken(job: string, taking: string): Promise<void>;
  /** Its answer never came. Returns at once; keeps trying for a while when the memory does not answer. */
  disown(taking: string): void;
  /** The job is being carried out: from now on it is never disowned, so that what it has begun is ended. */
  begun(job: string): Promise<void>;
  /** Whether the attempt that made this job was disowned, no other is known to have arrived, and it never began. */
  isDisowned(job: string, taking: string): Promise<boolean>;
}

/** This process's clock beside the one that all processes share. */
export interface Clock {
  /** By how many milliseconds, at least, this clock is ahead of the shared one; negative: behind it. Rejects when that does not answer. */
  offBy(): Promise<number>;
}

/** Tells those who run the bot what they have to mend. */
export interface Alerts {
  /**
   * Never throws and keeps nobody waiting. Raised again and again while something lasts, it is told once an hour, by one
   * of all processes; where it cannot be told, it is in the log.
   */
  raise(alert: Alert): void;
}

/** Remembers, for all processes, what was told. Every call rejects when the memory does not answer. */
export interface AlertMemory {
  /** Null: it was told within the hour, or somebody else is telling it, or too many of its type were told. */
  claim(cause: string, type: string, at: number): Promise<AlertClaim | null>;
  /** The one who claimed it has told it. */
  told(cause: string): Promise<void>;
  /** The one who claimed it could not tell it. */
  release(cause: string): Promise<void>;
}

export interface AlertClaim {
  /** When this was raised first, of the times that it did not stop for long; milliseconds since the epoch. */
  readonly since: number;
  /** No further one of this type is told for an hour. */
  readonly isLast: boolean;
}

/** Which try of a job this is. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** No other will follow when this one fails. */
  readonly last: boolean;
  /** Milliseconds since the job was made. */
  readonly ageMs: number;
}

export interface Log {
  info(what: string, facts?: LogFacts): void;
  warn(what: string, facts?: LogFacts): void;
  error(what: string, facts?: LogFacts): void;
}

/** Ids and counts; never texts from outside, never secrets. */
export type LogFacts = { readonly [name: string]: string | number | boolean | null | undefined };
