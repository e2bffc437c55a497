import type { Phrase } from '../../core/messages/rich-text.js';
import type { UnmetJoin } from '../../core/request/joins.js';
import type { CardRequest, OtherRequester, RevokedApproval } from '../../core/request/request.js';

/** The words of what is said in a card's thread, to all. */
export interface ThreadTexts {
  readonly reminder: (request: CardRequest, approvers: readonly string[]) => Phrase;
  readonly workReminder: (request: CardRequest, operators: readonly string[]) => Phrase;
  readonly requesterAdded: (other: OtherRequester) => Phrase;
  readonly listChanged: (request: CardRequest) => Phrase;
  /** It needs fewer approvals than it did, and was confirmed by those that were there. */
  readonly quorumReached: (request: CardRequest) => Phrase;
  readonly approvalLapsed: (request: CardRequest, lapse: RevokedApproval) => Phrase;
  /** Somebody joined for it, and the request ended without it. */
  readonly leftOut: (request: CardRequest, unmet: UnmetJoin) => Phrase;
  /** The button that asks for it again. */
  readonly askAgain: (name: string) => string;
  readonly cancelled: (request: CardRequest) => Phrase;
  readonly resultLost: (request: CardRequest) => Phrase;
  readonly expired: (request: CardRequest) => Phrase;
}
