import type { Account } from '../../core/person/accounts.js';

/** Something that a person did in Zalo. */
export type ZaloEvent = {
  /** The account that did it. */
  readonly from: Account;
  /** The OA or the chat of the bot to answer in. */
  readonly to: string;
  /** Milliseconds since the epoch, by Zalo's clock. */
  readonly at: number;
  /** Identifies the event: one that Zalo sends again has the same hash. */
  readonly delivery: string;
} & (
  | {
      readonly type: 'text';
      readonly messageId: string;
      readonly text: string;
      /** The id of the message that it quotes, where Zalo names it. */
      readonly quotes: string | null;
      /** Only a bot is told of groups, and only where somebody mentions it. */
      readonly isInGroup: boolean;
    }
  /**
   * A text in the form of a button's payload. Zalo does not tell a press from a typed text, so it proves nothing: the
   * payload must hold a one-time id, bound to this person.
   */
  | { readonly type: 'press'; readonly messageId: string; readonly payload: string }
  /** A sticker, a picture or another thing without a text. */
  | { readonly type: 'picture'; readonly messageId: string }
  | { readonly type: 'follow' }
  | { readonly type: 'unfollow' }
);

/** Takes events for the worker. */
export interface ZaloEvents {
  /** Resolves when the event is stored; one that was taken before is not stored twice. */
  take(event: ZaloEvent): Promise<void>;
}
