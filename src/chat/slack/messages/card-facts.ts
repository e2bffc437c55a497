import type { AwaitingFacts } from '../../../core/request/awaiting.js';
import type { Policy } from '../../../core/request/policy.js';

/** The facts that a card shows beside the stored request: the current policy and the people it lets approve. */
export interface CardFacts extends AwaitingFacts {
  readonly policy: Policy;
  /** The number of people who may approve; null when Slack does not list a group's members. */
  readonly eligible: number | null;
  /** Operators unlink by hand. */
  readonly byHand: boolean;
}
