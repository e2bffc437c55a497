import type { Block, Message } from '../page-contract.js';
import type { Clock } from './clock.js';
import type { News } from './news.js';

/** A message before it has its `ts`. */
export type Draft = Omit<Message, 'ts' | 'reply_count' | 'edited'>;

/** What an update may change; `blocks` left out keeps them, `edited` says who reads it was edited. */
export interface Revision {
  text?: string;
  blocks?: Block[];
  metadata?: unknown;
  edited: boolean;
}

/** Every message of the workspace, ephemeral ones included. */
export interface MessageBoard {
  post(draft: Draft): Message;
  find(channel: string, ts: string): Message | undefined;
  update(channel: string, ts: string, revision: Revision): Message | undefined;
  remove(channel: string, ts: string): boolean;
  /** Messages everybody in the channel sees, oldest first, thread replies among them. */
  shared(channel: string): Message[];
  ephemeralTo(user: string): Message[];
  /** A thread's first message and its replies, oldest first. */
  thread(channel: string, ts: string): Message[];
}

/** An empty board. */
export function createMessageBoard(clock: Clock, news: News): MessageBoard {
  const shared = createSharedMessages();
  const ephemeral = createEphemeralMessages();
  const find = (channel: string, ts: string) => shared.get(channel, ts) ?? ephemeral.get(channel, ts);

  function put(message: Message, type: 'message' | 'message_changed'): Message {
    if (message.ephemeral_to === undefined) shared.set(message);
    else ephemeral.set(message, message.ephemeral_to);
    news.tell({ type, message });
    return message;
  }

  function countReplies(channel: string, parentTs: string | undefined): void {
    const parent = parentTs === undefined ? undefined : shared.get(channel, parentTs);
    if (!parent) return;
    const replies = shared.replies(parent).length;
    const { reply_count: _before, thread_ts: _thread, ...rest } = parent;
    const threaded = replies > 0 ? { thread_ts: parent.ts, reply_count: replies } : {};
    put({ ...rest, ...threaded }, 'message_changed');
  }

  return {
    post(draft) {
      const message = put({ ...draft, ts: clock.nextTs() }, 'message');
      if (message.ephemeral_to === undefined) countReplies(message.channel, message.thread_ts);
      return message;
    },
    find,
    update(channel, ts, revision) {
      const before = find(channel, ts);
      return before && put(revise(before, revision, clock), 'message_changed');
    },
    remove(channel, ts) {
      const message = find(channel, ts);
      if (!message) return false;
      if (message.ephemeral_to === undefined) shared.remove(message);
      else ephemeral.remove(message, message.ephemeral_to);
      news.tell({ type: 'message_deleted', channel, ts });
      if (message.thread_ts !== message.ts) countReplies(channel, message.thread_ts);
      return true;
    },
    shared: shared.ofChannel,
    ephemeralTo: ephemeral.ofUser,
    thread(channel, ts) {
      const parent = find(channel, ts);
      return parent ? [parent, ...shared.replies(parent)] : [];
    },
  };
}

/** Messages by channel and by thread, so that long benches stay fast. */
function createSharedMessages() {
  const channels = new Map<string, Map<string, Message>>();
  const threads = new Map<string, Set<string>>();
  const get = (channel: string, ts: string) => channels.get(channel)?.get(ts);
  return {
    get,
    set(message: Message): void {
      const { channel, ts, thread_ts } = message;
      channels.set(channel, (channels.get(channel) ?? new Map<string, Message>()).set(ts, message));
      if (thread_ts === undefined || thread_ts === ts) return;
      const thread = keyOf(channel, thread_ts);
      threads.set(thread, (threads.get(thread) ?? new Set<string>()).add(ts));
    },
    remove({ channel, ts, thread_ts }: Message): void {
      channels.get(channel)?.delete(ts);
      if (thread_ts !== undefined) threads.get(keyOf(channel, thread_ts))?.delete(ts);
    },
    ofChannel: (channel: string): Message[] => [...(channels.get(channel)?.values() ?? [])],
    replies: ({ channel, ts }: Message): Message[] =>
      [...(threads.get(keyOf(channel, ts)) ?? [])].flatMap((replyTs) => get(channel, replyTs) ?? []),
  };
}

/** Messages that one person sees, by that person. */
function createEphemeralMessages() {
  const users = new Map<string, Map<string, Message>>();
  const all = new Map<string, Message>();
  return {
    get: (channel: string, ts: string) => all.get(keyOf(channel, ts)),
    set(message: Message, user: string): void {
      const key = keyOf(message.channel, message.ts);
      all.set(key, message);
      users.set(user, (users.get(user) ?? new Map<string, Message>()).set(key, message));
    },
    remove({ channel, ts }: Message, user: string): void {
      const key = keyOf(channel, ts);
      all.delete(key);
      users.get(user)?.delete(key);
    },
    ofUser: (user: string): Message[] => [...(users.get(user)?.values() ?? [])],
  };
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
