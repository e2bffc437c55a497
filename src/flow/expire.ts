import { expire } from '../core/request/decision-transition.js';
import { policyFor } from '../core/request/policy.js';
import { hasCard } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import { showEnd } from './show-card.js';
import { TryLater } from './try-later.js';

/**
 * Closes the card of a request that nobody decided in time and tells the thread. Does nothing before its expiry. Safe
 * to repeat.
 */
export async function expireRequest(requestId: string, ports: Ports): Promise<void> {
  await ports.store.change(requestId, (current) => expire(current, ports.now()));
  const request = await ports.store.get(requestId);
  if (request?.status === 'expired') await showEnd(request, ports);
}

/**
 * The job of `expireRequest`. A job that runs early, say because an older worker's clock is fast, waits for the
 * expiry; otherwise nothing would close the request.
 * @throws {TryLater}
 */
export async function expireInTime(requestId: string, ports: Ports): Promise<void> {
  await expireRequest(requestId, ports);
  const request = await ports.store.get(requestId);
  if (request?.status !== 'pending') return;
  const leftMs = Math.max(0, request.expiresAt - ports.now());
  throw new TryLater(leftMs, 'the request has not expired yet', { isExact: true });
}

/**
 * Reminds the approvers in the thread, if the request is still pending with the expiry for which the reminder was
 * planned.
 */
export async function remind(
  { requestId, number, expiresAt }: { requestId: string; number: number; expiresAt: number },
  ports: Ports,
): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request === null || !hasCard(request)) return;
  if (request.status !== 'pending' || request.expiresAt !== expiresAt || ports.now() >= expiresAt) return;
  const { approvers } = policyFor(ports.policies, request.kind, request.channel);
  await ports.chat.postInThread(request, { type: 'reminder', number, approvers });
}
