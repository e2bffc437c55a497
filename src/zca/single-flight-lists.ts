import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { ZcaClient } from '../flow/ports/zca.js';
import { withTimeout } from '../shared/with-timeout.js';

type Reading = Promise<readonly Asset[]>;

/** For so long, in milliseconds, a reading is waited for: one that hangs holds nobody else up for longer. */
const timeoutMs = 5_000;

/**
 * The same ZCA. Who asks for a list while it is being read waits for the next reading, together with all others who do:
 * nobody is given what was read before they asked, and many who ask at once cost the ZCA two readings.
 */
export function singleFlightLists(zca: ZcaClient): ZcaClient {
  const underWay = new Map<AssetKind, Reading>();
  const next = new Map<AssetKind, Reading>();

  const begin = (kind: AssetKind): Reading => {
    const reading: Reading = zca.list(kind).finally(() => {
      if (underWay.get(kind) === reading) underWay.delete(kind);
    });
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
    const shared = withTimeout(timeoutMs, before).then(afterIt, afterIt);
    next.set(kind, shared);
    return shared;
  };
  return {
    list,
    read: (kind, id, calledBy) => zca.read(kind, id, calledBy),
    unlink: (order) => zca.unlink(order),
  };
}
