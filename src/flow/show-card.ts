import { hasHandWork } from '../core/hand-work.js';
import { hasCard, isFinished, type Request } from '../core/request.js';
import type { Ports } from './ports.js';

/**
 * Brings the card up to the newest stored state. Two workers may do this at once and the chat may apply their
 * updates in either order, so each looks again after its own and repeats it if the request has changed meanwhile.
 */
export async function showCard(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasCard(request)) return;
  await ports.chat.showCard(request);
  const newest = await ports.store.get(request.id);
  // A run that goes on has its own updates, as often as the chat allows.
  if (newest?.status === 'running' && request.status === 'running') return;
  if (newest !== null && newest.revision !== request.revision) await showCard(newest, ports);
}

/** Brings operators' message up to the newest stored state, as `showCard` does; nothing where nothing was handed to them. */
export async function showWork(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasHandWork(request)) return;
  await ports.chat.showWork(request);
  const newest = await ports.store.get(request.id);
  if (newest !== null && newest.revision !== request.revision) await showWork(newest, ports);
}

/**
 * Has the card show how far a run is, or how long it can still be stopped. What comes too late shows nothing: the end
 * has its own card.
 */
export async function showProgress(
  requestId: string,
  ports: Pick<Ports, 'chat' | 'store' | 'jobs' | 'now'>,
): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request === null || !('round' in request) || isFinished(request)) return;
  await showCard(request, ports);
  await showWork(request, ports);
  if (request.status === 'approved' && request.startsAt > ports.now()) await ports.jobs.progress(requestId);
}
