/**
 * Text for people, as a value: spans that each chat surface renders its own way. Untrusted text (names, reasons,
 * server answers) only ever becomes plain text, so it cannot format or mention anything.
 */
export type Span =
  | { readonly text: string; readonly style?: 'bold' | 'code' | 'italic' }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly channel: string }
  /**
   * A time, in milliseconds since the epoch; surfaces show it in the reader's time zone, to the minute or the second.
   */
  | { readonly at: number; readonly to?: 'second' }
  | { readonly url: string; readonly label: string }
  /** A request's number; surfaces link it to its card if they know the card. */
  | { readonly request: string };

export type RichText = readonly Span[];

type Value = string | number | Span | RichText;

/** Builds rich text: `richText\`Only ${user(id)} may do this\``. An interpolated string stays plain text. */
export function richText(literals: TemplateStringsArray, ...values: readonly Value[]): RichText {
  return literals.flatMap((literal, index) => {
    const value = values[index];
    return [...(literal === '' ? [] : [{ text: literal }]), ...(value === undefined ? [] : piecesOf(value))];
  });
}

export function bold(text: string): Span {
  return { text, style: 'bold' };
}

export function code(text: string): Span {
  return { text, style: 'code' };
}

/** Mentions a person; surfaces that can, notify them. */
export function user(id: string): Span {
  return { user: id };
}

/** Names a request by its number. */
export function numbered(request: string): Span {
  return { request };
}

/** Joins texts with a separator between them. */
export function joined(phrases: readonly RichText[], separator: string): RichText {
  return phrases.flatMap((each, index) => (index === 0 ? each : [{ text: separator }, ...each]));
}

function piecesOf(value: Value): RichText {
  if (value === '') return [];
  if (typeof value === 'string' || typeof value === 'number') return [{ text: String(value) }];
  return 'length' in value ? value : [value];
}

/** Renders rich text without formatting or mentions: people and places by id, times by `moment`. */
export function plainText(phrase: RichText, moment: (at: number) => string): string {
  return phrase.map((piece) => ('at' in piece ? moment(piece.at) : plainPiece(piece))).join('');
}

function plainPiece(piece: Exclude<Span, { readonly at: number }>): string {
  if ('text' in piece) return piece.text;
  if ('user' in piece) return piece.user;
  if ('group' in piece) return piece.group;
  if ('channel' in piece) return piece.channel;
  return 'request' in piece ? piece.request : piece.label;
}
