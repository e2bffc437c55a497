import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consoleLabels } from '../../../src/config/console-schema.js';
import { ZcaUnclear } from '../../../src/flow/zca-error.js';
import { takePicture } from '../../../src/zca/console/evidence-picture.js';
import { folded } from '../../../src/zca/console/labels.js';
import { PageDriver } from '../../../src/zca/console/page-driver.js';
import { Screen } from '../../../src/zca/console/screen.js';
import { type ConsoleBench, openConsole, sharedBrowser } from './console-bench.js';
import { failureOf } from './driver.contract.js';

const stepMs = 8_000;
const assets = Array.from({ length: 10 }, (_, at) => ({
  kind: 'oa' as const,
  id: String(4_000_000_000_000_000 + at),
  name: `Cửa hàng số ${at}`,
}));
const own = '4000000000000009';
const green = [0, 255, 0] as const;
const magenta = [255, 0, 255] as const;

/** The row in the picture is green; anything about other assets is magenta. */
const colours = `
  tr[data-id] td, table[aria-labelledby=new] td, header, nav.menu { background: rgb(${magenta}) !important }
  tr[data-id="${own}"] td { background: rgb(${green}) !important }
`;

describe('a screenshot of an asset’s row', () => {
  let bench: ConsoleBench;
  let context: BrowserContext;
  let page: Page;
  let viewer: Page;
  let picture: (how?: { ofGone: boolean }) => Promise<Buffer>;

  beforeAll(async () => {
    ({ page: viewer } = await sharedBrowser.newPage(null, { isForPerson: true }));
  });
  afterAll(() => sharedBrowser.release(viewer.context()));
  beforeEach(async () => {
    bench = await openConsole({ assets, browser: sharedBrowser });
    const session = await bench.session.load();
    // By hand: no press is held back.
    ({ context, page } = await bench.browser.newPage(session?.state ?? null, { isForPerson: true }));
    const { url: address, accountCode } = bench.zca.console;
    const hands = new PageDriver(page, stepMs);
    const labels = consoleLabels.parse({});
    const place = { address, otherAddresses: [], logInHosts: [], accountCode };
    const screen = new Screen({ ...place, hands, labels, stepMs });
    const { title: table, idColumn } = await screen.openList('oa');
    await page.addStyleTag({ content: colours });
    const words = { tabs: labels.tab.oa.map(folded), search: labels.search.map(folded) };
    picture = (how) => takePicture(hands, { table, idColumn, id: own, ...words }, stepMs, how);
  });
  afterEach(async () => {
    await sharedBrowser.release(context);
    await bench.close();
  });

  /** The number of pixels of a PNG in this colour. */
  const count = async (
    png: Buffer,
    [red, middle, blue]: readonly [number, number, number],
  ): Promise<number> => {
    return Number(
      await viewer.evaluate(`(async () => {
        const image = new Image();
        image.src = 'data:image/png;base64,${png.toString('base64')}';
        await image.decode();
        const { width, height } = image;
        const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, width, height);
        let count = 0;
        for (let at = 0; at < data.length; at += 4)
          if (data[at] === ${red} && data[at + 1] === ${middle} && data[at + 2] === ${blue}) count += 1;
        return count;
      })()`),
    );
  };

  const expectOnlyOwnRow = async () => {
    const png = await picture();
    expect(await count(png, green)).toBeGreaterThan(1_000);
    expect(await count(png, magenta)).toBe(0);
  };

  it('contains no other row', async () => {
    await expectOnlyOwnRow();
  });

  it('contains no other row under a dialog', async () => {
    await page.locator(`tr[data-id="${own}"] button`).click();
    await page.getByRole('dialog').waitFor();
    await expectOnlyOwnRow();
  });

  it('contains a row far down the page', async () => {
    await page.addStyleTag({ content: '#linked { margin-top: 3000px }' });
    await expectOnlyOwnRow();
  });

  it('is not taken of a missing row when the search does not show its id', async () => {
    const error = await failureOf(picture({ ofGone: true }));
    expect(error).toMatchObject({
      failure: { detail: 'the search field did not show what was searched for' },
    });
    await page.locator('input[name=q]').fill(own);
    expect((await picture({ ofGone: true })).length).toBeGreaterThan(1_000);
  });

  it('is not taken when another row takes its place', async () => {
    await page.evaluate(`new MutationObserver(([{ target }]) => {
      for (const cell of target.cells ?? []) cell.textContent = cell.textContent.replace('9', '8');
    }).observe(document.querySelector('tr[data-id="${own}"]'), { attributeFilter: ['data-zca-evidence'] })`);
    const error = await failureOf(picture().then(() => 'it was taken'));
    expect(error).toBeInstanceOf(ZcaUnclear);
    expect(error.message).toContain('changed while a picture');
  });
});
