import { assetKey } from '../core/asset/asset.js';
import { type AssetList, withoutLocked } from '../core/request/asset-list.js';
import type { Request } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';

/**
 * The list without unnamed assets that other open requests hold: their checkbox could be ticked but would never be
 * accepted. Named assets are chosen, and so are locked or joined when the list is stored. A dry run locks nothing.
 */
export async function withoutLockedElsewhere(
  found: AssetList,
  { id: own, dryRun }: Request,
  { store }: Pick<Ports, 'store'>,
): Promise<AssetList> {
  const unchosen = dryRun ? [] : found.assets.filter(({ id }) => !found.chosen.includes(id));
  if (unchosen.length === 0) return found;
  const holders = await store.holders(unchosen.map(assetKey));
  return unchosen.reduce((left, { id }, index) => {
    const holder = holders[index] ?? null;
    return holder === null || holder === own ? left : withoutLocked(left, id, holder);
  }, found);
}
