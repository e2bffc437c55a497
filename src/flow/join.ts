import type { Note } from '../core/note.js';
import { hasCard, type Joined } from '../core/request.js';
import { addRequester } from '../core/transition.js';
import type { Ports } from './ports.js';
import { showCard } from './show-card.js';

/**
 * Adds the requester and reason of a request to the open one that holds its asset: on that card and in its thread.
 * Answers with what to tell the requester. Safe to repeat.
 */
export async function joinRequest(joined: Joined, ports: Ports): Promise<Note> {
  const { id: requestId, requester: user, reason, endedAt: at, other } = joined;
  await ports.store.change(other, (current) => addRequester(current, { user, reason, at, requestId }));
  const held = await ports.store.get(other);
  if (held !== null && hasCard(held)) {
    await showCard(held, ports);
    if (held.others.some((each) => each.requestId === requestId))
      await ports.chat.postInThread(held, { type: 'requester_added', requestId });
  }
  return { type: 'joined', other, url: await ports.chat.linkTo(other) };
}
