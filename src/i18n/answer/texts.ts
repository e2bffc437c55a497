import type { AssetKind } from '../../core/asset/asset.js';
import type { HistoryFilter, HistoryItem, NotAllowed, Page } from '../../core/messages/query-result.js';
import type { Phrase } from '../../core/messages/rich-text.js';
import type { FailureCause } from '../../core/request/outcome.js';
import type { Request } from '../../core/request/request.js';

/** The words of what somebody who only looks is answered. Buttons are plain strings, since chats take nothing else there. */
export interface AnswerTexts {
  readonly pending: (count: number) => Phrase;
  readonly mine: (count: number) => Phrase;
  readonly more: (count: number) => Phrase;
  /** Null: the asker has none. */
  readonly noRequest: (requestId: string | null) => Phrase;
  /** That decisions are made by the buttons of the card, which stands in that channel. */
  readonly decideOnCard: (channel: string) => Phrase;
  /** Which request, whose and since when; without a number where no request was made. */
  readonly asked: (request: Request) => Phrase;
  /** The same to who asked. */
  readonly askedByYou: (request: Request) => Phrase;
  /** What it is about: names, or what was searched for; `more` are not named. */
  readonly about: (kind: AssetKind, names: readonly string[], more: number) => Phrase;
  readonly expires: (at: number) => Phrase;
  readonly lookingUp: Phrase;
  readonly noMatch: Phrase;
  /** Something matched, and none of it could be asked for. */
  readonly withheld: (why: 'protected' | 'held' | 'either') => Phrase;
  readonly lookupFailed: (cause: FailureCause) => Phrase;
  readonly joined: (other: string) => Phrase;
  readonly history: (filter: HistoryFilter, total: number, page: Page) => Phrase;
  readonly notWhole: Phrase;
  /** There are outcomes before this moment in which nothing was looked for. */
  readonly searchedTo: (at: number) => Phrase;
  readonly previous: string;
  readonly next: string;
  readonly further: string;
  /** Which request it was part of, when it ended and who approved it. */
  readonly part: (item: HistoryItem) => Phrase;
  readonly show: (count: number) => Phrase;
  /** Nothing that is linked fits these; nobody asked to unlink them. */
  readonly showNone: (kind: AssetKind, queries: readonly string[]) => Phrase;
  readonly protectedBecause: (message: string) => Phrase;
  readonly openRequest: (requestId: string) => Phrase;
  readonly notAllowed: (refusal: NotAllowed['refusal'], allowed: readonly string[]) => Phrase;
  readonly zcaUnreadable: (cause: FailureCause) => Phrase;
  readonly groupUnreadable: (group: string) => Phrase;
  readonly personUnreadable: Phrase;
  readonly recordUnreadable: (requestId: string) => Phrase;
  readonly recordNewer: (requestId: string) => Phrase;
}
