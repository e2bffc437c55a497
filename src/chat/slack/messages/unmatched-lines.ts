import type { Asset, AssetKind } from '../../../core/asset/asset.js';
import { readRounded } from '../../../core/asset/asset-id.js';
import type { RichText } from '../../../core/messages/rich-text.js';
import type { PastUnlink } from '../../../core/request/request.js';
import type { Messages } from '../../../i18n/messages.js';
import { displayName } from './display-name.js';
import { maxLengths, shorten } from './limits.js';

/** People read no more unmatched queries than this. */
const maxShown = 10;

interface Missed {
  readonly kind: AssetKind;
  readonly missed: readonly string[];
  readonly unlinkedBefore?: readonly PastUnlink[];
}

/** Explains unmatched queries as far as possible: the id was rounded, or its asset was unlinked before. */
export function unmatchedLines(
  { kind, missed, unlinkedBefore = [] }: Missed,
  { card }: Messages,
): { readonly lines: readonly RichText[]; readonly unexplained: readonly string[] } {
  const isGone = new Set(unlinkedBefore.map(({ query }) => query));
  const left = missed.filter((query) => !isGone.has(query));
  const rounded = left.filter((query) => readRounded(query) !== null);
  return {
    lines: [
      ...unlinkedBefore.map((past) => card.unlinkedBefore({ ...past, asset: shortAsset(past.asset) })),
      ...(rounded.length === 0 ? [] : [card.rounded(shortQueries(rounded), kind)]),
    ],
    unexplained: left.filter((query) => !rounded.includes(query)),
  };
}

/** Queries, safe to show in a message. */
export function shortQueries(queries: readonly string[]): string[] {
  return queries.slice(0, maxShown).map((query) => shorten(query, maxLengths.person));
}

function shortAsset(asset: Asset): Asset {
  return { ...asset, name: displayName(asset, maxLengths.person) };
}
