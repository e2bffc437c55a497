/**
 * Characters that leave nothing to see, or steer the text around them: what Unicode lets programs ignore
 * (Default_Ignorable_Code_Point, UAX #44: zero-width marks, soft hyphens, fillers, variation selectors, tags), format
 * characters, private use, the empty Braille pattern, and the mark of an embedded object. One
 * definition for search, protection, the register, the console and the terminal. Its source also stands in the console's page.
 */
export const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\u2800\ufffc]/gu;

/** The text without what nobody sees. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}

/** Whether anything of a text can be seen: a letter, a digit, a sign. Combining marks alone hang on nothing. */
export function isSeen(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(withoutInvisible(text));
}
