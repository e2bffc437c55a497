import { assetsToVerifyFor, type Policy } from './policy.js';
import type { Pending, Request } from './request.js';
import { confirmed, type InvalidState, invalidState, type Terms, type Transition } from './transition.js';

/** What is confirmed by approvals that were given when the policy asked for more of them; as in `transition.ts`. */

/**
 * For so long after its approvals have lapsed, in milliseconds, a request is left to people: while a new policy is rolled
 * out, workers of either would otherwise confirm it and put it back by turns.
 */
const leftToPeopleMs = 10 * 60_000;

/**
 * Whose approvals of a request that waits count towards a quorum without another press, as far as the record tells: of what
 * the policy calls heavy now, only of those who typed its digits.
 */
export function countableApprovers(request: Pending, policy: Policy): readonly string[] {
  const toType = assetsToVerifyFor(policy, request).map(({ id }) => id);
  return request.approvals
    .filter(({ typed = [] }) => toType.every((id) => typed.includes(id)))
    .map(({ by }) => by);
}

/** Whether the approvals of a request that waits may be enough by now. */
export function mayReachQuorum(request: Pending, policy: Policy, now: number): boolean {
  const isLeft = request.lapsed !== undefined && now - request.lapsed.at < leftToPeopleMs;
  if (isLeft || request.chosen.length === 0 || now >= request.expiresAt) return false;
  return countableApprovers(request, policy).length >= policy.approvals;
}

/**
 * Confirms a request that waits, where the approvals of the people who may approve now (`allowed`) are as many as are
 * needed now; the others' are not kept. `listRevision`: of the list for which they were asked.
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

/** Whether it was confirmed by approvals that had been given before. */
export function isConfirmedByQuorum(request: Request): boolean {
  return 'round' in request && request.round === 1 && request.decision.by === 'bot';
}
