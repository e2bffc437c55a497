import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { places, startWorld, stopWorld, type World } from '../world/world.js';

const pageDir = 'dist/sandbox/page';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

/** The page in a real browser, used by hand as the README says; `bin/test` builds it first. */
describe('the workspace page', () => {
  let browser: Browser;
  let world: World;

  beforeAll(async () => {
    if (!existsSync(`${pageDir}/index.html`))
      throw new Error('the page is not built: run npm run build, or bin/test');
    await mkdir('screenshots', { recursive: true });
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: flags,
    });
    world = await startWorld({ workspace: { pageDir } });
  });
  afterAll(async () => {
    await browser.close();
    await stopWorld(world);
  });

  it('does the main job by hand: ask, become the approver, confirm, read the result in the thread', async () => {
    const page = await open(desktop);
    await type(page, '/unlink oa 1234 -- shop closed');
    const card = cardIn(page, 'Bán hàng Sài Gòn – Đại lý');
    await card.getByRole('button', { name: 'Confirm', exact: true }).waitFor();
    await page.screenshot({ path: 'screenshots/desktop-pending.png' });
    await become(page, 'Trần Quốc Minh');
    await confirm(page, card);
    await card.getByText('Done').waitFor();
    expect(await card.getByRole('button', { name: 'Confirm', exact: true }).count()).toBe(0);
    await card.getByRole('button', { name: '1 reply' }).click();
    await page.getByRole('region', { name: 'Thread' }).getByText('the ZCA no longer shows it').waitFor();
    await page.screenshot({ path: 'screenshots/desktop-result.png' });
    await page.close();
  });

  it('tells an outsider who presses Confirm, and only them, that they are not an approver', async () => {
    const page = await open(desktop);
    await type(page, '/unlink app 1234');
    const card = cardIn(page, '2791234630649070902');
    await card.getByRole('button', { name: 'Confirm', exact: true }).waitFor();
    await become(page, 'Phạm Văn Ngoại');
    await confirm(page, card);
    await page
      .getByRole('article', { name: 'only visible to you' })
      .getByText('You are not an approver')
      .waitFor();
    await become(page, 'Lê Thanh Hòa');
    await card.getByRole('button', { name: 'Confirm', exact: true }).waitFor();
    expect(await page.getByText('You are not an approver').count()).toBe(0);
    await page.close();
  });

  it('shows one person’s decision in the other’s window at once', async () => {
    const [lan, minh] = [await open(desktop), await open(desktop, 'U0MINH0002')];
    await type(lan, '/unlink oa điện thoại');
    const seen = cardIn(minh, 'Cửa hàng Điện thoại Sài Gòn');
    await seen.getByRole('button', { name: 'Cancel', exact: true }).click();
    await cardIn(lan, 'Cửa hàng Điện thoại Sài Gòn').getByText('Nothing was unlinked').waitFor();
    await Promise.all([lan.close(), minh.close()]);
  });

  it('lists several at phone width, where those ticked and only those are unlinked', async () => {
    const page = await open(phone);
    await type(page, '/unlink oa nha thuoc');
    const card = page.getByRole('article', { name: /^zca-unlink/ }).last();
    const boxes = card.getByRole('checkbox');
    await boxes.first().waitFor();
    const listed = await boxes.count();
    expect(listed).toBeGreaterThan(1);
    await boxes.first().check();
    await card.getByText('What unlinking does: the ZCA stops paying for this OA.').waitFor();
    await page.screenshot({ path: 'screenshots/phone-list.png', fullPage: true });
    const before = world.zca.assets().length;
    await become(page, 'Trần Quốc Minh');
    await confirm(page, card);
    await card.getByText('Done').waitFor();
    expect(world.zca.assets().length).toBe(before - 1);
    await page.close();
  });

  async function open(viewport: { width: number; height: number }, as = 'U0LAN00001'): Promise<Page> {
    const page = await browser.newPage({ viewport });
    await page.goto(`${world.workspace.url}/?as=${as}&channel=${places.ops}`);
    return page;
  }

  function cardIn(page: Page, words: string) {
    return page
      .getByRole('article', { name: /^zca-unlink/ })
      .filter({ hasText: words })
      .last();
  }

  async function type(page: Page, text: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Message #zca-ops' }).fill(text);
    await page.getByRole('textbox', { name: 'Message #zca-ops' }).press('Enter');
  }

  async function become(page: Page, name: string): Promise<void> {
    const person = page.getByRole('combobox', { name: 'You are' });
    const label = await person.locator('option', { hasText: name }).textContent();
    await person.selectOption({ label: label ?? name });
  }

  async function confirm(page: Page, card: ReturnType<typeof cardIn>): Promise<void> {
    await card.getByRole('button', { name: 'Confirm', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Yes, unlink' }).click();
  }
});
