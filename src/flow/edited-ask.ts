import type { Command } from '../core/command/command.js';
import type { SubmittedCommand, WrittenIn } from '../core/command/submitted-command.js';
import type { PrivateMessage } from '../core/messages/private-message.js';
import { isOpen, type Request } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';

/** An edit of an older message submits nothing unless an earlier request from that message is known. */
const oldMs = 60 * 60_000;

type Unlink = Extract<Command, { type: 'unlink' }>;

/**
 * One message makes one request. Returns `go_on` if this message has made none, or only ones that led nowhere.
 * Otherwise returns the reply for its author, or null if they already have one.
 */
export async function earlierCommandOf(
  ask: SubmittedCommand,
  message: WrittenIn,
  command: Unlink,
  ports: Pick<Ports, 'askedInMessage' | 'chat' | 'store'>,
): Promise<PrivateMessage | 'go_on' | null> {
  const { requester: author, channel, askedAt } = ask;
  const all = await ports.askedInMessage.requestsOf({ author, channel, ts: message.ts });
  const earlier = all.find((request) => request.delivery !== ask.delivery && hasLedSomewhere(request));
  if (earlier === undefined) {
    const isOld = message.isEdited && askedAt - Number(message.ts) * 1_000 > oldMs;
    return isOld ? { type: 'edit_asks_nothing', request: null } : 'go_on';
  }
  if (!message.isEdited || asksTheSame(earlier, command)) return null;
  const shown = earlier.status === 'joined' ? ((await ports.store.get(earlier.other)) ?? earlier) : earlier;
  const request = { id: shown.id, url: await ports.chat.linkTo(shown.id), isOpen: isOpen(shown) };
  return { type: 'edit_asks_nothing', request };
}

/** Correcting an id that matched nothing is a new ask. */
function hasLedSomewhere({ status }: Request): boolean {
  return status !== 'no_match' && status !== 'lookup_failed';
}

function asksTheSame(request: Request, { kind, queries, reason, dryRun }: Unlink): boolean {
  return (
    request.kind === kind &&
    request.reason === reason &&
    request.dryRun === dryRun &&
    request.queries.join() === queries.join()
  );
}
