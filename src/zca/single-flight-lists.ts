import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { ZcaClient } from '../flow/ports/zca.js';
import { withTimeout } from '../shared/with-timeout.js';

type Reading = Promise<readonly Asset[]>;

/** The longest wait for another's reading: one that hangs delays nobody for longer. */
const timeoutMs = 5_000;

/**
 * Wraps a ZCA client so that concurrent list calls share a reading. A call made during a reading waits for the next
 * one, together with all others: nobody gets data read before their call, and any number of concurrent calls cost the
 * ZCA two readings.
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
