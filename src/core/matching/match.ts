import { distance } from 'fastest-levenshtein';
import { atOnce } from '../../shared/at-once.js';
import type { Asset } from '../asset/asset.js';
import { digitsOf, fitsRounded, isWholeId, readRounded } from '../asset/asset-id.js';
import { fold, spacedWords, words } from '../text/normalize.js';
import { AssetIndex } from './asset-index.js';

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
/** A step handles this many assets: about a millisecond of work. */
const stepSize = 2_000;

type Steps<T> = Generator<void, T>;

/**
 * Finds the assets that a query means, among the linked assets of one kind. An exact id wins alone, even beside words
 * of its asset's name; next come ids that begin with, end in or contain the digits; then names in which every word of
 * the query begins a word, ignoring case and diacritics. If nothing matches, it suggests up to three assets a typo
 * away, closest first; for a rounded id, it suggests the ids it may have been, even if there is only one. The order
 * of `assets` does not change the result.
 */
export function matchAssets(query: string, assets: readonly Asset[]): Match {
  return atOnce(matched(query, atOnce(indexed(assets))));
}

/** The match of each query, in steps of about a millisecond, so that a long list need not hold up the process. */
export function* matchInSteps(queries: readonly string[], assets: readonly Asset[]): Steps<readonly Match[]> {
  const index = yield* indexed(assets);
  const matches: Match[] = [];
  for (const query of queries) matches.push(yield* matched(query, index));
  return matches;
}

/** The assets by name, then id, the order of matches; without duplicates; in steps. */
export function* assetsInOrder(assets: readonly Asset[]): Steps<readonly Asset[]> {
  const index = yield* indexed(assets);
  return yield* ranked(index.assets.keys(), () => 0, index);
}

