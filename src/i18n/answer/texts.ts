import type { AssetKind } from '../../core/asset/asset.js';
import type { HistoryFilter, HistoryItem, NotAllowed, Page } from '../../core/messages/query-result.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { FailureCause } from '../../core/request/outcome.js';
import type { Request } from '../../core/request/request.js';

/** The texts of query results. Buttons are plain strings, since chats accept nothing else there. */
export interface AnswerTexts {
  readonly pending: (count: number) => RichText;
  readonly mine: (count: number) => RichText;
  readonly more: (count: number) => RichText;
  /** Null: the viewer has none. */
  readonly noRequest: (requestId: string | null) => RichText;
  /** Refers to the buttons of the card, which is in that channel. */
  readonly decideOnCard: (channel: string) => RichText;
  /** The request, its requester and its time; without a number when no request was made. */
  readonly asked: (request: Request) => RichText;
  /** The same, said to the requester. */
  readonly askedByYou: (request: Request) => RichText;
  /** The subject: asset names or queries; `more` are not named. */
  readonly about: (kind: AssetKind, names: readonly string[], more: number) => RichText;
  readonly expires: (at: number) => RichText;
  readonly lookingUp: RichText;
  readonly noMatch: RichText;
  /** Something matched, but none of it may be requested. */
  readonly withheld: (why: 'protected' | 'held' | 'either') => RichText;
  readonly lookupFailed: (cause: FailureCause) => RichText;
  readonly joined: (other: string) => RichText;
  readonly history: (filter: HistoryFilter, total: number, page: Page) => RichText;
  readonly notWhole: RichText;
  /** Outcomes before this time were not searched. */
  readonly searchedTo: (at: number) => RichText;
  readonly previous: string;
  readonly next: string;
  readonly further: string;
  /** The outcome's request, when it ended and who approved it. */
  readonly part: (item: HistoryItem) => RichText;
  readonly show: (count: number) => RichText;
  /** These match no linked asset; nobody requested to unlink them. */
  readonly showNone: (kind: AssetKind, queries: readonly string[]) => RichText;
  readonly protectedBecause: (message: string) => RichText;
  readonly openRequest: (requestId: string) => RichText;
  readonly notAllowed: (refusal: NotAllowed['refusal'], allowed: readonly string[]) => RichText;
  readonly zcaUnreadable: (cause: FailureCause) => RichText;
  readonly groupUnreadable: (group: string) => RichText;
  readonly personUnreadable: RichText;
  readonly recordUnreadable: (requestId: string) => RichText;
  readonly recordNewer: (requestId: string) => RichText;
}
