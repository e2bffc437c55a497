import type { RichText } from '../../core/messages/rich-text.js';
import type { UnmetJoin } from '../../core/request/joins.js';
import type { CardRequest, OtherRequester, RevokedApproval } from '../../core/request/request.js';

/** The texts posted in a card's thread, for everybody. */
export interface ThreadTexts {
  readonly reminder: (request: CardRequest, approvers: readonly string[]) => RichText;
  readonly workReminder: (request: CardRequest, operators: readonly string[]) => RichText;
  /** `people` may approve, and no message reaches them. */
  readonly approversUnreachable: (request: CardRequest, people: readonly string[]) => RichText;
  readonly requesterAdded: (other: OtherRequester) => RichText;
  readonly listChanged: (request: CardRequest) => RichText;
  /** The request now needs fewer approvals, so those it had have confirmed it. */
  readonly quorumReached: (request: CardRequest) => RichText;
  readonly approvalLapsed: (request: CardRequest, lapse: RevokedApproval) => RichText;
  /** Somebody joined for this asset, and the request ended without it. */
  readonly leftOut: (request: CardRequest, unmet: UnmetJoin) => RichText;
  /** The button that requests it again. */
  readonly askAgain: (name: string) => string;
  readonly cancelled: (request: CardRequest) => RichText;
  readonly resultLost: (request: CardRequest) => RichText;
  readonly expired: (request: CardRequest) => RichText;
}
