import type { AssetKind } from '../../core/asset/asset.js';
import { withoutInvisible } from '../../core/text/invisible.js';

/** Accepted wordings of one label. */
type Wordings = readonly string[];
type ByKind = { readonly [K in AssetKind]: Wordings };

/** Every text of the console's screen that the driver relies on, and the path of its first page. */
export interface ConsoleLabels {
  /** The first page; `{account}` is replaced by the account code. */
  readonly startPath: string;
  readonly menuGroup: Wordings;
  readonly menu: Wordings;
  readonly tab: ByKind;
  /** The beginning of the search field's name or placeholder. */
  readonly search: Wordings;
  /** The title of the table of linked assets. */
  readonly linkedTable: ByKind;
  readonly nameColumn: ByKind;
  readonly idColumn: ByKind;
  /** The text of the table when it is empty. */
  readonly nothing: ByKind;
  readonly unlink: Wordings;
  readonly confirm: Wordings;
  readonly nextPage: Wordings;
  /** Success messages; a notice contains one. */
  readonly done: Wordings;
  /**
   * Failure messages; checked first, because they may contain a `done` phrase. A notice contains one, as with the next
   * two.
   */
  readonly failed: Wordings;
  /** Messages of an error after which nobody knows what happened. */
  readonly tryAgain: Wordings;
  /** Messages of work in progress. */
  readonly working: Wordings;
  /** On a page that asks for a log-in. */
  readonly logIn: Wordings;
  readonly captcha: Wordings;
  /** Requests that stay open all the time, so nobody waits for them: parts of their host and path. */
  readonly background: Wordings;
}

/** Normalises a text for comparison: one form of Unicode, no invisible characters, single spaces, lower case. */
export function folded(text: string): string {
  return withoutInvisible(text.normalize('NFC')).replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** True if a text is one of the wordings. */
export function isLabel(text: string, wordings: Wordings): boolean {
  const said = folded(text);
  return wordings.some((wording) => folded(wording) === said);
}

/** A number that a page shows beside a label, as in “Liên kết OA (12)” or with a badge, “Liên kết OA 99+”. */
export const countBesideLabel = /\s*[([]?\d[\d.,/]*\+?[)\]]?$/u;

/**
 * Those of the texts that are one of the wordings; if none is, those that are one with a count beside it. Only for what
 * leads on or is read: never for what unlinks or confirms.
 */
export function withLabel<T>(
  all: readonly T[],
  textOf: (each: T) => string,
  wordings: Wordings,
): readonly T[] {
  const exact = all.filter((each) => isLabel(textOf(each), wordings));
  return exact.length > 0
    ? exact
    : all.filter((each) => isLabel(folded(textOf(each)).replace(countBesideLabel, ''), wordings));
}

export function containsLabel(text: string, wordings: Wordings): boolean {
  const said = folded(text);
  return wordings.some((wording) => said.includes(folded(wording)));
}
