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
 * even with a Cyrillic "а".
 */
export function fold(text: string): string {
  const bare = collapseBlanks(text).normalize('NFD').replace(/\p{M}/gu, '');
  return asLatin(asLatin(bare).toLowerCase()).normalize('NFC');
}

/** The folded words of a name: runs of letters and digits. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
