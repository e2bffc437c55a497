import type { Policy } from './policy.js';
import type { CardRequest } from './request.js';

/** The obstacle that a request waits for. */
export type Awaiting =
  /** Nothing is ticked. */
  | { readonly type: 'tick' }
  /** Fewer people may approve than the policy needs: nobody can confirm it. */
  | { readonly type: 'people'; readonly few: number }
  /** `needed`: the number of approvals required; null if unknown here. */
  | { readonly type: 'approvals'; readonly given: number; readonly needed: number | null }
  /** The ZCA accepts no calls for now, so the run pauses. */
  | { readonly type: 'zca' };

export interface AwaitingFacts {
  readonly policy: Pick<Policy, 'approvers' | 'approvals'>;
  /** The number of people allowed to approve; null if unknown. */
  readonly eligible: number | null;
  readonly zcaIsBusy: boolean;
}

/**
 * The obstacle a request waits for, as far as is known; null if none. `facts` is null if only the request is known.
 */
export function awaitingOf(request: CardRequest, facts: AwaitingFacts | null): Awaiting | null {
  if (request.status === 'running')
    return facts?.zcaIsBusy === true && request.stop === null ? { type: 'zca' } : null;
  if (request.status !== 'pending') return null;
  if (request.chosen.length === 0) return { type: 'tick' };
  const given = request.approvals.length;
  if (facts === null) return { type: 'approvals', given, needed: null };
  const { policy } = facts;
  const eligible = policy.approvers.length === 0 ? 0 : facts.eligible;
  if (eligible !== null && eligible < policy.approvals) return { type: 'people', few: eligible };
  return { type: 'approvals', given, needed: policy.approvals };
}
