import { distance } from 'fastest-levenshtein';
import type { Asset } from '../asset/asset.js';
import { digitsOf, fitsRounded, isWholeId, readRounded } from '../asset/asset-id.js';
import { fold, spacedWords, words } from '../text/normalize.js';
import { AssetIndex, type IndexedAsset } from './asset-index.js';

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
/** A step handles this many assets: at most some milliseconds of work. */
const stepSize = 2_000;
/** A list keeps this many matches, each of at most this many assets; more than one command or form asks for. */
const maxKept = { matches: 100, assets: 1_000 };

/**
 * Finds the assets that a query means, among the linked assets of one kind. An exact id wins alone, even beside words
 * of its asset's name; next come ids that begin with, end in or contain the digits; then names in which every word of
 * the query begins a word, ignoring case and diacritics. If nothing matches, it suggests up to three assets a typo
 * away, closest first; for a rounded id, it suggests the ids it may have been, even if there is only one. The order
 * of `assets` does not change the result.
 */
export function matchAssets(query: string, assets: readonly Asset[]): Match {
  return atOnce(matched(query, assets));
}

/**
 * Finds the matches in steps of some milliseconds, so that a long list need not hold up the process. `matchAssets` then
 * answers at once for the same list, unless a query fits more than a thousand assets: it ranks those again.
 */
export function* matchInSteps(queries: readonly string[], assets: readonly Asset[]): Generator<void, void> {
  yield* indexed(assets);
  for (const query of queries) yield* matched(query, assets);
}

/** The assets by name, then id, the order of matches; without duplicates. */
export function assetsInOrder(assets: readonly Asset[]): readonly Asset[] {
  return atOnce(indexed(assets)).inOrder;
}

/** True if `matchAssets` finds an asset; it looks for no suggestions. */
export function hasMatch(query: string, assets: readonly Asset[]): boolean {
  return foundIn(atOnce(foundFor(query, atOnce(indexed(assets)).index))).length > 0;
}

/**
 * The asset that a query names by its whole id, as `matchAssets` finds it. A query without a whole id never matches
 * by name.
 */
export function exactAsset(query: string, assets: readonly Asset[]): Asset | null {
  const digits = digitsOf(query);
  if (digits !== null) return assets.find(({ id }) => id === digits) ?? null;
  const hasWholeId = query.split(' ').some((word) => isWholeId(digitsOf(word) ?? ''));
  const match = hasWholeId ? matchAssets(query, assets) : null;
  return match?.type === 'exact' ? match.asset : null;
}

/** The matched assets; empty if none matched. */
export function foundIn(match: Match): readonly Asset[] {
  if (match.type === 'exact') return [match.asset];
  return match.type === 'some' ? match.assets : [];
}

type Steps<T> = Generator<void, T>;

function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

interface SearchedList {
  readonly index: AssetIndex;
  readonly inOrder: readonly Asset[];
  /** By query. */
  readonly matches: Map<string, Match>;
}

/** Kept for as long as somebody holds the list: the same list is mostly searched several times. */
const searchedLists = new WeakMap<readonly Asset[], SearchedList>();

function* indexed(assets: readonly Asset[]): Steps<SearchedList> {
  const known = searchedLists.get(assets);
  if (known !== undefined) return known;
  const index = yield* AssetIndex.of(assets);
  const searched = { index, inOrder: index.assets.map(({ asset }) => asset), matches: new Map() };
  searchedLists.set(assets, searched);
  return searched;
}

function* matched(query: string, assets: readonly Asset[]): Steps<Match> {
  const { index, matches } = yield* indexed(assets);
  const known = matches.get(query);
  if (known !== undefined) return known;
  const found = yield* foundFor(query, index);
  const isNone = found.type === 'none' && found.closest.length === 0;
  const match: Match = isNone ? { type: 'none', closest: yield* closest(query, index) } : found;
  if (matches.size >= maxKept.matches) matches.clear();
  if (foundIn(match).length <= maxKept.assets) matches.set(query, match);
  return match;
}

