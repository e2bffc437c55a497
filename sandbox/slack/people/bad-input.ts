/** What the page or a test asked for cannot be: answered 400 `{ error }`. */
export class BadInput extends Error {
  override name = 'BadInput' as const;
}
