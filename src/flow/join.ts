import type { PrivateMessage } from '../core/messages/private-message.js';
import { addRequester, beginJoin, hasApproved } from '../core/request/join-transition.js';
import {
  type CardRequest,
  hasCard,
  isOpen,
  type Joined,
  type JoinedHow,
  type Joining,
  maxOthers,
  type Request,
} from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import { showCard } from './show-card.js';
import { CannotPost } from './try-later.js';

/**
 * Adds the requester, with their reason, to the open request that holds the asset. Returns how they joined; if they
 * are not added, the reply says why, and the asset is requested anyway. Null if that request no longer holds the
 * asset and does not include them, or if this request has ended.
 */
export async function addToOpen(
  joining: Joining,
  request: Request,
  { store, now }: Pick<Ports, 'store' | 'now'>,
): Promise<JoinedHow | null> {
  const { id: requestId, requester: user, reason, askedAt: at } = request;
  const { other, id } = joining;
  const begun = await store.change(request.id, (current) => beginJoin(current, joining, now()));
  if (begun.type !== 'changed') return null;
  const change = await store.change(other, (current) =>
    addRequester(current, { user, reason, at, requestId, assets: [id] }),
  );
  if (change.type !== 'changed' && change.type !== 'refused') return null;
  const holder = change.type === 'changed' ? change.request : change.reason.request;
  if (!hasCard(holder)) return null;
  // Everybody in that request learns its end there, so this is the only answer.
  if (isJoined(holder, id, user)) return 'added';
  return isOpen(holder) && holder.chosen.includes(id) ? howJoined(holder, user) : null;
}

function isJoined({ others }: CardRequest, id: string, person: string): boolean {
  return others.some(({ user, assets = [] }) => user === person && assets.includes(id));
}

/** The reply for somebody who joined a request. */
export async function joinedNote({ other, requester, how }: Joined, ports: Ports): Promise<PrivateMessage> {
  const url = await ports.chat.linkTo(other);
  if (how !== undefined) return { type: 'joined', other, url, how };
  const holder = await ports.store.get(other);
  const isThere = holder !== null && hasCard(holder);
  return { type: 'joined', other, url, how: isThere ? howJoined(holder, requester) : 'added' };
}

function howJoined(holder: CardRequest, user: string): JoinedHow {
  if (holder.requester === user) return 'own';
  if (isAmong(holder, user)) return 'added';
  if (hasApproved(holder, user)) return 'approved';
  return holder.others.length >= maxOthers ? 'full' : 'added';
}

/** Shows the new requester on the request's card and, once, in its thread. Safe to repeat. */
export async function showJoined({ other, requester: user }: Joined, ports: Ports): Promise<void> {
  const holder = await ports.store.get(other);
  if (holder === null || !hasCard(holder) || !isAmong(holder, user)) return;
  // Post first, so that it precedes the result even if card updates have to wait.
  await ports.chat.postInThread(holder, { type: 'requester_added', user });
  await showCard(holder, ports).catch((error: unknown) => {
    // If the card cannot be posted, that request ends, and its people are told.
    if (!(error instanceof CannotPost)) throw error;
  });
}

function isAmong({ others }: CardRequest, person: string): boolean {
  return others.some(({ user }) => user === person);
}
