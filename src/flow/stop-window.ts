import { policyFor } from '../core/request/policy.js';
import type { Approved, Request } from '../core/request/request.js';
import { openWindow } from '../core/request/run-transition.js';
import { invalidState } from '../core/request/transition.js';
import type { Ports } from './ports/ports.js';
import { showCard } from './show-card.js';
import { CannotPost, TryLater } from './try-later.js';

/**
 * Holds the run of a confirmed request back until its stop window is over. The window opens once the card with Stop
 * has been shown, or never can be; then the card shows when the run may start. Returns the earliest start. Safe to
 * repeat.
 * @throws {TryLater} until the window is over
 */
export async function awaitStopWindow(request: Approved, ports: Ports): Promise<number> {
  const { startsAt } = request;
  if (startsAt === null) {
    await open(request, ports);
    throw new TryLater(0, 'the stop window has opened', { isExact: true });
  }
  if (startsAt <= ports.now()) return startsAt;
  await showIfPossible(request, ports);
  const left = startsAt - ports.now();
  if (left > 0) throw new TryLater(left, 'the stop window is still open', { isExact: true });
  return startsAt;
}

async function open(request: Approved, ports: Ports): Promise<void> {
  await showIfPossible(request, ports);
  const at = ports.now();
  const { stopWindowMs } = policyFor(ports.policies, request.kind, request.channel);
  await ports.store.change(request.id, (current) =>
    isSameDecision(current, request) ? openWindow(current, at, at + stopWindowMs) : invalidState(current),
  );
}

/** If the chat refuses the card for good, the window runs without it. */
export async function showIfPossible(request: Approved, ports: Ports): Promise<void> {
  await showCard(request, ports).catch((error: unknown) => {
    if (!(error instanceof CannotPost)) throw error;
    ports.log.warn('stop_window.card_not_shown', 'could not show a stop window on its card', {
      request: request.id,
      code: error.code,
    });
  });
}

/** True if the request still has the decision that this worker read; it may have been paused. */
export function isSameDecision(current: Request, read: Approved): boolean {
  return (
    current.status === 'approved' &&
    current.listRevision === read.listRevision &&
    current.round === read.round &&
    current.decision.press === read.decision.press
  );
}
