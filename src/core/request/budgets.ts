/**
 * Limits per person, beyond which the bot refuses for a while, so that nobody keeps others from working. The numbers
 * per minute count Slack's deliveries; a repeated delivery counts once.
 */
export interface Budgets {
  /** Open requests of this person. */
  readonly openRequests: number;
  readonly asksPerMinute: number;
  /** Buttons, checkboxes and dialogs of requests. */
  readonly pressesPerMinute: number;
  /** Queries, pages, opened forms, and the App Home. */
  readonly looksPerMinute: number;
  /** Searches in the form's picker as somebody types. */
  readonly searchesPerMinute: number;
}

/** A budget that renews every minute. */
export type Budget = 'asks' | 'presses' | 'looks' | 'searches';

export function maxPerMinute(budgets: Budgets, budget: Budget): number {
  return budgets[`${budget}PerMinute`];
}
