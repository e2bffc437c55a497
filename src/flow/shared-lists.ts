import type { Asset, AssetKind } from '../core/asset.js';
import type { ZcaClient } from './ports.js';

type Reading = Promise<readonly Asset[]>;

/**
 * The same ZCA. Who asks for a list while it is being read waits for the next reading, together with all others who do:
 * nobody is given what was read before they asked, and many who ask at once cost the ZCA two readings.
 */
export function sharingLists(zca: ZcaClient): ZcaClient {
  const underWay = new Map<AssetKind, Reading>();
  const next = new Map<AssetKind, Reading>();

  const begin = (kind: AssetKind): Reading => {
    const reading = zca.list(kind).finally(() => underWay.delete(kind));
    underWay.set(kind, reading);
    return reading;
  };
  const list = (kind: AssetKind): Reading => {
    const waiting = next.get(kind);
    if (waiting !== undefined) return waiting;
    const before = underWay.get(kind);
    if (before === undefined) return begin(kind);
    const afterIt = () => {
      next.delete(kind);
      return begin(kind);
    };
    const shared = before.then(afterIt, afterIt);
    next.set(kind, shared);
    return shared;
  };
  return { list, read: (kind, id) => zca.read(kind, id), unlink: (order) => zca.unlink(order) };
}
