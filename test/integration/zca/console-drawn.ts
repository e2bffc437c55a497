import { lightArgs } from '../../../sandbox/test/browser.js';
import type { MannersOrder, ZcaAsset } from '../../../sandbox/zca/zca.js';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { ZcaNotNow } from '../../../src/flow/zca-error.js';
import { benchBrowser, type ConsoleBench, openConsole, patientMs, sharedPages } from './console-bench.js';
import { driverContract } from './driver.contract.js';
import { ReusedPages } from './reused-pages.js';

export type Drawing = NonNullable<MannersOrder['drawing']>;

/** The English words that the driver looks for on a page; the rest stays Vietnamese. */
export const english = {
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
  nextPage: 'Next page',
  done: 'successfully',
  working: 'processing',
};
/** Drawn as in the public prototype of Zalo's screen. */
export const prototype: Drawing = {
  avatars: true,
  plainTabs: true,
  textSearch: true,
  redrawnAfterMs: 400,
};

/** For a console in English; whoever uses it closes it. */
export const englishPages = new ReusedPages(
  benchBrowser({ labels: consoleLabels.parse(english), answerMs: 60_000, args: lightArgs }),
);

/** A console that is drawn like this, with the labels of its language. */
export async function openDrawn(drawing: Drawing, assets: readonly ZcaAsset[]): Promise<ConsoleBench> {
  const isEnglish = drawing.language === 'en';
  const labels = isEnglish ? english : {};
  // A browser's guard knows one language's word for unlinking.
  const browser = isEnglish ? englishPages : sharedPages;
  const bench = await openConsole({ assets, stepMs: patientMs(5_000), labels, browser });
  bench.zca.console.behave({ drawing });
  return bench;
}

/** Declares the promises of every driver for a console that is drawn like this. */
export function drawnContract(drawing: Drawing): void {
  driverContract(
    'console',
    async (assets) => {
      const { zca, client, close } = await openDrawn(drawing, assets);
      return {
        zca,
        client,
        close,
        remove: zca.remove,
        spoil: (answer) => zca.console.behave({ drawing, answer }),
        closeDoor: () => zca.console.endSessions(),
        closed: ZcaNotNow,
      };
    },
    { atOnce: true },
  );
}
