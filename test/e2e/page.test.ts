import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startWorld, stopWorld, type World } from '../world/world.js';
import { AtThePage, desktop, type Locale, phone, said } from './at-the-page.js';
import { startBrowser } from './browser.js';

const pageDir = 'dist/sandbox/page';
const asset = { id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý' };
const [lan, minh, hoa, outsider] = ['Nguyễn Thị Lan', 'Trần Quốc Minh', 'Lê Thanh Hòa', 'Phạm Văn Ngoại'];

/** The page in a real browser, used by hand as the README says; `bin/test` builds it first. */
describe.each(['en', 'vi'] as const)('the workspace page, the bot speaking %s', (locale: Locale) => {
  const words = said[locale];
  let browser: Browser;
  let world: World;

  beforeAll(async () => {
    if (!existsSync(`${pageDir}/index.html`))
      throw new Error(`${pageDir}/index.html is missing: run npm run build, or bin/test`);
    await mkdir('screenshots', { recursive: true });
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    world = await startWorld({ env: { BOT_LOCALE: locale }, workspace: { pageDir } });
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    await stopWorld(world);
  });

  it.each([desktop, phone])('does the main job by hand at $name width', async (viewport) => {
    const shot = (what: string) => `screenshots/${locale}-${viewport.name}-${what}.png`;
    const me = await open(viewport);
    await me.become(lan);
    await me.type('/unlink oa 1234 -- shop closed');
    const card = me.card(asset.name);
    await card.getByText(words.waiting).waitFor();
    expect(await card.textContent()).toContain(asset.id);
    await card.screenshot({ path: shot('pending') });
    await me.become(minh);
    await me.confirm(card);
    await card.getByText(words.done).waitFor();
    expect(await me.button(card, 'confirm').count()).toBe(0);
    expect(await me.button(card, 'cancel').count()).toBe(0);
    const thread = await me.openThread(card);
    await thread.getByText(words.result).waitFor();
    await me.page.screenshot({ path: shot('result') });
    expect(await me.overflow()).toBeLessThanOrEqual(0);
    expect(world.zca.assets().some(({ id }) => id === asset.id)).toBe(false);
  });

  it('asks "are you sure" with the name and id; going back decides nothing', async () => {
    const me = await open();
    await me.become(lan);
    await me.type('/unlink oa 1234');
    const card = me.card(asset.name);
    await me.become(minh);
    await me.button(card, 'confirm').click();
    const dialog = me.page.getByRole('alertdialog');
    expect(await dialog.textContent()).toContain(`${asset.name} (${asset.id})`);
    await me.page.screenshot({ path: `screenshots/${locale}-desktop-sure.png` });
    await dialog.getByRole('button', { name: words.no, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await me.button(card, 'confirm').count()).toBe(1);
    expect(world.zca.assets().some(({ id }) => id === asset.id)).toBe(true);
  });

  it('tells an outsider who presses Confirm, and only them, that they are not an approver', async () => {
    const me = await open();
    await me.become(lan);
    await me.type('/unlink oa 1234');
    const card = me.card(asset.name);
    await me.button(card, 'confirm').waitFor();
    await me.become(outsider);
    await me.confirm(card);
    await me.note(words.notAnApprover).waitFor();
    await me.become(hoa);
    await me.button(card, 'confirm').waitFor();
    expect(await me.note(words.notAnApprover).count()).toBe(0);
  });

  it('shows one person’s decision in the other’s window at once', async () => {
    const [asker, approver] = [await open(), await open()];
    await asker.become(lan);
    await approver.become(minh);
    await asker.type('/unlink oa 1234');
    await approver.button(approver.card(asset.name), 'cancel').click();
    const seen = asker.card(asset.name);
    await seen.getByText(words.cancelled).waitFor();
    expect(await seen.getByRole('button', { name: words.confirm, exact: true }).count()).toBe(0);
    expect(world.zca.assets().some(({ id }) => id === asset.id)).toBe(true);
  });

  it('lists several at phone width, where those ticked and only those are unlinked', async () => {
    const me = await open(phone);
    await me.become(lan);
    await me.type('/unlink oa nha thuoc');
    const card = me.card('nha thuoc');
    const boxes = card.getByRole('checkbox');
    await boxes.first().waitFor();
    expect(await boxes.count()).toBeGreaterThan(1);
    const before = world.zca.assets().length;
    await boxes.first().check();
    const ticked = me.card(locale === 'en' ? 'asks to unlink 1 OA' : 'muốn hủy liên kết 1 OA');
    await ticked.waitFor();
    await ticked.screenshot({ path: `screenshots/${locale}-phone-list.png` });
    expect(await me.overflow()).toBeLessThanOrEqual(0);
    await me.become(minh);
    await me.confirm(ticked);
    await ticked.getByText(words.done).waitFor();
    expect(world.zca.assets().length).toBe(before - 1);
  });

  function open(viewport: { width: number; height: number } = desktop): Promise<AtThePage> {
    return AtThePage.open(browser, world.workspace.url, { viewport, locale });
  }
});
