import { hasManualTasks } from '../core/request/manual-task.js';
import { type CardRequest, endToShow, hasCard, isFinished, type Request } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import { CannotPost } from './try-later.js';

/**
 * Updates the card to the newest stored state. Two workers may do so at once, and the chat may apply their updates in
 * either order, so each checks again afterwards and repeats if the request has changed. For a request that ended
 * without a run, this reports its end.
 */
export async function showCard(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasCard(request)) return;
  await ports.chat.showCard(request);
  if (endToShow(request) === 0) await ports.store.markReported({ requestId: request.id, round: 0 });
  const newest = await ports.store.get(request.id);
  // A run under way has its own updates, as often as the chat allows.
  if (newest?.status === 'running' && request.status === 'running') return;
  if (newest !== null && newest.revision !== request.revision) await showCard(newest, ports);
}

/**
 * Shows that a request ended without a run: on its card, and in its thread, unless its only requester ended
 * it. Safe to repeat.
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
    // Without a card, there is nothing outdated on screen.
    return ports.store.markReported({ requestId: request.id, round: 0 });
  }
  await sayEnd(request, ports);
}

/** Tells the requesters, by direct message if there is no thread. */
async function sayEnd(
  request: Extract<CardRequest, { status: 'cancelled' | 'expired' }>,
  ports: Pick<Ports, 'chat'>,
): Promise<void> {
  if (request.status === 'expired') return ports.chat.postInThread(request, { type: 'expired' });
  if (request.decision.by !== request.requester || request.others.length > 0)
    await ports.chat.postInThread(request, { type: 'cancelled' });
}

/** Tells people that their approvals no longer count, once per change that dropped any. */
export async function tellDropped(request: CardRequest, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  if (isBeforeRun(request) && request.dropped.length > 0)
    await chat.postInThread(request, { type: 'list_changed' });
}

/** The same for revoked approvals. */
export async function tellLapsed(request: CardRequest, { chat }: Pick<Ports, 'chat'>): Promise<void> {
  if (isBeforeRun(request) && request.lapsed !== undefined)
    await chat.postInThread(request, { type: 'approval_lapsed' });
}

/** True if no run has started, which the messages state. */
function isBeforeRun(request: CardRequest): boolean {
  return request.status === 'pending' || (request.status === 'approved' && request.round === 1);
}

/**
 * Updates the operators' message to the newest stored state, as `showCard` does; does nothing without a manual task.
 */
export async function showWork(request: Request, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  if (!hasManualTasks(request)) return;
  await ports.chat.showWork(request);
  const newest = await ports.store.get(request.id);
  if (newest !== null && newest.revision !== request.revision) await showWork(newest, ports);
}

/** Shows a run's progress on the card. Does nothing after the run: the end has its own card. */
export async function showProgress(requestId: string, ports: Pick<Ports, 'chat' | 'store'>): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request?.status === 'cancelled' || request?.status === 'expired') return showEnd(request, ports);
  if (request === null || !('round' in request) || isFinished(request)) return;
  await showCard(request, ports);
  await showWork(request, ports);
}
