import type { PrivateMessage, ThreadMessage } from '../../core/messages/private-message.js';
import type { Person } from '../../core/request/permission.js';
import type { CardRequest, Finished, Running } from '../../core/request/request.js';

/** Facts of the moment that are not stored. */
export interface ShownNow {
  /** The run pauses because the ZCA accepts no calls. */
  readonly zcaIsBusy: boolean;
}

/**
 * What one chat product must do for a request. Every call may be repeated: nothing is posted twice. Where messages
 * cannot be changed, a state that people must know is a new message.
 */
export interface Surface {
  /**
   * Posts the request's card once; later calls update it. A card that somebody deleted is not posted again.
   * @throws {TryLater} if the chat is busy or the fate of an earlier post is unknown
   * @throws {CannotPost} if the chat refuses the bot in that channel
   */
  showCard(request: CardRequest, now?: ShownNow): Promise<void>;
  /**
   * Posts the request's card if it was never posted, and does not update it otherwise. Returns whether it was
   * missing. Throws as `showCard`.
   */
  ensureCard(request: CardRequest): Promise<boolean>;
  /** Posts the result of the newest run into the card's thread, once. Throws as `showCard`. */
  postResult(request: Finished): Promise<void>;
  /** Posts the operators' task into the card's thread, once per run; later calls update it. Throws as `showCard`. */
  showWork(request: Running | Finished): Promise<void>;
  /**
   * Posts the task if it was never posted, and does not update it otherwise. Returns whether it was missing. Throws
   * as `showCard`.
   */
  ensureWork(request: Running): Promise<boolean>;
  /** Posts the newest run's screenshots, if any, into the card's thread, once. Throws {TryLater}. */
  postEvidence(request: Finished): Promise<void>;
  /**
   * Posts a message into the card's thread, once. If the bot can no longer post there, requesters learn of an end by
   * direct message; other messages are dropped.
   */
  postInThread(request: CardRequest, note: ThreadMessage): Promise<void>;
  /**
   * Sends a message that only one person sees, once per occasion `op`; if they cannot be reached, the log says so.
   * Throws {TryLater}.
   */
  tell(op: string, to: Recipient, note: PrivateMessage): Promise<void>;
}

/** A surface that tells each person by themselves, so that some may not hear. */
export interface TellsEach {
  /**
   * Those who may approve a pending request and whom no message reaches, if so many that nobody could confirm it as
   * it is; else empty. A Slack account counts as reached where Slack shows the card.
   */
  unreachable(request: CardRequest, isInSlack: boolean): Promise<readonly string[]>;
}

/** The people that policies and requests name, whatever chat they use. */
export interface ChatPeople {
  /**
   * The members of a user group, at most a minute old. Throws if it cannot be read and no earlier reading is recent
   * enough: the bot never guesses a permission.
   */
  groupMembers(group: string, wanted?: MembersWanted): Promise<ReadonlySet<string>>;
  /** Facts about a person, at most a minute old, or as `fresh` requires. Throws if they cannot be read. */
  person(id: string, wanted?: Pick<MembersWanted, 'fresh'>): Promise<Person>;
}

/** All surfaces together, as a request's steps see them. */
export interface Chat extends Surface, ChatPeople {
  /** A link to the request's card; null if there is none, or no longer one. */
  linkTo(requestId: string): Promise<string | null>;
}

export interface MembersWanted {
  /**
   * A person who may just have been added: if they are missing, the group is read again, though not at every such
   * call.
   */
  readonly wanted?: string | undefined;
  /** Requires a reading made after this call. */
  readonly fresh?: boolean;
}

export interface Recipient {
  readonly user: string;
  /** Their place; null without a channel, so they get a direct message. */
  readonly place: { readonly channel: string; readonly thread: string | null } | null;
}
