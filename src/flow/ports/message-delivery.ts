export interface MessageRef {
  readonly channel: string;
  readonly ts: string;
  /** Its thread; absent if it is in the channel itself, or if an earlier version posted it. */
  readonly thread?: string;
}

/**
 * Remembers each message's fate across crashes: the intent is written before the post, the message after it. With an
 * intent but no message, the post may or may not have happened.
 */
export interface PostJournal {
  read(op: string): Promise<PostEntry | null>;
  /** Writes the intent unless there is an entry; returns the existing entry, null if there was none. */
  begin(op: string, at: number): Promise<PostEntry | null>;
  /** Renews an intent that began at `since`; false if another process was faster. */
  again(op: string, since: number, at: number): Promise<boolean>;
  done(op: string, message: MessageRef): Promise<void>;
  /** Removes the intent that began at `since`, and no other: nothing was posted. */
  abandon(op: string, since: number): Promise<void>;
  /** Removes the entry of this message, and no other, so that it may be posted again. */
  forget(op: string, message: MessageRef): Promise<void>;
}

/**
 * Keeps addresses for replying to a command or click where it came from, even where the bot may not post. An address
 * is a secret and expires after half an hour.
 */
export interface ReplyAddresses {
  keep(delivery: string, address: string): Promise<void>;
  /** Null if none is known or it has expired. */
  of(delivery: string): Promise<string | null>;
}

export type PostEntry =
  | { readonly type: 'sending'; readonly since: number }
  | { readonly type: 'posted'; readonly message: MessageRef };

/**
 * Enforces the chat's rate limit for all processes: a caller that has to wait keeps its place and returns when its
 * turn comes.
 */
export interface RateLimiter {
  /**
   * 0 if the post may go out now; otherwise the time to wait, in milliseconds. In a channel's queue people take
   * turns, and the posts of one thread keep their order, even while an earlier one is in flight.
   */
  post(waiting: WaitingPost): Promise<number>;
  /** The post has arrived, or never will. */
  posted(post: WaitingPost): Promise<void>;
  /**
   * The chat refused posts in this channel for `waitMs`: nobody posts there before, and this post is next in its
   * queue. Returns the time to wait, in milliseconds.
   */
  refused(post: WaitingPost, waitMs: number): Promise<number>;
  /** 0 if an update of this message may go out now; otherwise the time to wait, in milliseconds. */
  update(op: string): Promise<number>;
  /** The update is done; this message's next one queues behind the others. */
  updated(op: string): Promise<void>;
}

export interface WaitingPost {
  readonly op: string;
  readonly channel: string;
  /** Null for a post in the channel itself; those have no order. */
  readonly thread: string | null;
  /**
   * The person whose request it is about: a channel's queue gives each person a turn, however many posts they cause.
   */
  readonly causedBy: string;
}

/** The version of a message that was rendered last; only one process at a time may update it. */
export interface RenderedVersions {
  /**
   * Leases the message until `end` or a time limit. Returns `busy` if another process has the lease, `over` if this
   * state or a later one is already shown.
   */
  begin(op: string, state: RenderedVersion): Promise<RenderLease | 'busy' | 'over'>;
  /**
   * Records that the message shows this state; false if the lease had expired, so another process may have been
   * faster.
   */
  end(turn: RenderLease, state: RenderedVersion): Promise<boolean>;
  /** Ends the lease; nothing was changed. */
  giveUp(turn: RenderLease): Promise<void>;
}

export interface RenderedVersion {
  readonly revision: number;
  /** Differs if the rendered message does. */
  readonly looks: string;
}

export interface RenderLease {
  readonly op: string;
  readonly token: string;
  /** The version shown when the lease began; null if unknown. */
  readonly before: RenderedVersion | null;
}

/** Cool-downs that the chat imposes on a kind of call, known to all processes. */
export interface RateLimitCooldown {
  /** The remaining cool-down, in milliseconds; 0: none. */
  left(call: string): Promise<number>;
  hold(call: string, ms: number): Promise<void>;
}
