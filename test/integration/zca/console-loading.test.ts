import { describe, expect } from 'vitest';
import type { ZcaAsset } from '../../../sandbox/zca/zca.js';
import { ZcaUnclear } from '../../../src/flow/zca-error.js';
import { it, shop, timeout } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('a list of the console', { timeout, concurrent: true }, () => {
  describe('with late rows', () => {
    const late = { lateRowsMs: 700 } as const;
    const many: readonly ZcaAsset[] = Array.from({ length: 12 }, (_, at) => ({
      kind: 'oa',
      id: String(4_000_000_000_000_000 + at),
      name: `Cửa hàng số ${at}`,
    }));

    it('has them all', async ({ open }) => {
      const { client } = await open(late, { assets: many });
      expect(await client.list('oa')).toHaveLength(12);
    });

    it('has each of them for a search', async ({ open }) => {
      const { client } = await open({ ...late, deafSearch: true }, { assets: many });
      expect(await client.read('oa', '4000000000000011')).toMatchObject({ name: 'Cửa hàng số 11' });
    });

    it('does not report an unlink when the press did nothing', async ({ open }) => {
      const { client } = await open({ ...late, answer: 'lost_before' });
      expect(await failureOf(client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
    });

    it('names the request of a page whose rows never come', async ({ open }) => {
      const { client } = await open({ lateRowsMs: 600_000 });
      expect(await failureOf(client.list('oa'))).toMatchObject({
        failure: {
          seen: expect.stringMatching(/keeps loading 127\.0\.0\.1:\d+\/\w+\/setting\/asset\/oa\/rows$/u),
        },
      });
    });

    it('does not wait for a request that is always open, if configured so', async ({ open }) => {
      const { client } = await open(
        { lateRowsMs: 600_000 },
        { labels: { background: ['/setting/asset/oa/rows'] } },
      );
      expect(await client.list('oa')).toEqual([]);
    });
  });

  it('is not paged by the pager of the other table', async ({ open }) => {
    const { client } = await open({ newHasPages: true });
    expect(await client.list('oa')).toHaveLength(5);
  });
});
