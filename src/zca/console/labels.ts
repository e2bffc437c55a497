import type { AssetKind } from '../../core/asset/asset.js';
import { withoutInvisible } from '../../core/text/invisible.js';

/** One thing may be written in several ways; each of them is taken. */
type Wordings = readonly string[];
type ByKind = { readonly [K in AssetKind]: Wordings };

/** Every word of the console's screen that the driver goes by, and where its first page is. */
export interface ConsoleLabels {
  /** The page that is opened first; `{account}` stands for the account code. */
  readonly startPath: string;
  readonly menuGroup: Wordings;
  readonly menu: Wordings;
  readonly tab: ByKind;
  /** Of the search field; its name or placeholder begins so. */
  readonly search: Wordings;
  /** Title of the table of what is linked. */
  readonly linkedTable: ByKind;
  readonly nameColumn: ByKind;
  readonly idColumn: ByKind;
  /** What the table says when it shows none. */
  readonly nothing: ByKind;
  readonly unlink: Wordings;
  readonly confirm: Wordings;
  readonly nextPage: Wordings;
  /** With which the page says that it is done; contained in what it says. */
  readonly done: Wordings;
  /** With which it says that it did not do it, though `done` is contained in that; contained likewise, as are the next. */
  readonly failed: Wordings;
  /** With which it says that something went wrong of which nobody knows how it ended. */
  readonly tryAgain: Wordings;
  /** With which it says that it is still at it. */
  readonly working: Wordings;
  /** On a page where somebody has to log in. */
  readonly logIn: Wordings;
  readonly captcha: Wordings;
  /** Requests of the page that are open all the time and are not waited for: parts of their host and path. */
  readonly background: Wordings;
}

/** A text as it is compared: one form of Unicode, nothing invisible, single blanks, small letters. */
export function folded(text: string): string {
  return withoutInvisible(text.normalize('NFC')).replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** Whether a text is one of the wordings. */
export function isLabel(text: string, wordings: Wordings): boolean {
  const said = folded(text);
  return wordings.some((wording) => folded(wording) === said);
}

export function containsLabel(text: string, wordings: Wordings): boolean {
  const said = folded(text);
  return wordings.some((wording) => said.includes(folded(wording)));
}
