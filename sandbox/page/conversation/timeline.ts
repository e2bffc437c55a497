import type { Message } from '../../slack/page-contract.js';
import { messageKey } from '../workspace/message-shelf.js';
import type { Notice } from '../workspace/use-notices.js';

/** A message or a notice, to be shown in chronological order. */
export type TimelineItem =
  | { kind: 'message'; key: string; at: number; message: Message }
  | { kind: 'notice'; key: string; at: number; notice: Notice };

export function timeline(messages: Message[], notices: Notice[]): TimelineItem[] {
  const items: TimelineItem[] = [
    ...messages.map(
      (message) => ({ kind: 'message', key: messageKey(message), at: Number(message.ts), message }) as const,
    ),
    ...notices.map(
      (notice) => ({ kind: 'notice', key: `notice ${notice.id}`, at: notice.at, notice }) as const,
    ),
  ];
  return items.sort((a, b) => a.at - b.at);
}

function isReply({ ts, thread_ts }: Message): boolean {
  return thread_ts !== undefined && thread_ts !== ts;
}

/** The messages of the channel itself, outside all threads. */
export function channelMessages(messages: Message[]): Message[] {
  return messages.filter((message) => !isReply(message));
}

/** The first message of a thread and its replies. */
export function threadMessages(messages: Message[], thread: string): Message[] {
  return messages.filter(({ ts, thread_ts }) => ts === thread || thread_ts === thread);
}

/** The replies everybody sees; Slack does not count private ones. */
export function replyCount(parent: Message): number {
  return parent.reply_count ?? 0;
}
