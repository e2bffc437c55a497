/** Signs that begin a formula, and what a spreadsheet skips before one. */
const formula = /(^|[;,\t|\r\n\0])(\s*)('*)(?=[=+\-@＝＋－＠])/gu;
const escaped = /(^|[;,\t|\r\n\0])(\s*)'('*)(?=[=+\-@＝＋－＠])/gu;

/**
 * A field of a file that spreadsheets open (RFC 4180), always quoted. What begins like a formula gets an apostrophe, also
 * after a comma, semicolon or tab inside the text: a spreadsheet that parts by another sign than the file's begins a cell
 * there (owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvField(text: string): string {
  return `"${text.replace(formula, "$1$2'$3").replaceAll('"', '""')}"`;
}

/** The text that `csvField` wrote, without the apostrophes that it put in. */
export function csvText(field: string): string {
  return field.replace(escaped, '$1$2$3');
}

/** Excel parts by semicolons where a comma is the decimal sign, as in Vietnam; elsewhere by commas. */
export const csvSeparators = { vi: ';', en: ',' } as const;
