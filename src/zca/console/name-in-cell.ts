import { folded } from './labels.js';

/** A cell's name, with its other lines. */
export interface NameInCell {
  /** All lines except an avatar's, joined. */
  readonly name: string;
  /** The lines that make up the name; the first of several is the name proper. */
  readonly parts: readonly string[];
  /** All lines as on the page. */
  readonly shown: readonly string[];
}

/** Reads a cell of names. Without a picture, an avatar shows the initials of the name beside it. */
export function nameInCell(shown: readonly string[]): NameInCell {
  const [first = '', second] = shown;
  const parts = second !== undefined && areInitials(first, second) ? shown.slice(1) : shown;
  return { name: parts.join(' '), parts, shown };
}

/** True if a line of one to three characters is the beginning of a name, or initials of its words in order. */
function areInitials(line: string, name: string): boolean {
  const letters = plain(line);
  if (letters === '' || [...letters].length > 3) return false;
  const words = plain(name).split(/[^\p{L}\p{N}]+/u);
  if (plain(name).startsWith(letters) || words.join('').startsWith(letters)) return true;
  let at = 0;
  for (const word of words) if (at < letters.length && word.startsWith(letters[at] ?? '')) at += 1;
  return at === letters.length;
}

/** Lower case without accents: an avatar shows “D” as well as “Đ” for “Đồng hồ”. */
function plain(text: string): string {
  return folded(text).normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}
