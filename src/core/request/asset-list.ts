import { type Asset, isSameLink, saysMore } from '../asset/asset.js';
import { allFoundIn, exactAsset, type Match, matchInSteps, maxSuggestions } from '../matching/match.js';
import { protectionOf } from './asset-rules.js';
import type { Found } from './lookup-transition.js';
import type { Policy } from './policy.js';
import type { AssetChange, CardRequest, ExcludedAsset } from './request.js';

/** The most matches of one query that people will read. */
const maxListed = 10;
const maxWithheld = 10;
/** A step holds this many assets against the rules: about a millisecond of work. */
const stepSize = 200;

/** The assets for a card, and suggestions for queries without a match. */
export interface AssetList extends Found {
  readonly closest: readonly Asset[];
}

/**
 * Finds the assets that all queries mean together. Protected assets are taken out and named.
 * Ticked from the start: an asset that a query names by its whole id, and the only asset that a single query matches.
 * Only a person ticks anything else, so removing assets from a list, here or later, never ticks what remains. A list
 * with nothing ticked has a checkbox for each asset, even for one: somebody ticks it, then it can be confirmed;
 * ticking locks the asset.
 * In steps of about a millisecond.
 */
export function* searchAssets(
  queries: readonly string[],
  linked: readonly Asset[],
  policy: Policy,
): Generator<void, AssetList> {
  const matches = yield* matchInSteps(queries, linked);
  const all = yield* allFoundIn(matches);
  const named = matches.flatMap(exactIn);
  const sure = new Set(queries.length === 1 && all.length === 1 ? all : named);
  const { free, taken } = yield* withoutProtected(sureFirst(all, sure), policy);
  const most = queries.length === 1 ? maxListed : Math.max(maxListed, policy.mostAssets);
  const assets = free.slice(0, most);
  return {
    assets,
    more: free.length - assets.length,
    missed: queries.filter((_query, at) => matches[at]?.type === 'none'),
    ...boundedWithheld(taken, 0),
    chosen: assets
      .filter((asset) => sure.has(asset))
      .map(({ id }) => id)
      .slice(0, policy.mostAssets),
    closest: unique(matches.flatMap((match) => (match.type === 'none' ? match.closest : []))).slice(
      0,
      maxSuggestions,
    ),
  };
}

function exactIn(match: Match): readonly Asset[] {
  return match.type === 'exact' ? [match.asset] : [];
}

/** Takes out what a rule protects, in steps. */
function* withoutProtected(
  assets: readonly Asset[],
  policy: Policy,
): Generator<void, { readonly free: readonly Asset[]; readonly taken: readonly ExcludedAsset[] }> {
  if (policy.protectedAssets.length === 0) return { free: assets, taken: [] };
  const free: Asset[] = [];
  const taken: ExcludedAsset[] = [];
  for (const [at, asset] of assets.entries()) {
    if (at % stepSize === stepSize - 1) yield;
    const message = protectionOf(policy, asset);
    if (message === null) free.push(asset);
    else taken.push({ asset, why: { type: 'protected', message } });
  }
  return { free, taken };
}

/** The listed assets that the request names by their whole ids. */
export function namedAssets({ queries, assets }: Pick<CardRequest, 'queries' | 'assets'>): readonly Asset[] {
  const ids = new Set(queries.map((query) => exactAsset(query, assets)?.id));
  return assets.filter(({ id }) => ids.has(id));
}

/** Certain matches first, so that cutting a long list keeps them. */
function sureFirst(assets: readonly Asset[], sure: ReadonlySet<Asset>): readonly Asset[] {
  if (sure.size === 0) return assets;
  return [...assets.filter((asset) => sure.has(asset)), ...assets.filter((asset) => !sure.has(asset))];
}

/** The list without an asset that could not be locked because another open request (`by`) holds it. */
export function withoutLocked(found: AssetList, id: string, by: string): AssetList {
  const held = found.assets.filter((asset) => asset.id === id);
  const named = held.map((asset) => ({ asset, why: { type: 'held', by } as const }));
  return {
    ...found,
    assets: found.assets.filter((asset) => asset.id !== id),
    chosen: found.chosen.filter((each) => each !== id),
    ...boundedWithheld([...named, ...found.withheld], found.withheldMore ?? 0),
  };
}

/** A rule may protect thousands of matches; the record and the audit log keep ten and the count of the rest. */
function boundedWithheld(
  all: readonly ExcludedAsset[],
  more: number,
): Pick<Found, 'withheld' | 'withheldMore'> {
  const withheld = all.slice(0, maxWithheld);
  const rest = more + all.length - withheld.length;
  return rest === 0 ? { withheld } : { withheld, withheldMore: rest };
}

function unique(assets: readonly Asset[]): Asset[] {
  return [...new Map(assets.map((asset) => [asset.id, asset])).values()];
}

/**
 * The differences between the list on screen and the assets linked now, for chosen assets only: nothing happens to
 * the others. Null if there are none.
 */
export function differences(
  shown: { readonly assets: readonly Asset[]; readonly chosen: readonly string[] },
  linked: readonly Asset[],
  policy: Policy,
): { readonly assets: readonly Asset[]; readonly changes: readonly AssetChange[] } | null {
  const now = new Map(linked.map((asset) => [asset.id, asset]));
  const changes = shown.assets
    .filter(({ id }) => shown.chosen.includes(id))
    .flatMap((before) => changeOf(before, now.get(before.id), policy));
  if (changes.length === 0) return null;
  const assets = shown.assets.flatMap((before) => {
    const asset = now.get(before.id);
    return asset === undefined || protectionOf(policy, asset) !== null ? [] : [asset];
  });
  return { assets, changes };
}

function changeOf(before: Asset, asset: Asset | undefined, policy: Policy): AssetChange[] {
  if (asset === undefined) return [{ type: 'gone', asset: before }];
  const message = protectionOf(policy, asset);
  if (message !== null) return [{ type: 'protected', asset, message }];
  return isSameLink(before, asset) && !saysMore(before, asset) ? [] : [{ type: 'changed', asset, before }];
}
