import type { Policy } from './policy.js';
import type { CardRequest } from './request.js';

/** What keeps a request from going on. */
export type Awaiting =
  /** Nothing is ticked. */
  | { readonly type: 'tick' }
  /** Fewer people may approve than must: nobody can confirm it. */
  | { readonly type: 'people'; readonly few: number }
  /** `needed`: how many it takes; null: not known here. */
  | { readonly type: 'approvals'; readonly given: number; readonly needed: number | null }
  /** The ZCA takes no call for now, so its run stands. */
  | { readonly type: 'zca' };

export interface AwaitingFacts {
  readonly policy: Pick<Policy, 'approvers' | 'approvals'>;
  /** How many people may approve; null where that is not known. */
  readonly eligible: number | null;
  readonly zcaIsBusy: boolean;
}

/** What a request waits for, as far as is known; null where it waits for nothing. `facts`: null where only the request is known. */
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
