import type { AwaitingFacts } from '../../../core/request/awaiting.js';
import type { Policy } from '../../../core/request/policy.js';

/** What a card shows besides what is stored: the policy as it is now, and who can be reached by it. */
export interface CardFacts extends AwaitingFacts {
  readonly policy: Policy;
  /** How many people may approve; null when Slack does not say who is in a group. */
  readonly eligible: number | null;
  /** Operators unlink, as they are asked to. */
  readonly byHand: boolean;
}
