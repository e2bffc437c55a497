/** The page or a test asked for something impossible: answered 400 `{ error }`. */
export class BadInput extends Error {
  override name = 'BadInput' as const;
}
