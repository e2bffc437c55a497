import type { RichText } from '../../../core/messages/rich-text.js';

/** A link to a request's card; null if it has none. */
export type LinkTo = (requestId: string) => string | null;

export const noLinks: LinkTo = () => null;

/** Turns request ids into links to their cards; an id without a link stays as it is. */
export function withLinks(phrases: readonly RichText[], linkTo: LinkTo): readonly RichText[] {
  return phrases.map((phrase) =>
    phrase.map((piece) => {
      const url = 'request' in piece ? linkTo(piece.request) : null;
      return 'request' in piece && url !== null ? { url, label: piece.request } : piece;
    }),
  );
}
