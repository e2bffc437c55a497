import type { Block, Message } from '../page-contract.js';
import type { Clock } from './clock.js';
import type { News } from './news.js';

/** A message that has no `ts` yet. */
export type Draft = Omit<Message, 'ts' | 'reply_count' | 'edited'>;

/**
 * The fields an update may change; without `blocks` it keeps the old ones, and `edited` marks the message as edited.
 */
export interface Revision {
  text?: string;
  blocks?: Block[];
  metadata?: unknown;
  edited: boolean;
}

/** Every message of the workspace, ephemeral ones included. */
export class MessageBoard {
  readonly #clock: Clock;
  readonly #news: News;
  readonly #shared = new SharedMessages();
  readonly #ephemeral = new EphemeralMessages();

  constructor(clock: Clock, news: News) {
    this.#clock = clock;
    this.#news = news;
  }

  post(draft: Draft): Message {
    const message = this.#put({ ...draft, ts: this.#clock.nextTs() }, 'message');
    if (message.ephemeral_to === undefined) this.#countReplies(message.channel, message.thread_ts);
    return message;
  }

  find(channel: string, ts: string): Message | null {
    return this.#shared.get(channel, ts) ?? this.#ephemeral.get(channel, ts);
  }

  update(channel: string, ts: string, revision: Revision): Message | null {
    const before = this.find(channel, ts);
    return before && this.#put(revise(before, revision, this.#clock), 'message_changed');
  }

  remove(channel: string, ts: string): boolean {
    const message = this.find(channel, ts);
    if (!message) return false;
    if (message.ephemeral_to === undefined) this.#shared.remove(message);
    else this.#ephemeral.remove(message, message.ephemeral_to);
    this.#news.tell({ type: 'message_deleted', channel, ts });
    if (message.thread_ts !== message.ts) this.#countReplies(channel, message.thread_ts);
    return true;
  }

  /** The messages everybody in the channel sees, oldest first, including thread replies. */
  shared(channel: string): Message[] {
    return this.#shared.ofChannel(channel);
  }

  ephemeralTo(user: string): Message[] {
    return this.#ephemeral.ofUser(user);
  }

  /** A thread's first message and its replies, oldest first. */
  thread(channel: string, ts: string): Message[] {
    const parent = this.find(channel, ts);
    return parent ? [parent, ...this.#shared.replies(parent)] : [];
  }

  #put(message: Message, type: 'message' | 'message_changed'): Message {
    if (message.ephemeral_to === undefined) this.#shared.set(message);
    else this.#ephemeral.set(message, message.ephemeral_to);
    this.#news.tell({ type, message });
    return message;
  }

  #countReplies(channel: string, parentTs: string | undefined): void {
    const parent = parentTs === undefined ? null : this.#shared.get(channel, parentTs);
    if (!parent) return;
    const replies = this.#shared.replies(parent).length;
    const { reply_count: _before, thread_ts: _thread, ...rest } = parent;
    const threaded = replies > 0 ? { thread_ts: parent.ts, reply_count: replies } : {};
    this.#put({ ...rest, ...threaded }, 'message_changed');
  }
}

/** Messages by channel and by thread, so that long benchmarks stay fast. */
class SharedMessages {
  readonly #channels = new Map<string, Map<string, Message>>();
  readonly #threads = new Map<string, Set<string>>();

  get(channel: string, ts: string): Message | null {
    return this.#channels.get(channel)?.get(ts) ?? null;
  }

  set(message: Message): void {
    const { channel, ts, thread_ts } = message;
    const before = this.#channels.get(channel) ?? new Map<string, Message>();
    this.#channels.set(channel, before.set(ts, message));
    if (thread_ts === undefined || thread_ts === ts) return;
    const thread = keyOf(channel, thread_ts);
    this.#threads.set(thread, (this.#threads.get(thread) ?? new Set<string>()).add(ts));
  }

  remove({ channel, ts, thread_ts }: Message): void {
    this.#channels.get(channel)?.delete(ts);
    if (thread_ts !== undefined) this.#threads.get(keyOf(channel, thread_ts))?.delete(ts);
  }

  ofChannel(channel: string): Message[] {
    return [...(this.#channels.get(channel)?.values() ?? [])];
  }

  replies({ channel, ts }: Message): Message[] {
    const thread = this.#threads.get(keyOf(channel, ts)) ?? [];
    return [...thread].flatMap((replyTs) => this.get(channel, replyTs) ?? []);
  }
}

/** Messages that one person sees, by person. */
class EphemeralMessages {
  readonly #users = new Map<string, Map<string, Message>>();
  readonly #all = new Map<string, Message>();

  get(channel: string, ts: string): Message | null {
    return this.#all.get(keyOf(channel, ts)) ?? null;
  }

  set(message: Message, user: string): void {
    const key = keyOf(message.channel, message.ts);
    this.#all.set(key, message);
    this.#users.set(user, (this.#users.get(user) ?? new Map<string, Message>()).set(key, message));
  }

  remove({ channel, ts }: Message, user: string): void {
    const key = keyOf(channel, ts);
    this.#all.delete(key);
    this.#users.get(user)?.delete(key);
  }

  ofUser(user: string): Message[] {
    return [...(this.#users.get(user)?.values() ?? [])];
  }
}

function keyOf(channel: string, ts: string): string {
  return `${channel} ${ts}`;
}

function revise(before: Message, revision: Revision, clock: Clock): Message {
  return {
    ...before,
    text: revision.text ?? before.text,
    blocks: revision.blocks ?? before.blocks,
    ...(revision.metadata === undefined ? {} : { metadata: revision.metadata }),
    ...(revision.edited ? { edited: { ts: clock.nextTs() } } : {}),
  };
}
