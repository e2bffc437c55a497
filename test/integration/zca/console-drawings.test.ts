import { afterAll, describe, expect, it } from 'vitest';
import type { ZcaAsset } from '../../../sandbox/zca/zca.js';
import { timeout } from './console-bench.js';
import { type Drawing, englishPages, openDrawn, prototype } from './console-drawn.js';
import { order } from './driver.contract.js';

/** More than one page, and more than fits the window. */
const oas: readonly ZcaAsset[] = Array.from({ length: 16 }, (_, at) => ({
  kind: 'oa',
  id: String(4_000_000_000_000_000 + at),
  name: `Cửa hàng số ${at}`,
}));
const last = { kind: 'oa', id: '4000000000000015' } as const;

describe('the console driver', { timeout, concurrent: true }, () => {
  afterAll(() => englishPages.close());

  it.for<[string, Drawing]>([
    ['a measuring row, heads that stay and buttons to copy', { measuredTable: true }],
    ['a list that grows as it is scrolled', { rows: 'endless', textSearch: true }],
    ['a pager that is drawn again under the pointer', { pagerRedrawn: 'under_pointer' }],
    [
      'a pager that marks no page and misses the first press',
      { pagerRedrawn: 'at_first_press', pagerMarks: false },
    ],
    [
      'late scripts, rows drawn as they come into view, heads that stay, and another language',
      { ...prototype, scriptsAfterMs: 800, rows: 'virtual', measuredTable: true, language: 'en' },
    ],
    [
      'late scripts, rows without roles, counts, and another language',
      { ...prototype, scriptsAfterMs: 800, rows: 'plain_virtual', counts: true, language: 'en' },
    ],
  ])('lists all assets, unlinks one and shows that it is gone with %s', async ([, drawing]) => {
    const { client, zca, pictures, close } = await openDrawn(drawing, oas);
    try {
      expect(await client.list('oa')).toEqual(oas.map(({ kind, id, name }) => ({ kind, id, name })));
      expect(await client.unlink(order(last))).toBe('unlinked');
      expect(await client.read('oa', last.id, { requestId: 'UR-TEST', round: 1 })).toBeNull();
      expect(zca.ledger.removals.map(({ id }) => id)).toEqual([last.id]);
      expect(zca.console.presses()).toHaveLength(1);
      expect(pictures.map(({ stage }) => stage)).toEqual(['row', 'dialog', 'gone']);
    } finally {
      await close();
    }
  });
});
