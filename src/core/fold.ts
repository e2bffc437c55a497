/** Zero-width and bidirectional marks: invisible, and carried along when ids are copied from the ZCA console. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/gu;

/** What a person typed, made plain: full-width forms narrowed (NFKC), invisible marks out, spaces single. */
export function tidy(text: string): string {
  return text.normalize('NFKC').replace(invisible, '').replace(/\s+/gu, ' ').trim();
}

/** Outside text as it may be shown: on one line, without marks that are not seen or turn the text after them around. */
export function visible(text: string): string {
  return text
    .replace(invisible, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** For comparing names without regard to case or Vietnamese diacritics: "Đại lý" and "dai ly" are the same. */
export function fold(text: string): string {
  return tidy(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .normalize('NFC');
}

/** The folded words of a name: runs of letters and digits. */
export function words(text: string): string[] {
  return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
