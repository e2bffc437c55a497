import type { Week } from '../../core/messages/home-facts.js';
import type { RichText } from '../../core/messages/rich-text.js';

/** The texts of a person's App Home. Headings are plain strings, since chats accept nothing else there. */
export interface HomeTexts {
  readonly toDecide: string;
  readonly nothingToDecide: RichText;
  /** More requests wait than are shown. */
  readonly moreToDecide: (count: number) => RichText;
  readonly permissionUnreadable: RichText;
  /** The selection is too long to be shown in full, so it is not decided here. */
  readonly tooMuchForHere: (count: number) => RichText;
  readonly nothingChosen: RichText;
  /** A link to the card of the request beside it. */
  readonly openCard: (id: string) => string;
  readonly own: string;
  readonly newRequest: string;
  readonly noneOwn: RichText;
  readonly outcomes: string;
  readonly noOutcomes: RichText;
  readonly weeks: string;
  /** The chart beside it in numbers; the last week is the current one. */
  readonly perWeek: (weeks: readonly Week[]) => RichText;
}
