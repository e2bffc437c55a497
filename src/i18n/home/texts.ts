import type { Week } from '../../core/messages/home-facts.js';
import type { RichText } from '../../core/messages/rich-text.js';

/** The words of a person's overview. Headings are plain strings, since chats take nothing else there. */
export interface HomeTexts {
  readonly toDecide: string;
  readonly nothingToDecide: RichText;
  /** More wait than are shown. */
  readonly moreToDecide: (count: number) => RichText;
  readonly permissionUnreadable: RichText;
  /** What is chosen is too much to be shown here in full, so it is not decided on here. */
  readonly tooMuchForHere: (count: number) => RichText;
  readonly nothingChosen: RichText;
  /** A link to the card of the request it stands beside. */
  readonly openCard: (id: string) => string;
  readonly own: string;
  readonly newRequest: string;
  readonly noneOwn: RichText;
  readonly outcomes: string;
  readonly noOutcomes: RichText;
  readonly weeks: string;
  /** What the picture beside it shows, in numbers; the last week is the present one. */
  readonly perWeek: (weeks: readonly Week[]) => RichText;
}
