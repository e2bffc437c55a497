/**
 * Text for people, as a value: pieces that each chat surface renders in its own way. What comes from outside
 * (names, reasons, answers of a server) is only ever put in as plain text, so it can format nothing and ping nobody.
 */
export type Span =
  | { readonly text: string; readonly style?: 'bold' | 'code' | 'italic' }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly channel: string }
  /** A moment, in milliseconds since the epoch; surfaces show it in the reader's own time zone, to the minute or the second. */
  | { readonly at: number; readonly to?: 'second' }
  | { readonly url: string; readonly label: string }
  /** A request's number; surfaces link it to its card where that is known. */
  | { readonly request: string };

export type RichText = readonly Span[];

type Value = string | number | Span | RichText;

/** Builds a phrase: `phrase\`Only ${user(id)} may do this\``. A string put in stays plain text, whatever it holds. */
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

/** A mention of a person; surfaces that can, notify them. */
export function user(id: string): Span {
  return { user: id };
}

/** A request by its number. */
export function numbered(request: string): Span {
  return { request };
}

/** Phrases one after the other, with a separator between them. */
export function joined(phrases: readonly RichText[], separator: string): RichText {
  return phrases.flatMap((each, index) => (index === 0 ? each : [{ text: separator }, ...each]));
}

function piecesOf(value: Value): RichText {
  if (value === '') return [];
  if (typeof value === 'string' || typeof value === 'number') return [{ text: String(value) }];
  return 'length' in value ? value : [value];
}

/** A phrase where nothing can be formatted or mentioned: people and places by id; `moment` writes a time. */
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
