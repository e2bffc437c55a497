import { type Asset, isSameLink } from './asset.js';
import { type Match, matchAssets, mostClosest } from './match.js';
import { type Policy, protectionOf } from './policy.js';
import type { AssetChange, Withheld } from './request.js';
import type { Found } from './transition.js';

/** People read no more than this of what one query matched. */
const mostListed = 10;

/** What is found for a card, and what comes closest to queries that found nothing. */
export interface SearchResult extends Found {
  readonly closest: readonly Asset[];
}

/**
 * Finds what several queries mean together. What a query matched alone is chosen; of several matches nobody has said
 * which. Protected assets are taken out and named.
 */
export function searchAssets(
  queries: readonly string[],
  linked: readonly Asset[],
  policy: Policy,
): SearchResult {
  // A list that names an asset twice still has one of it.
  const known = unique(linked);
  const matches = queries.map((query) => {
    const match = matchAssets(query, known);
    return { query, match, found: foundIn(match) };
  });
  const single = matches.flatMap(({ found }) => (found.length === 1 ? found : []));
  const all = unique(matches.flatMap(({ found }) => found));
  const withheld = all.flatMap((asset) => withheldBy(policy, asset));
  const free = all.filter((asset) => !withheld.some((each) => each.asset.id === asset.id));
  const most = queries.length === 1 ? mostListed : Math.max(mostListed, policy.mostAssets);
  const assets = chosenFirst(free, single).slice(0, most);
  return {
    assets,
    more: free.length - assets.length,
    missed: matches.filter(({ found }) => found.length === 0).map(({ query }) => query),
    withheld,
    chosen: assets
      .filter((asset) => single.includes(asset))
      .map(({ id }) => id)
      .slice(0, policy.mostAssets),
    closest: unique(matches.flatMap(({ match }) => (match.type === 'none' ? match.closest : []))).slice(
      0,
      mostClosest,
    ),
  };
}

function foundIn(match: Match): readonly Asset[] {
  if (match.type === 'exact') return [match.asset];
  return match.type === 'some' ? match.assets : [];
}

function withheldBy(policy: Policy, asset: Asset): Withheld[] {
  const message = protectionOf(policy, asset);
  return message === null ? [] : [{ asset, why: { type: 'protected', message } }];
}

/** What is certain to be meant stays on a list that is too long for all. */
function chosenFirst(assets: readonly Asset[], chosen: readonly Asset[]): Asset[] {
  return [
    ...assets.filter((asset) => chosen.includes(asset)),
    ...assets.filter((asset) => !chosen.includes(asset)),
  ];
}

function unique(assets: readonly Asset[]): Asset[] {
  return [...new Map(assets.map((asset) => [asset.id, asset])).values()];
}

/**
 * What differs between the list that was shown and the assets linked now; null when nothing does. What is not
 * chosen counts for nothing, since nothing will be done with it.
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
  return isSameLink(before, asset) ? [] : [{ type: 'changed', asset, before }];
}
