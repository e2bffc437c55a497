import type { RichText } from '../../core/messages/rich-text.js';
import type { UnmetJoin } from '../../core/request/joins.js';
import type { CardRequest, OtherRequester, RevokedApproval } from '../../core/request/request.js';

/** The words of what is said in a card's thread, to all. */
export interface ThreadTexts {
  readonly reminder: (request: CardRequest, approvers: readonly string[]) => RichText;
  readonly workReminder: (request: CardRequest, operators: readonly string[]) => RichText;
  readonly requesterAdded: (other: OtherRequester) => RichText;
  readonly listChanged: (request: CardRequest) => RichText;
  /** It needs fewer approvals than it did, and was confirmed by those that were there. */
  readonly quorumReached: (request: CardRequest) => RichText;
  readonly approvalLapsed: (request: CardRequest, lapse: RevokedApproval) => RichText;
  /** Somebody joined for it, and the request ended without it. */
  readonly leftOut: (request: CardRequest, unmet: UnmetJoin) => RichText;
  /** The button that asks for it again. */
  readonly askAgain: (name: string) => string;
  readonly cancelled: (request: CardRequest) => RichText;
  readonly resultLost: (request: CardRequest) => RichText;
  readonly expired: (request: CardRequest) => RichText;
}
