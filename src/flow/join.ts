import type { Note } from '../core/note.js';
import { hasCard, isOpen, type Joined, type Request } from '../core/request.js';
import { addRequester } from '../core/transition.js';
import type { Ports } from './ports.js';
import { showCard } from './show-card.js';

/** Adds the requester of a request, with the reason, to the open one that holds its asset. False when that one has ended. */
export async function addToOpen(other: string, request: Request, ports: Ports): Promise<boolean> {
  const { id: requestId, requester: user, reason } = request;
  const at = ports.now();
  await ports.store.change(other, (current) => addRequester(current, { user, reason, at, requestId }));
  const holder = await ports.store.get(other);
  return holder !== null && hasCard(holder) && isOpen(holder) && isOf(request, holder);
}

/** What to tell who has joined a request. */
export async function joinedNote(joined: Joined, ports: Ports): Promise<Note> {
  const holder = await ports.store.get(joined.other);
  const isOwn = holder?.requester === joined.requester;
  return { type: 'joined', other: joined.other, url: await ports.chat.linkTo(joined.other), isOwn };
}

/** Shows who has joined a request, on its card and in its thread. Safe to repeat. */
export async function showJoined({ id: requestId, other, requester }: Joined, ports: Ports): Promise<void> {
  const holder = await ports.store.get(other);
  if (holder === null || !hasCard(holder) || holder.requester === requester) return;
  await showCard(holder, ports);
  await ports.chat.postInThread(holder, { type: 'requester_added', requestId });
}

/** Whether somebody is among those who asked for it; who asked first is not added again. */
function isOf({ id, requester }: Request, holder: Request): boolean {
  if (holder.requester === requester) return true;
  return hasCard(holder) && holder.others.some(({ requestId }) => requestId === id);
}
