import type { Note } from '../core/note.js';
import {
  type CardRequest,
  hasCard,
  isOpen,
  type Joined,
  type Joining,
  type LookingUp,
  mostOthers,
  type Request,
} from '../core/request.js';
import { addRequester, beginJoin } from '../core/transition.js';
import type { Ports } from './ports.js';
import { showCard } from './show-card.js';

/**
 * Adds the requester of a request, with the reason, to the open one that holds the asset. False when that one does not
 * hold it any more, and has ended without them.
 */
export async function addToOpen({ other, id }: Joining, request: Request, ports: Ports): Promise<boolean> {
  const { id: requestId, requester: user, reason, askedAt: at } = request;
  await ports.store.change(request.id, (current) => beginJoin(current, { other, id }, ports.now()));
  await ports.store.change(other, (current) =>
    addRequester(current, { user, reason, at, requestId, assets: [id] }),
  );
  const holder = await ports.store.get(other);
  // Who is in it is told there how it ends, so there is no other answer.
  if (isJoined(holder, id, user)) return true;
  // Who is not added is told why; the asset is asked for all the same.
  return holder !== null && hasCard(holder) && isOpen(holder) && holder.chosen.includes(id);
}

/** Whether an earlier run of the look-up has joined it, and ended before it could say so. */
export async function hasJoined({ joining, requester }: LookingUp, { store }: Ports): Promise<boolean> {
  return joining !== undefined && isJoined(await store.get(joining.other), joining.id, requester);
}

function isJoined(holder: Request | null, id: string, person: string): boolean {
  if (holder === null || !hasCard(holder)) return false;
  return holder.others.some(({ user, assets = [] }) => user === person && assets.includes(id));
}

/** What to tell who has joined a request. */
export async function joinedNote({ other, requester }: Joined, ports: Ports): Promise<Note> {
  const holder = await ports.store.get(other);
  const how = holder !== null && hasCard(holder) ? howJoined(holder, requester) : 'added';
  return { type: 'joined', other, url: await ports.chat.linkTo(other), how };
}

function howJoined(holder: CardRequest, user: string): Extract<Note, { type: 'joined' }>['how'] {
  if (holder.requester === user) return 'own';
  if (isAmong(holder, user)) return 'added';
  if (holder.approvals.some(({ by }) => by === user)) return 'approved';
  return holder.others.length >= mostOthers ? 'full' : 'added';
}

/** Shows who has joined a request, on its card and once in its thread. Safe to repeat. */
export async function showJoined({ other, requester: user }: Joined, ports: Ports): Promise<void> {
  const holder = await ports.store.get(other);
  if (holder === null || !hasCard(holder) || !isAmong(holder, user)) return;
  // First, so that it stands before the result also when cards wait to be brought up to date.
  await ports.chat.postInThread(holder, { type: 'requester_added', user });
  await showCard(holder, ports);
}

function isAmong({ others }: CardRequest, person: string): boolean {
  return others.some(({ user }) => user === person);
}
