import type { Budget } from '../../core/request/budgets.js';

/** Counts what each person sends, for all processes together. Rejects when the memory does not answer. */
export interface BudgetCounter {
  /** Counts a delivery once: delivered again, it is answered as before. */
  count(budget: Budget, user: string, delivery: string): Promise<Counted>;
}

export type Counted =
  | { readonly type: 'within' }
  /** `until`: when the budget is fresh again, in milliseconds since the epoch. `isFirst`: nothing before was over it since it was fresh. */
  | { readonly type: 'over'; readonly most: number; readonly until: number; readonly isFirst: boolean };