/** The match, without suggestions for what may be mistyped. */
function* foundFor(query: string, index: AssetIndex): Steps<Match> {
  const digits = digitsOf(query);
  const exact = digits === null ? null : index.byId(digits);
  if (exact !== null) return { type: 'exact', asset: exact.asset };
  const possible = yield* roundedFrom(query, index);
  if (possible.length > 0) return { type: 'none', closest: possible.slice(0, maxSuggestions) };
  const byId = digits === null ? [] : yield* ranked(index, ({ asset }) => idRank(asset.id, digits));
  const found = byId.length > 0 ? byId : yield* ranked(index, nameRanker(query));
  if (found.length > 0) return { type: 'some', assets: found };
  return besideName(query, index) ?? { type: 'none', closest: [] };
}

/** The assets whose id the query may have rounded, closest first; empty for any other query. */
function* roundedFrom(query: string, index: AssetIndex): Steps<Asset[]> {
  const rounded = readRounded(query);
  if (rounded === null) return [];
  return yield* ranked(index, ({ asset: { id } }) =>
    fitsRounded(id, rounded) ? Math.abs(Number(BigInt(id) - rounded.value)) : null,
  );
}

/** A whole id among other words wins if those words fit its asset's name; otherwise it is a suggestion. */
function besideName(query: string, index: AssetIndex): Match | null {
  const said = query.split(' ');
  const ids = said.flatMap((word, at) => {
    const digits = digitsOf(word) ?? '';
    return isWholeId(digits) ? [{ id: digits, at }] : [];
  });
  const [only, ...others] = ids;
  const named = only === undefined ? null : index.byId(only.id);
  if (only === undefined || named === null || others.length > 0 || said.length === 1) return null;
  // Skip a row number at the start.
  const name = said
    .filter((word, at) => at !== only.at && !(at === 0 && /^[0-9]{1,3}$/u.test(word)))
    .join(' ');
  const isItsName = name === '' || nameRanker(name)(named) !== null;
  return isItsName ? { type: 'exact', asset: named.asset } : { type: 'none', closest: [named.asset] };
}

function idRank(id: string, digits: string): number | null {
  if (id.startsWith(digits)) return 0;
  if (id.endsWith(digits)) return 1;
  return id.includes(digits) ? 2 : null;
}

type RankOf = (each: IndexedAsset) => number | null;

function nameRanker(query: string): RankOf {
  const bare = fold(query);
  const phrase = spacedWords(bare);
  if (phrase === '') return ({ folded }) => (bare !== '' && folded.includes(bare) ? 3 : null);
  const beginnings = phrase.split(/(?= )/u);
  return ({ spacedWords: named }) => {
    if (!beginnings.every((beginning) => named.includes(beginning))) return null;
    if (named === phrase) return 0;
    if (named.startsWith(phrase)) return 1;
    return named.includes(phrase) ? 2 : 3;
  };
}

/** The assets that have a rank, lowest first; by name, then id, within a rank. */
function* ranked(index: AssetIndex, rankOf: RankOf): Steps<Asset[]> {
  const found: { readonly asset: Asset; readonly rank: number }[] = [];
  for (const [at, each] of index.assets.entries()) {
    if (at % stepSize === stepSize - 1) yield;
    const rank = rankOf(each);
    if (rank !== null) found.push({ asset: each.asset, rank });
  }
  return found.sort((a, b) => a.rank - b.rank).map(({ asset }) => asset);
}

function* closest(query: string, index: AssetIndex): Steps<Asset[]> {
  const digits = digitsOf(query);
  const farness = yield* digits === null ? index.nameFarness(words(query)) : idFarness(index, digits);
  const most = digits === null ? closeEnough : closeId;
  const near = index.assets.flatMap(({ asset }, at) => {
    const far = farness[at] ?? 1;
    return far <= most ? [{ asset, far }] : [];
  });
  return near
    .sort((a, b) => a.far - b.far)
    .slice(0, maxSuggestions)
    .map(({ asset }) => asset);
}

/**
 * For each asset, the share of wrong digits, 0 to 1, in an id typed whole, give or take two digits; 1 for a partial
 * id, which resembles too many ids.
 */
function* idFarness({ assets }: AssetIndex, digits: string): Steps<Float64Array> {
  const farness = new Float64Array(assets.length).fill(1);
  for (const [
    at,
    {
      asset: { id },
    },
  ] of assets.entries()) {
    if (at % stepSize === stepSize - 1) yield;
    if (Math.abs(id.length - digits.length) <= maxMissing)
      farness[at] = distance(id, digits) / Math.max(id.length, digits.length);
  }
  return farness;
}
