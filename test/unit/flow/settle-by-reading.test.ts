import { expect, it } from 'vitest';
import type { Running, UnresolvedAttempt } from '../../../src/core/request/request.js';
import { type SettlePorts, settleUnresolved } from '../../../src/flow/settle-by-reading.js';
import { TryLater } from '../../../src/flow/try-later.js';
import { running, threeAssets } from '../../fixtures/requests.js';

/** A store that takes `writeMs` for every change, and a ZCA that counts its readings. */
function slowWorld(request: Running, writeMs: number) {
  const seen = { now: request.startedAt, readings: 0 };
  const ports: SettlePorts = {
    now: () => seen.now,
    store: {
      change: async (_id, step) => {
        const transition = step(request);
        seen.now += writeMs;
        return 'refused' in transition
          ? { type: 'refused', reason: transition.refused }
          : { type: 'changed', request: transition.next };
      },
    },
    zca: {
      read: async () => {
        seen.readings += 1;
        return null;
      },
    },
  };
  return { seen, ports };
}

it('an unclear call that began before its asset was recorded as unresolved is waited for, however long the record took to write', async () => {
  const [asset = { kind: 'oa', id: '101', name: 'Shop 101' }] = threeAssets;
  const request: Running = { ...running(), called: [asset.id] };
  const { seen, ports } = slowWorld(request, 17_000);
  const last: UnresolvedAttempt = {
    id: asset.id,
    at: seen.now,
    tries: 5,
    cause: { type: 'unreachable', detail: 'timeout' },
  };
  await expect(settleUnresolved(asset, request, last, ports)).rejects.toThrow(TryLater);
  expect(seen.readings).toBe(0);
});