/** True if `matchAssets` finds an asset; it looks for no suggestions. In steps. */
export function* hasMatch(query: string, assets: readonly Asset[]): Steps<boolean> {
  return foundIn(yield* foundFor(query, yield* indexed(assets))).length > 0;
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

/** The matched assets of several queries on one list, each once, in steps. */
export function* allFoundIn(matches: readonly Match[]): Steps<readonly Asset[]> {
  const found = new Set<Asset>();
  let seen = 0;
  for (const match of matches) {
    for (const asset of foundIn(match)) {
      found.add(asset);
      seen += 1;
      if (seen % (5 * stepSize) === 0) yield;
    }
  }
  return [...found];
}

/** Kept for as long as somebody holds the list: the same list is mostly searched several times. */
const indexes = new WeakMap<readonly Asset[], AssetIndex>();

function* indexed(assets: readonly Asset[]): Steps<AssetIndex> {
  const known = indexes.get(assets);
  if (known !== undefined) return known;
  const index = yield* AssetIndex.of(assets);
  indexes.set(assets, index);
  return index;
}

function* matched(query: string, index: AssetIndex): Steps<Match> {
  const found = yield* foundFor(query, index);
  const isNone = found.type === 'none' && found.closest.length === 0;
  return isNone ? { type: 'none', closest: yield* closest(query, index) } : found;
}

/** The match, without suggestions for what may be mistyped. */
function* foundFor(query: string, index: AssetIndex): Steps<Match> {
  const digits = digitsOf(query);
  const exact = digits === null ? null : index.byId(digits);
  if (exact !== null) return { type: 'exact', asset: exact };
  const possible = yield* roundedFrom(query, index);
  if (possible.length > 0) return { type: 'none', closest: possible };
  const byId = digits === null ? [] : yield* withDigits(digits, index);
  const found = byId.length > 0 ? byId : yield* withName(query, index);
  if (found.length > 0) return { type: 'some', assets: found };
  return besideName(query, index) ?? { type: 'none', closest: [] };
}

/** The first assets whose id the query may have rounded, closest first; empty for any other query. */
function* roundedFrom(query: string, index: AssetIndex): Steps<readonly Asset[]> {
  const rounded = readRounded(query);
  if (rounded === null) return [];
  const rankOf = (number: number) => {
    const { id } = index.asset(number);
    return fitsRounded(id, rounded) ? Math.abs(Number(BigInt(id) - rounded.value)) : null;
  };
  return yield* ranked(index.assets.keys(), rankOf, index, maxSuggestions);
}

/** The assets with these digits in their id. */
function* withDigits(digits: string, index: AssetIndex): Steps<readonly Asset[]> {
  const numbers = yield* index.withDigits(digits);
  return yield* ranked(numbers, (number) => idRank(index.asset(number).id, digits), index);
}

/** The assets with these words in their name, or, for a query without words, with these signs. */
function* withName(query: string, index: AssetIndex): Steps<readonly Asset[]> {
  const { folded, spaced } = yield* index.names();
  const longest = words(query).reduce((most, word) => (word.length > most.length ? word : most), '');
  const numbers = longest === '' ? index.assets.keys() : yield* index.withWord(longest);
  const rankOf = nameRanker(query);
  return yield* ranked(
    numbers,
    (number) => rankOf(folded[number] as string, spaced[number] as string),
    index,
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
  const asset = only === undefined ? null : index.byId(only.id);
  if (only === undefined || asset === null || others.length > 0 || said.length === 1) return null;
  // Skip a row number at the start.
  const name = said
    .filter((word, at) => at !== only.at && !(at === 0 && /^[0-9]{1,3}$/u.test(word)))
    .join(' ');
  const folded = fold(asset.name);
  const isItsName = name === '' || nameRanker(name)(folded, spacedWords(folded)) !== null;
  return isItsName ? { type: 'exact', asset } : { type: 'none', closest: [asset] };
}

function idRank(id: string, digits: string): number | null {
  if (id.startsWith(digits)) return 0;
  if (id.endsWith(digits)) return 1;
  return id.includes(digits) ? 2 : null;
}

/** Ranks a name by its folded form and the words of that, each after a blank. */
function nameRanker(query: string): (folded: string, named: string) => number | null {
  const bare = fold(query);
  const phrase = spacedWords(bare);
  if (phrase === '') return (folded) => (bare !== '' && folded.includes(bare) ? 3 : null);
  const beginnings = phrase.split(/(?= )/u);
  return (_folded, named) => {
    if (!beginnings.every((beginning) => named.includes(beginning))) return null;
    if (named === phrase) return 0;
    if (named.startsWith(phrase)) return 1;
    return named.includes(phrase) ? 2 : 3;
  };
}

/** Those of these assets that have a rank, lowest first, at most `most`; by name, then id, within a rank. */
function* ranked(
  numbers: Iterable<number>,
  rankOf: (number: number) => number | null,
  index: AssetIndex,
  most = Number.POSITIVE_INFINITY,
): Steps<readonly Asset[]> {
  const byRank = new Map<number, number[]>();
  let seen = 0;
  for (const number of numbers) {
    seen += 1;
    if (seen % stepSize === 0) yield;
    const rank = rankOf(number);
    if (rank === null) continue;
    const alike = byRank.get(rank);
    if (alike === undefined) byRank.set(rank, [number]);
    else alike.push(number);
  }
  const found: Asset[] = [];
  for (const rank of yield* lowest(byRank.keys(), most)) {
    if (found.length >= most) break;
    const alike = byRank.get(rank) ?? [];
    const left = most - found.length;
    const inOrder = yield* left < alike.length ? index.firstOf(alike, left) : index.inOrder(alike);
    for (const number of inOrder) found.push(index.asset(number));
    yield;
  }
  return found;
}

/** The lowest of these ranks, in order: all of a few, or a few of many. */
function* lowest(ranks: Iterable<number>, most: number): Steps<readonly number[]> {
  const first: number[] = [];
  let seen = 0;
  for (const rank of ranks) {
    seen += 1;
    if (seen % (5 * stepSize) === 0) yield;
    let place = first.length;
    while (place > 0 && rank < (first[place - 1] as number)) place -= 1;
    if (place < most) first.splice(place, 0, rank);
    if (first.length > most) first.pop();
  }
  return first;
}

/** The assets nearest to a mistyped query. */
function* closest(query: string, index: AssetIndex): Steps<readonly Asset[]> {
  const digits = digitsOf(query);
  const asked = words(query);
  const farness =
    digits === null ? yield* (yield* index.vocabulary()).farness(asked) : yield* idFarness(index, digits);
  const most = digits === null ? closeEnough : closeId;
  const rankOf = (number: number) => {
    const far = farness[number] as number;
    return far <= most ? far : null;
  };
  return yield* ranked(index.assets.keys(), rankOf, index, maxSuggestions);
}

/**
 * For each asset, the share of wrong digits, 0 to 1, in an id typed whole, give or take two digits; 1 for a partial
 * id, which resembles too many ids.
 */
function* idFarness({ assets }: AssetIndex, digits: string): Steps<Float64Array> {
  const farness = new Float64Array(assets.length).fill(1);
  for (const [at, { id }] of assets.entries()) {
    if (at % stepSize === stepSize - 1) yield;
    if (Math.abs(id.length - digits.length) <= maxMissing)
      farness[at] = distance(id, digits) / Math.max(id.length, digits.length);
  }
  return farness;
}
