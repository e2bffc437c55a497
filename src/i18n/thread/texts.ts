import type { Phrase } from '../../core/phrase.js';
import type { CardRequest, Lapse, OtherRequester } from '../../core/request.js';

/** The words of what is said in a card's thread, to all. */
export interface ThreadTexts {
  readonly reminder: (request: CardRequest, approvers: readonly string[]) => Phrase;
  readonly workReminder: (request: CardRequest, operators: readonly string[]) => Phrase;
  readonly requesterAdded: (other: OtherRequester) => Phrase;
  readonly listChanged: (request: CardRequest) => Phrase;
  readonly approvalLapsed: (request: CardRequest, lapse: Lapse) => Phrase;
  readonly cancelled: (request: CardRequest) => Phrase;
  readonly resultLost: (request: CardRequest) => Phrase;
  readonly expired: (request: CardRequest) => Phrase;
}
