import { withoutInvisible } from './invisible.js';
import { asLatin } from './look-alikes.js';

/** What a person typed, made plain: full-width forms narrowed (NFKC), invisible marks out, spaces single. */
export function collapseBlanks(text: string): string {
  return withoutInvisible(text.normalize('NFKC')).replace(/\s+/gu, ' ').trim();
}

/** Outside text as it may be shown: on one line, without marks that are not seen or turn the text after them around. */
export function printable(text: string): string {
  return withoutInvisible(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/**
 * For comparing names without regard to case, Vietnamese diacritics, or letters that look alike: "Đại lý" and "dai ly" are
 * the same, also with a Cyrillic "а" in it.
 */
export function fold(text: string): string {
  const bare = collapseBlanks(text).normalize('NFD').replace(/\p{M}/gu, '');
  return asLatin(asLatin(bare).toLowerCase()).normalize('NFC');
}

/** The folded words of a name: runs of letters and digits. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
