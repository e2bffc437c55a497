/** Characters that begin a formula, with any that a spreadsheet skips before one. */
const formula = /(^|[;,\t|\r\n\0])(\s*)('*)(?=[=+\-@＝＋－＠])/gu;
const escaped = /(^|[;,\t|\r\n\0])(\s*)'('*)(?=[=+\-@＝＋－＠])/gu;

/**
 * A quoted field for a file that spreadsheets open (RFC 4180). A formula gets an apostrophe, also after a comma,
 * semicolon or tab inside the text: a spreadsheet that splits at another separator starts a cell there
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvField(text: string): string {
  return `"${text.replace(formula, "$1$2'$3").replaceAll('"', '""')}"`;
}

/** Reverses `csvField`: the text without the added apostrophes. */
export function csvText(field: string): string {
  return field.replace(escaped, '$1$2$3');
}

/** Excel splits at semicolons where a comma is the decimal sign, as in Vietnam, and at commas elsewhere. */
export const csvSeparators = { vi: ';', en: ',' } as const;
