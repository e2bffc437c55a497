import type { AssetKind } from '../../core/asset/asset.js';
import type { HistoryFilter, HistoryItem, NotAllowed, Page } from '../../core/messages/query-result.js';
import type { RichText } from '../../core/messages/rich-text.js';
import type { FailureCause } from '../../core/request/outcome.js';
import type { Request } from '../../core/request/request.js';

/** The words of what somebody who only looks is answered. Buttons are plain strings, since chats take nothing else there. */
export interface AnswerTexts {
  readonly pending: (count: number) => RichText;
  readonly mine: (count: number) => RichText;
  readonly more: (count: number) => RichText;
  /** Null: the asker has none. */
  readonly noRequest: (requestId: string | null) => RichText;
  /** That decisions are made by the buttons of the card, which stands in that channel. */
  readonly decideOnCard: (channel: string) => RichText;
  /** Which request, whose and since when; without a number where no request was made. */
  readonly asked: (request: Request) => RichText;
  /** The same to who asked. */
  readonly askedByYou: (request: Request) => RichText;
  /** What it is about: names, or what was searched for; `more` are not named. */
  readonly about: (kind: AssetKind, names: readonly string[], more: number) => RichText;
  readonly expires: (at: number) => RichText;
  readonly lookingUp: RichText;
  readonly noMatch: RichText;
  /** Something matched, and none of it could be asked for. */
  readonly withheld: (why: 'protected' | 'held' | 'either') => RichText;
  readonly lookupFailed: (cause: FailureCause) => RichText;
  readonly joined: (other: string) => RichText;
  readonly history: (filter: HistoryFilter, total: number, page: Page) => RichText;
  readonly notWhole: RichText;
  /** There are outcomes before this moment in which nothing was looked for. */
  readonly searchedTo: (at: number) => RichText;
  readonly previous: string;
  readonly next: string;
  readonly further: string;
  /** Which request it was part of, when it ended and who approved it. */
  readonly part: (item: HistoryItem) => RichText;
  readonly show: (count: number) => RichText;
  /** Nothing that is linked fits these; nobody asked to unlink them. */
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
