/**
 * What one person may do before the bot leaves the rest undone for a while, so that nobody keeps others from working. Each
 * person has their own; the numbers per minute count what Slack delivers, once however often it is delivered.
 */
export interface Budgets {
  /** Requests of theirs that have not ended. */
  readonly openRequests: number;
  readonly asksPerMinute: number;
  /** Buttons, boxes and dialogs of requests. */
  readonly pressesPerMinute: number;
  /** Commands that only look, pages, forms that are opened, and the App Home. */
  readonly looksPerMinute: number;
  /** What the form's picker is asked while somebody types. */
  readonly searchesPerMinute: number;
}

/** A budget that is fresh again after a minute. */
export type Budget = 'asks' | 'presses' | 'looks' | 'searches';

export function maxPerMinute(budgets: Budgets, budget: Budget): number {
  return budgets[`${budget}PerMinute`];
}
