import { beforeEach, describe, expect, it } from 'vitest';
import { approve, cancel } from '../../../src/core/request/decision-transition.js';
import { listAssets } from '../../../src/core/request/lookup-transition.js';
import { start } from '../../../src/core/request/run-transition.js';
import { stop } from '../../../src/core/request/stop-transition.js';
import type { RequestStore } from '../../../src/flow/ports/store.js';
import { askedAt, asset, decision, lookingUp } from '../../fixtures/requests.js';

/** The audit actions of a store in their order. */
export interface StoreBench {
  readonly store: RequestStore;
  /** Another process's view of the same store. */
  readonly other: RequestStore;
  readonly actions: () => Promise<readonly string[]>;
}

const { id: _, revision: _revision, status: _status, ...asked } = lookingUp();
const otherDelivery = '0'.repeat(64);
const ids = ['UR-AAAA', 'UR-AAAAB'];
const expiresAt = askedAt + 3_600_000;
const seen = { listRevision: 1, ticked: null };

/** The promises of every store that a flow can use. */
export function storeContract(name: string, open: () => Promise<StoreBench>): void {
  describe(`the ${name} store`, () => {
    let bench: StoreBench;
    beforeEach(async () => {
      bench = await open();
    });
    const list = (id: string, listed: readonly string[], by = bench.store) =>
      by.change(id, (current) =>
        listAssets(
          current,
          { assets: listed.map((each) => asset(each)), more: 0, missed: [], withheld: [], chosen: listed },
          askedAt,
          expiresAt,
        ),
      );
    const twoRequests = async () => {
      await bench.store.create(['UR-AAAA'], asked);
      await bench.store.create(['UR-BBBB'], { ...asked, delivery: otherDelivery });
    };

    it('gives a delivery one request, and another delivery another id', async () => {
      const [first, again] = await Promise.all([
        bench.store.create(ids, asked),
        bench.other.create(ids, asked),
      ]);
      const second = await bench.store.create(ids, { ...asked, delivery: otherDelivery });
      expect([first.id, again.id, second.id]).toEqual(['UR-AAAA', 'UR-AAAA', 'UR-AAAAB']);
      expect(await bench.store.getAll([...ids, 'UR-ZZZZ'])).toEqual([first, second, null]);
      expect(await bench.actions()).toEqual(['asked', 'asked']);
    });

    it('makes one of two simultaneous changes, with one audit entry', async () => {
      await twoRequests();
      await list('UR-AAAA', ['101']);
      const [approval, cancellation] = await Promise.all([
        bench.store.change('UR-AAAA', (current) =>
          approve(current, decision, seen, { needed: 1, startsAt: decision.at }),
        ),
        bench.other.change('UR-AAAA', (current) => cancel(current, { ...decision, press: 'e' }, null)),
      ]);
      expect([approval.type, cancellation.type].sort()).toEqual(['changed', 'refused']);
      expect(await bench.actions()).toHaveLength(4);
    });

    it('gives the reason of a refused step, and reports a missing request', async () => {
      await twoRequests();
      const refused = await bench.store.change('UR-AAAA', (current) => start(current, askedAt));
      expect(refused).toMatchObject({ type: 'refused', reason: { type: 'not_open' } });
      expect(await bench.store.change('UR-ZZZZ', (current) => start(current, askedAt))).toEqual({
        type: 'missing',
      });
    });

    it('lets one open request hold an asset, and all assets of a list or none', async () => {
      await twoRequests();
      const changes = await Promise.all([
        list('UR-AAAA', ['101']),
        list('UR-BBBB', ['303', '101'], bench.other),
      ]);
      expect(changes.map(({ type }) => type).sort()).toEqual(['changed', 'held']);
      const held = changes.find(({ type }) => type === 'held');
      const winner = changes[0]?.type === 'changed' ? 'UR-AAAA' : 'UR-BBBB';
      expect(held).toMatchObject({ by: winner, asset: 'oa:101' });
      expect(await bench.store.holders(['oa:101', 'oa:303'])).toEqual([
        winner,
        winner === 'UR-AAAA' ? null : 'UR-BBBB',
      ]);
    });

    it('frees the assets of a request that has ended, and lists its end as unreported', async () => {
      await twoRequests();
      await list('UR-AAAA', ['101']);
      await bench.store.change('UR-AAAA', (current) =>
        approve(current, decision, seen, { needed: 1, startsAt: decision.at }),
      );
      await bench.store.change('UR-AAAA', (current) => stop(current, { ...decision, press: 'stop' }, 1));
      expect(await bench.store.holders(['oa:101'])).toEqual([null]);
      expect(await bench.store.unreportedEnds(decision.at - 1)).toEqual([]);
      const end = { requestId: 'UR-AAAA', round: 0 };
      expect(await bench.store.unreportedEnds(decision.at)).toEqual([end]);
      await bench.store.markReported(end);
      expect(await bench.store.unreportedEnds(decision.at)).toEqual([]);
    });

    it('keeps open requests by their last change, except those found complete since', async () => {
      await bench.store.create(['UR-BBBB'], { ...asked, delivery: otherDelivery, askedAt: askedAt + 10 });
      await bench.store.create(['UR-AAAA'], asked);
      expect(await bench.store.open()).toEqual(['UR-AAAA', 'UR-BBBB']);
      const [oldest] = await bench.store.openSince(askedAt + 9);
      expect(oldest).toEqual({ id: 'UR-AAAA', since: askedAt });
      if (oldest !== undefined) await bench.store.markIntact(oldest, 60_000);
      expect(await bench.store.openSince(askedAt + 10)).toEqual([{ id: 'UR-BBBB', since: askedAt + 10 }]);
    });

    it('adds audit entries that change no request', async () => {
      await bench.store.note({
        ...{ at: askedAt, requestId: 'UR-AAAA', action: 'press_refused', actor: 'U1', details: {} },
      });
      expect(await bench.actions()).toEqual(['press_refused']);
    });
  });
}
