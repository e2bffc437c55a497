import { afterAll, describe, expect, it } from 'vitest';
import type { MannersOrder, ZcaAsset } from '../../../sandbox/zca/zca.js';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { ZcaNotNow } from '../../../src/flow/zca-error.js';
import { benchBrowser, openConsole } from './console-bench.js';
import { contractAssets, driverContract, order } from './driver.contract.js';

type Drawing = NonNullable<MannersOrder['drawing']>;

/** The English words that the driver looks for on a page; the rest stays Vietnamese. */
const english = {
  menuGroup: 'Settings',
  menu: 'Asset management',
  tab: { app: 'Link apps', oa: 'Link OAs' },
  search: 'Search by name or ID',
  linkedTable: { app: 'Linked apps', oa: 'Linked OAs' },
  nameColumn: { app: 'App name', oa: 'OA name' },
  idColumn: { app: 'App ID', oa: 'OA ID' },
  nothing: { app: 'No apps found', oa: 'No OAs found' },
  unlink: 'Unlink',
  confirm: ['Confirm', 'Unlink'],
  done: 'successfully',
  working: 'processing',
};
/** Drawn as in the public prototype of Zalo's screen. */
const prototype: Drawing = { avatars: true, plainTabs: true, textSearch: true, redrawnAfterMs: 400 };
const browsers = {
  vi: benchBrowser({ labels: consoleLabels.parse({}), answerMs: 60_000 }),
  en: benchBrowser({ labels: consoleLabels.parse(english), answerMs: 60_000 }),
};
afterAll(async () => {
  for (const browser of Object.values(browsers)) await browser.close();
});

async function openDrawn(drawing: Drawing, assets: readonly ZcaAsset[]) {
  const language = drawing.language ?? 'vi';
  const labels = language === 'en' ? english : {};
  const bench = await openConsole({
    assets,
    stepMs: 15_000,
    labels,
    browser: browsers[language],
  });
  bench.zca.console.behave({ drawing });
  return bench;
}

describe('drawn as in the prototype,', () => {
  driverContract(
    'console',
    async () => {
      const { zca, client, close } = await openDrawn(prototype, contractAssets);
      return {
        zca,
        client,
        close,
        remove: zca.remove,
        spoil: (answer) => zca.console.behave({ drawing: prototype, answer }),
        closeDoor: () => zca.console.endSessions(),
        closed: ZcaNotNow,
      };
    },
    { atOnce: true },
  );
});

/** More than one page, and more than fits the window. */
const oas: readonly ZcaAsset[] = Array.from({ length: 16 }, (_, at) => ({
  kind: 'oa',
  id: String(4_000_000_000_000_000 + at),
  name: `Cửa hàng số ${at}`,
}));
const last = { kind: 'oa', id: '4000000000000015' } as const;

describe('the console driver', { timeout: 180_000 }, () => {
  it.concurrent.each<[string, Drawing]>([
    ['a measuring row, heads that stay and buttons to copy', { measuredTable: true }],
    ['a list that grows as it is scrolled', { rows: 'endless', textSearch: true }],
    [
      'late scripts, rows drawn as they come into view, heads that stay, and another language',
      { ...prototype, scriptsAfterMs: 800, rows: 'virtual', measuredTable: true, language: 'en' },
    ],
  ])('lists all assets, unlinks one and shows that it is gone with %s', async (_what, drawing) => {
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
