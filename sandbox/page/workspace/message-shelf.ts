import type { Message, WorkspaceEvent } from '../../slack/page-contract.js';

/** The messages of one channel as this window knows them, oldest first. */
export interface MessageShelf {
  channel: string;
  loaded: boolean;
  messages: Message[];
  /** The events that arrive while the channel is being read, replayed on top of the answer. */
  queued: WorkspaceEvent[] | null;
}

export type ShelfChange =
  | { type: 'reading'; channel: string }
  | { type: 'read'; channel: string; messages: Message[] }
  | { type: 'event'; event: WorkspaceEvent };

export function emptyShelf(channel: string): MessageShelf {
  return { channel, loaded: false, messages: [], queued: null };
}

export function messageKey(message: Message): string {
  return `${message.ts} ${message.ephemeral_to ?? ''}`;
}

export function changeShelf(shelf: MessageShelf, change: ShelfChange): MessageShelf {
  switch (change.type) {
    case 'reading':
      // The same channel for another person keeps its messages, so that changing person does not blink.
      return { ...(change.channel === shelf.channel ? shelf : emptyShelf(change.channel)), queued: [] };
    case 'read':
      return change.channel === shelf.channel ? filled(shelf, change.messages) : shelf;
    case 'event':
      return {
        ...shelf,
        messages: apply(shelf.channel, shelf.messages, change.event),
        queued: shelf.queued && [...shelf.queued, change.event],
      };
  }
}

function filled(shelf: MessageShelf, read: Message[]): MessageShelf {
  const messages = (shelf.queued ?? []).reduce((list, event) => apply(shelf.channel, list, event), read);
  return { ...shelf, loaded: true, messages, queued: null };
}

function apply(channel: string, messages: Message[], event: WorkspaceEvent): Message[] {
  switch (event.type) {
    case 'message':
    case 'message_changed':
      return event.message.channel === channel ? put(messages, event.message) : messages;
    case 'message_deleted':
      return event.channel === channel ? messages.filter((one) => one.ts !== event.ts) : messages;
    case 'view':
      return messages;
  }
}

function put(messages: Message[], message: Message): Message[] {
  const others = messages.filter((one) => messageKey(one) !== messageKey(message));
  return [...others, message].sort((a, b) => Number(a.ts) - Number(b.ts));
}
