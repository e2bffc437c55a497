import { folded } from './labels.js';

/** The name that a cell shows, with what else stands there. */
export interface NameInCell {
  /** All lines but an avatar's, in one. */
  readonly name: string;
  /** The lines of which that is made, the first of them the name proper where there are several. */
  readonly parts: readonly string[];
  /** All lines as the page has them. */
  readonly shown: readonly string[];
}

/** Reads a cell of names: where there is no picture, an avatar shows the initials of the name beside it. */
export function nameInCell(shown: readonly string[]): NameInCell {
  const [first = '', second] = shown;
  const parts = second !== undefined && areInitials(first, second) ? shown.slice(1) : shown;
  return { name: parts.join(' '), parts, shown };
}

/** Whether a line of one to three signs is the beginning of a name, or initials of its words in their order. */
function areInitials(line: string, name: string): boolean {
  const letters = plain(line);
  if (letters === '' || [...letters].length > 3) return false;
  const words = plain(name).split(/[^\p{L}\p{N}]+/u);
  if (plain(name).startsWith(letters) || words.join('').startsWith(letters)) return true;
  let at = 0;
  for (const word of words) if (at < letters.length && word.startsWith(letters[at] ?? '')) at += 1;
  return at === letters.length;
}

/** Small letters without accents: an avatar shows “D” for “Đồng hồ” as well as “Đ”. */
function plain(text: string): string {
  return folded(text).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}
