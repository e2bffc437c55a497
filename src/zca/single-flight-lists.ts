import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { ZcaClient } from '../flow/ports/zca.js';
import { withTimeout } from '../shared/with-timeout.js';

type ListCall = Promise<readonly Asset[]>;

/** The longest wait for another's reading: one that hangs delays nobody for longer. */
const timeoutMs = 5_000;

/**
 * Wraps a ZCA client so that concurrent list calls share a reading. A call made during a reading waits for the next
 * one, together with all others: nobody gets data read before their call, and any number of concurrent calls cost the
 * ZCA two readings.
 */
export function singleFlightLists(zca: ZcaClient): ZcaClient {
  const underWay = new Map<AssetKind, ListCall>();
  const next = new Map<AssetKind, ListCall>();

  const begin = (kind: AssetKind): ListCall => {
    const reading: ListCall = zca.list(kind).finally(() => {
      if (underWay.get(kind) === reading) underWay.delete(kind);
    });
    underWay.set(kind, reading);
    return reading;
  };
  const list = (kind: AssetKind): ListCall => {
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
    maxReads: zca.maxReads,
    list,
    read: (kind, id, calledBy) => zca.read(kind, id, calledBy),
    unlink: (order) => zca.unlink(order),
  };
}
