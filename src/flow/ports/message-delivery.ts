export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
  /** The thread it stands in; absent in the channel itself, and where an earlier version has posted it. */
  readonly thread?: string;
}

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

/**
 * Where a command or press can be answered in the place it came from, also where the bot may not post. An address is a
 * secret, and lives half an hour.
 */
export interface ReplyAddresses {
  keep(delivery: string, address: string): Promise<void>;
  /** Null where none is known, or none lives any more. */
  of(delivery: string): Promise<string | null>;
}

export type PostEntry =
  | { readonly type: 'sending'; readonly since: number }
  | { readonly type: 'posted'; readonly message: MessageRef };

/**
 * The pace that the chat allows, kept by all processes together: whoever has to wait keeps a place, and comes back
 * when it is their turn.
 */
export interface RateLimiter {
  /**
   * 0 when a post may go out now. Else how long it is put off, in milliseconds: it stands in its channel's line, where
   * people take turns and those of one thread keep their order, also while an earlier one is on its way.
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
  /** Whose request it is about: a channel's line gives each person a turn, however many posts they cause. */
  readonly causedBy: string;
}

/** What a message that is brought up to date was last made to show; one process at a time may change it. */
export interface RenderedVersions {
  /**
   * Lets the caller change the message, until `end` or for a while. Answers `busy` while somebody else does, `over` when
   * a later state, or this very one, is shown already.
   */
  begin(op: string, state: RenderedVersion): Promise<RenderLease | 'busy' | 'over'>;
  /** The message shows this state now; false when the turn was over before, so that somebody else may have been faster. */
  end(turn: RenderLease, state: RenderedVersion): Promise<boolean>;
  /** Nothing was changed. */
  giveUp(turn: RenderLease): Promise<void>;
}

export interface RenderedVersion {
  readonly revision: number;
  /** Differs where the message does. */
  readonly looks: string;
}

export interface RenderLease {
  readonly op: string;
  readonly token: string;
  /** What was shown when the turn began; null where that is not known. */
  readonly before: RenderedVersion | null;
}

/** Until when the chat wants no call of a kind, known to all processes. */
export interface RateLimitCooldown {
  /** How long such calls are still held back, in milliseconds; 0: not at all. */
  left(call: string): Promise<number>;
  hold(call: string, ms: number): Promise<void>;
}
