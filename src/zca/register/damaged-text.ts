/** A spreadsheet's text for a value that is missing or does not fit its column; LibreOffice numbers them. */
const errorValue =
  /^(?:#(?:N\/A|NAME\?|REF!|VALUE!|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|ERROR!)|#{3,}|Err:\d{3})$/iu;

/** The characters of the bytes 0x80 to 0x9F in windows-1252; its other bytes are their own code points. */
const windows1252 = new Map(
  [...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at))].map(
    (sign, at) => [sign, 0x80 + at],
  ),
);
const later = `[\\u0080-\\u00bf${[...windows1252.keys()].join('')}]`;
/** UTF-8 bytes misread as letters: `Ã¡` for `á`, `áº¡` for `ạ`. */
const misread = new RegExp(`ð${later}{3}|[áâ]${later}{2}|[ÂÃÄÅÆ]${later}`, 'gu');
/** Letters of Vietnamese and other Latin alphabets, punctuation, emoji. */
const likely = /^[\u00a0-\u024f\u1ea0-\u1ef9\u2010-\u2026\u{1f300}-\u{1faff}]$/u;
/** Characters that rightly follow a word, though after a capital letter they look like a second byte. */
const endsWord = /[”’…™®–—›»°²³\s]$/u;

/** True if a cell holds a spreadsheet's error instead of a value. */
export function isErrorValue(text: string): boolean {
  return errorValue.test(text.trim());
}

/** True if a text was saved or opened in the wrong encoding: letters were lost, or are misread bytes. */
export function isDamaged(text: string): boolean {
  return text.includes('\ufffd') || [...text.matchAll(misread)].some((found) => isMisread(text, found));
}

function isMisread(text: string, { 0: signs, index }: RegExpExecArray): boolean {
  if (!likely.test(decoded(signs))) return false;
  const inWord = /\p{Ll}$/u.test(text.slice(0, index)) || /^\p{Ll}/u.test(text.slice(index + signs.length));
  return signs.length > 2 || !endsWord.test(signs) || inWord;
}

function decoded(signs: string): string {
  const bytes = [...signs].map((sign) => windows1252.get(sign) ?? sign.charCodeAt(0));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}
