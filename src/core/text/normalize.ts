import { withoutInvisible } from './invisible.js';
import { asLatin } from './look-alikes.js';

/** Tidies typed text: narrows full-width forms (NFKC), drops invisible characters, collapses blanks. */
export function collapseBlanks(text: string): string {
  return withoutInvisible(text.normalize('NFKC')).replace(/\s+/gu, ' ').trim();
}

/**
 * Makes untrusted text safe to show: one line, without invisible characters or ones that reverse the text after them.
 */
export function printable(text: string): string {
  return withoutInvisible(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/**
 * Folds a name for comparison, ignoring case, Vietnamese diacritics and look-alike letters: "Đại lý" equals "dai ly",
 * even with a Cyrillic "а". Most names fold letter by letter from a table, many times faster than by the rules.
 */
export function fold(text: string): string {
  if (text.length > longest) return foldByRules(text);
  let length = 0;
  let last = blank;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    let letter = code < foldedCodes.length ? (foldedCodes[code] as number) : byRules;
    if (letter === unknown) letter = foldedCode(code);
    // After a blank, the rules keep the blank that carried a mark.
    if (letter === byRules || (letter === dropped && last === blank)) return foldByRules(text);
    if (letter === dropped || (letter === blank && last === blank)) continue;
    bytes[length] = last = letter;
    length += 1;
  }
  return bytes.toString('latin1', 0, last === blank && length > 0 ? length - 1 : length);
}

function foldByRules(text: string): string {
  const bare = collapseBlanks(text).normalize('NFD').replace(/\p{M}/gu, '');
  return asLatin(asLatin(bare).toLowerCase()).normalize('NFC');
}

/** The folded words of a name: runs of letters and digits. */
export function words(text: string): string[] {
  return spacedWords(fold(text)).split(' ').slice(1);
}

/** The words of a folded text, each after a blank: a word begins with these letters where " letters" is part of it. */
export function spacedWords(folded: string): string {
  if (folded.length >= longest) return spacedByRules(folded);
  let length = 0;
  let isBetween = true;
  for (let at = 0; at < folded.length; at += 1) {
    const code = folded.charCodeAt(at);
    if (code > 127) return spacedByRules(folded);
    const isWord = isAsciiWord(code);
    if (isWord && isBetween) bytes[length++] = blank;
    if (isWord) bytes[length++] = code;
    isBetween = !isWord;
  }
  return bytes.toString('latin1', 0, length);
}

function spacedByRules(folded: string): string {
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => ` ${word}`).join('');
}

/** Of folded text: a digit or a small letter. */
function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

/** Latin letters, their combining marks, and signs: each folds alike in any text. */
const foldsAlone = /[\u0300-\u036f\t\n\r -~\u00a0-\u024f\u1e00-\u1eff]/u;
const blank = 32;
/** Values of the table that are no character: not looked at yet, removed, and to be folded by the rules. */
const [unknown, dropped, byRules] = [0, 1, 2];
/** The folded form of each UTF-16 unit, filled as they are met. */
const foldedCodes = new Uint8Array(0x1f00);
/** Longer texts are read by the rules. */
const longest = 256;
/** Reused for each text; a blank before each word adds one. */
const bytes = Buffer.alloc(longest + 1);

function foldedCode(code: number): number {
  const letter = String.fromCharCode(code);
  const folded = foldsAlone.test(letter) ? foldByRules(`a${letter}a`).slice(1, -1) : 'by rules';
  const only = folded.length === 1 ? folded.charCodeAt(0) : byRules;
  // The rules put a blank before a mark that no letter carries ("´"), and trim it only at the ends of the text.
  const isBlank = folded === ' ' && !/\s/u.test(letter);
  const value = folded === '' ? dropped : only < 256 && !isBlank ? only : byRules;
  foldedCodes[code] = value;
  return value;
}
