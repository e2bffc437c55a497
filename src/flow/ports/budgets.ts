import type { Budget } from '../../core/request/budgets.js';

/** Counts deliveries per person, for all processes together. Rejects if the memory does not answer. */
export interface BudgetCounter {
  /** Counts a delivery once; a repeat gets the same result. */
  count(budget: Budget, user: string, delivery: string): Promise<Counted>;
}

export type Counted =
  | { readonly type: 'within' }
  /**
   * `until`: when the budget renews, in milliseconds since the epoch. `isFirst`: the first one over budget since it
   * renewed.
   */
  | { readonly type: 'over'; readonly most: number; readonly until: number; readonly isFirst: boolean };
