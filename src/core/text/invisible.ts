/**
 * Characters that show nothing or reorder the text around them: those Unicode lets programs ignore
 * (Default_Ignorable_Code_Point, UAX #44: zero-width marks, soft hyphens, fillers, variation selectors, tags), format
 * characters, private use, the empty Braille pattern, and the object replacement character. Search, protection, the
 * register, the console and the terminal share this one definition; its source is also injected into the console's
 * page.
 */
export const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\u2800\ufffc]/gu;

/** Removes invisible characters. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** True if a text shows anything: a letter, a digit or a sign. A combining mark alone does not count. */
export function isSeen(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(withoutInvisible(text));
}
