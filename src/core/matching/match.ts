import { distance } from 'fastest-levenshtein';
import type { Asset } from '../asset/asset.js';
import { digitsOf, fitsRounded, isWholeId, readRounded } from '../asset/asset-id.js';
import { fold, words } from '../text/normalize.js';

export type Match =
  | { readonly type: 'exact'; readonly asset: Asset }
  | { readonly type: 'some'; readonly assets: readonly Asset[] }
  | { readonly type: 'none'; readonly closest: readonly Asset[] };

export const maxSuggestions = 3;
/** Beyond this share of wrong characters a candidate is noise, not a typo. */
const closeEnough = 0.5;
/** A mistyped whole id may lack or add this many digits. */
const maxMissing = 2;
/** The largest share of wrong digits that still counts as a typo: four of nineteen. */
const closeId = 0.25;

/**
 * Finds the assets that a query means, among the linked assets of one kind. An exact id wins alone, even beside words
 * of its asset's name; next come ids that begin with, end in or contain the digits; then names in which every word of
 * the query begins a word, ignoring case and diacritics. If nothing matches, it suggests up to three assets a typo
 * away, closest first; for a rounded id, it suggests the ids it may have been, even if there is only one. The order
 * of `assets` does not change the result.
 */
export function matchAssets(query: string, assets: readonly Asset[]): Match {
  const digits = digitsOf(query);
  const exact = assets.find((asset) => asset.id === digits);
  if (exact !== undefined) return { type: 'exact', asset: exact };
  const possible = roundedFrom(query, assets);
  if (possible.length > 0) return { type: 'none', closest: possible.slice(0, maxSuggestions) };
  const byId = digits === null ? [] : ranked(assets, (asset) => idRank(asset.id, digits));
  const found = byId.length > 0 ? byId : ranked(assets, nameRanker(query));
  if (found.length > 0) return { type: 'some', assets: found };
  return besideName(query, assets) ?? { type: 'none', closest: closest(query, digits, assets) };
}

/**
 * The asset that a query names by its whole id, as `matchAssets` finds it. A query without a whole id never matches
 * by name.
 */
export function exactAsset(query: string, assets: readonly Asset[]): Asset | null {
  const digits = digitsOf(query);
  const hasWholeId =
    digits !== null
      ? assets.some(({ id }) => id === digits)
      : query.split(' ').some((word) => isWholeId(digitsOf(word) ?? ''));
  const match = hasWholeId ? matchAssets(query, assets) : null;
  return match?.type === 'exact' ? match.asset : null;
}

/** The matched assets; empty if none matched. */
export function foundIn(match: Match): readonly Asset[] {
  if (match.type === 'exact') return [match.asset];
  return match.type === 'some' ? match.assets : [];
}

/** The assets whose id the query may have rounded, closest first; empty for any other query. */
function roundedFrom(query: string, assets: readonly Asset[]): Asset[] {
  const rounded = readRounded(query);
  if (rounded === null) return [];
  return ranked(assets, ({ id }) =>
    fitsRounded(id, rounded) ? Math.abs(Number(BigInt(id) - rounded.value)) : null,
  );
}

/** A whole id among other words wins if those words fit its asset's name; otherwise it is a suggestion. */
function besideName(query: string, assets: readonly Asset[]): Match | null {
  const said = query.split(' ');
  const ids = said.flatMap((word, at) =>
    isWholeId(digitsOf(word) ?? '') ? [{ id: digitsOf(word), at }] : [],
  );
  const [only, ...others] = ids;
  const asset = assets.find(({ id }) => id === only?.id);
  if (only === undefined || asset === undefined || others.length > 0 || said.length === 1) return null;
  // Skip a row number at the start.
  const name = said
    .filter((word, at) => at !== only.at && !(at === 0 && /^[0-9]{1,3}$/u.test(word)))
    .join(' ');
  const isItsName = name === '' || nameRanker(name)(asset) !== null;
  return isItsName ? { type: 'exact', asset } : { type: 'none', closest: [asset] };
}

function idRank(id: string, digits: string): number | null {
  if (id.startsWith(digits)) return 0;
  if (id.endsWith(digits)) return 1;
  return id.includes(digits) ? 2 : null;
}

/** Folds the query once, not once per name. */
function nameRanker(query: string): (asset: Asset) => number | null {
  const asked = words(query);
  const bare = fold(query);
  if (asked.length === 0) return ({ name }) => (bare !== '' && fold(name).includes(bare) ? 3 : null);
  const phrase = asked.join(' ');
  return ({ name }) => {
    const named = words(name);
    if (!asked.every((word) => named.some((part) => part.startsWith(word)))) return null;
    const whole = named.join(' ');
    if (whole === phrase) return 0;
    if (whole.startsWith(phrase)) return 1;
    return ` ${whole}`.includes(` ${phrase}`) ? 2 : 3;
  };
}

function ranked(assets: readonly Asset[], rankOf: (asset: Asset) => number | null): Asset[] {
  return assets
    .flatMap((asset) => {
      const rank = rankOf(asset);
      return rank === null ? [] : [{ asset, rank, folded: fold(asset.name) }];
    })
    .sort((a, b) => a.rank - b.rank || byNameThenId(a, b))
    .map(({ asset }) => asset);
}

/** Names are folded beforehand: folding in each comparison was slow for thousands of assets. */
function byNameThenId(a: Sortable, b: Sortable): number {
  return compare(a.folded, b.folded) || compare(a.asset.id, b.asset.id);
}

interface Sortable {
  readonly asset: Asset;
  readonly folded: string;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A partial id resembles too many ids to suggest any. */
function closest(query: string, digits: string | null, assets: readonly Asset[]): Asset[] {
  const farness = (asset: Asset) =>
    digits === null ? nameFarness(asset.name, query) : idFarness(asset.id, digits);
  return assets
    .map((asset) => ({ asset, far: farness(asset) }))
    .filter(({ far }) => far <= (digits === null ? closeEnough : closeId))
    .map((near) => ({ ...near, folded: fold(near.asset.name) }))
    .sort((a, b) => a.far - b.far || byNameThenId(a, b))
    .slice(0, maxSuggestions)
    .map(({ asset }) => asset);
}

/** Share of wrong characters, 0..1: for each word of the query the closest word of the name, averaged. */
function nameFarness(name: string, query: string): number {
  const asked = words(query);
  const named = words(name);
  if (asked.length === 0 || named.length === 0) return 1;
  const nearest = asked.map((word) => Math.min(...named.map((part) => wordFarness(part, word))));
  return nearest.reduce((sum, far) => sum + far, 0) / asked.length;
}

function wordFarness(part: string, word: string): number {
  return distance(part, word) / Math.max(part.length, word.length);
}

/** Share of wrong digits, 0..1, for an id typed whole, give or take two digits; 1 for a partial id. */
function idFarness(id: string, digits: string): number {
  if (Math.abs(id.length - digits.length) > maxMissing) return 1;
  return distance(id, digits) / Math.max(id.length, digits.length);
}
