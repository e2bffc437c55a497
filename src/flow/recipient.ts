import type { SubmittedCommand } from '../core/command/submitted-command.js';
import type { Recipient } from './ports/chat.js';

/** The requester, at the place where they asked. */
export function recipientOf({
  requester: user,
  channel,
  thread,
}: Pick<SubmittedCommand, 'requester' | 'channel' | 'thread'>): Recipient {
  return { user, place: { channel, thread } };
}
