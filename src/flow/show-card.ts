import { hasManualTasks } from '../core/request/manual-task.js';
import { type CardRequest, endToShow, hasCard, isFinished, type Request } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import { CannotPost } from './try-later.js';

/**
 * Brings the card up to the newest stored state. Two workers may do this at once and the chat may apply their
 * updates in either order, so each looks again after its own and repeats it if the request has changed meanwhile. One that
 * has ended without a run is told by that.
 */
export async function showCard(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasCard(request)) return;
  await ports.chat.showCard(request);
  if (endToShow(request) === 0) await ports.store.told({ requestId: request.id, round: 0 });
  const newest = await ports.store.get(request.id);
  // A run that goes on has its own updates, as often as the chat allows.
  if (newest?.status === 'running' && request.status === 'running') return;
  if (newest !== null && newest.revision !== request.revision) await showCard(newest, ports);
}

/**
 * Shows that a request has ended without a run: on its card, and in its thread where somebody else than who ended it had
 * asked. Safe to repeat.
 */
export async function showEnd(
  request: Extract<CardRequest, { status: 'cancelled' | 'expired' }>,
  ports: Pick<Ports, 'chat' | 'store'>,
): Promise<void> {
  try {
    await showCard(request, ports);
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    await sayEnd(request, ports);
    // Where there can be no card, there is none that shows anything else.
    return ports.store.told({ requestId: request.id, round: 0 });
  }
  await sayEnd(request, ports);
}

/** To those who asked, directly where there is no thread. */
async function sayEnd(
  request: Extract<CardRequest, { status: 'cancelled' | 'expired' }>,
  ports: Pick<Ports, 'chat'>,
): Promise<void> {
  if (request.status === 'expired') return ports.chat.postInThread(request, { type: 'expired' });
  if (request.decision.by !== request.requester || request.others.length > 0)
    await ports.chat.postInThread(request, { type: 'cancelled' });
}

/** Tells those whose approvals do not count any more, once for each change that dropped some. */
export async function tellDropped(request: CardRequest, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  if (isBeforeRun(request) && request.dropped.length > 0)
    await chat.postInThread(request, { type: 'list_changed' });
}

/** The same of approvals that have lapsed. */
export async function tellLapsed(request: CardRequest, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  if (isBeforeRun(request) && request.lapsed !== undefined)
    await chat.postInThread(request, { type: 'approval_lapsed' });
}

/** Nothing was run so far, and that is said. */
function isBeforeRun(request: CardRequest): boolean {
  return request.status === 'pending' || (request.status === 'approved' && request.round === 1);
}

/** Brings operators' message up to the newest stored state, as `showCard` does; nothing where nothing was handed to them. */
export async function showWork(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasManualTasks(request)) return;
  await ports.chat.showWork(request);
  const newest = await ports.store.get(request.id);
  if (newest !== null && newest.revision !== request.revision) await showWork(newest, ports);
}

/** Has the card show how far a run is. What comes too late shows nothing: the end has its own card. */
export async function showProgress(requestId: string, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request?.status === 'cancelled' || request?.status === 'expired') return showEnd(request, ports);
  if (request === null || !('round' in request) || isFinished(request)) return;
  await showCard(request, ports);
  await showWork(request, ports);
}
