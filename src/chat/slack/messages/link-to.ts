import type { RichText } from '../../../core/messages/rich-text.js';

/** A link to a request's card; null where there is none. */
export type LinkTo = (requestId: string) => string | null;

export const noLinks: LinkTo = () => null;

/** Numbers of requests as links to their cards; those without a link stay as they are. */
export function withLinks(phrases: readonly RichText[], linkTo: LinkTo): readonly RichText[] {
  return phrases.map((phrase) =>
    phrase.map((piece) => {
      const url = 'request' in piece ? linkTo(piece.request) : null;
      return 'request' in piece && url !== null ? { url, label: piece.request } : piece;
    }),
  );
}
