import type { PrivateMessage, ThreadMessage } from '../../core/messages/private-message.js';
import type { Person } from '../../core/request/policy.js';
import type { CardRequest, Finished, Running } from '../../core/request/request.js';

/** What is so for the moment, and stored nowhere. */
export interface ShownNow {
  /** The run stands, since the ZCA takes no call. */
  readonly zcaIsBusy: boolean;
}

/** Every call may be repeated: what was already posted is not posted again. */
export interface Chat {
  /**
   * Posts the request's card once; later calls bring that message up to date. A card that somebody deleted stays so.
   * @throws {TryLater} when the chat is busy or the fate of an earlier post is not known yet
   * @throws {CannotPost} when the chat refuses the bot in that channel
   */
  showCard(request: CardRequest, now?: ShownNow): Promise<void>;
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
  /**
   * Says something to all in the card's thread, once. Where the bot may not speak any more, those who asked are told an end by
   * direct message; nothing else is said.
   */
  postInThread(request: CardRequest, note: ThreadMessage): Promise<void>;
  /** A link to the request's card; null when there is none (any more). */
  linkTo(requestId: string): Promise<string | null>;
  /** Tells one person something only they see; who cannot be told is noted in the log. `op` names the occasion: told once per occasion. Throws {TryLater}. */
  tell(op: string, to: Recipient, note: PrivateMessage): Promise<void>;
  /**
   * The people in a user group, at most a minute old. Throws when it cannot be read and nothing read before is new enough:
   * nobody is let in on a guess.
   */
  groupMembers(group: string, wanted?: MembersWanted): Promise<ReadonlySet<string>>;
  /** What is known of a person, at most a minute old, or as `fresh` says. Throws when it cannot be read. */
  person(id: string, wanted?: Pick<MembersWanted, 'fresh'>): Promise<Person>;
}

export interface MembersWanted {
  /** Somebody who may just have been added: where they are missing, the group is read again, but not at every such wish. */
  readonly wanted?: string | undefined;
  /** Read after this was asked, and nothing older. */
  readonly fresh?: boolean;
}

export interface Recipient {
  readonly user: string;
  /** Where they are; null: in no channel, so by direct message. */
  readonly place: { readonly channel: string; readonly thread: string | null } | null;
}
