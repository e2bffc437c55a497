import { assetsToVerifyFor } from './asset-rules.js';
import { confirmed, type Terms } from './decision-transition.js';
import type { Policy } from './policy.js';
import type { Pending, Request } from './request.js';
import { type InvalidState, invalidState, type Transition } from './transition.js';

/** Confirms requests whose existing approvals suffice after the policy was relaxed; as in `transition.ts`. */

/**
 * The time a request is left to people after its approvals were revoked. During a rollout of a new policy, workers of
 * the old and the new version would otherwise confirm and revoke it in turn.
 */
const leftToPeopleMs = 10 * 60_000;

/**
 * The approvers of a pending request whose approvals count towards a quorum without another click. If assets are
 * high-risk now, only approvers who typed all their digits count.
 */
export function countableApprovers(request: Pending, policy: Policy): readonly string[] {
  const toType = assetsToVerifyFor(policy, request).map(({ id }) => id);
  return request.approvals
    .filter(({ typed = [] }) => toType.every((id) => typed.includes(id)))
    .map(({ by }) => by);
}

/** True if the approvals of a pending request may suffice by now. */
export function mayReachQuorum(request: Pending, policy: Policy, now: number): boolean {
  const isLeft = request.lapsed !== undefined && now - request.lapsed.at < leftToPeopleMs;
  if (isLeft || request.chosen.length === 0 || now >= request.expiresAt) return false;
  return countableApprovers(request, policy).length >= policy.approvals;
}

/**
 * Confirms a pending request if enough of its approvers may still approve (`allowed`); the other approvals are
 * dropped. `listRevision`: the list for which `allowed` was determined.
 */
export function reachQuorum(
  request: Request,
  { allowed, listRevision }: { readonly allowed: readonly string[]; readonly listRevision: number },
  terms: Terms,
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'pending' || request.listRevision !== listRevision || at >= request.expiresAt)
    return invalidState(request);
  const approvals = request.approvals.filter(({ by }) => allowed.includes(by));
  if (approvals.length < Math.max(1, terms.needed)) return invalidState(request);
  const decision = { by: 'bot', at, press: `quorum-${request.revision}` };
  return confirmed({ ...request, approvals }, decision, terms, 'quorum_reached');
}

/** True if the bot confirmed it because existing approvals came to suffice. */
export function isConfirmedByQuorum(request: Request): boolean {
  return 'round' in request && request.round === 1 && request.decision.by === 'bot';
}
