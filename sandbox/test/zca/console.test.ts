import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { startBrowser } from '../browser.js';
import { patienceMs } from '../patience.js';

const oa = '4318093042839471234';

describe('the sandbox’s console', () => {
  let zca: Zca;
  let browser: Browser;
  let page: Page;

  // One page for all tests, each with a log-in of its own: a page costs more than a test's steps.
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage();
    page.setDefaultTimeout(5_000);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    zca = await startZca({ accessToken: 'token' });
    await page.context().clearCookies();
    await page.context().addCookies([zca.console.logIn()]);
  });
  afterEach(() => zca.close());

  const linked = () => page.getByRole('table', { name: 'OA đã liên kết' });
  const rowOf = (id: string) => linked().locator(`tr[data-id="${id}"]`);
  const open = async (tab: 'Liên kết OA' | 'Liên kết ứng dụng' = 'Liên kết OA') => {
    await page.goto(zca.console.url);
    await page.getByRole('link', { name: 'Quản lý tài sản' }).click();
    await page.getByRole('tab', { name: tab }).click();
  };
  const find = async (what: string) => {
    await page.getByRole('searchbox').fill(what);
    await page.getByRole('searchbox').press('Enter');
    await page.waitForURL(/q=/u);
  };

  it('turns away anybody without a log-in, and lets others in', async () => {
    zca.console.endSessions();
    await page.goto(`${zca.console.url}/${zca.console.accountCode}/setting/asset/oa`);
    expect(new URL(page.url()).pathname).toBe('/login');
    await page.getByLabel('Số điện thoại').fill('0912345678');
    await page.getByLabel('Mật khẩu').fill('anything');
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await expect.poll(() => page.url()).toContain(`/${zca.console.accountCode}/spending/overview`);
  });

  it('shows ten rows a page, each asset once, with zero-width characters in its id', async () => {
    await open();
    const ids: string[] = [];
    for (let number = 1; number <= 3; number += 1) {
      expect(await linked().locator('tbody tr').count()).toBe(10);
      ids.push(...(await linked().locator('tbody td:nth-child(2)').allTextContents()));
      if (number < 3) await page.getByRole('link', { name: 'Trang sau' }).click();
      await page.waitForLoadState();
    }
    expect(ids.every((id) => id.includes('\u200b'))).toBe(true);
    const plain = ids.map((id) => id.replaceAll(/[\u200b\ufeff]/gu, ''));
    expect(plain.sort()).toEqual(
      zca
        .assets()
        .filter(({ kind }) => kind === 'oa')
        .map(({ id }) => id)
        .sort(),
    );
  });

  it('searches by part of the id or the name, and says when it finds nothing', async () => {
    await open('Liên kết ứng dụng');
    await find('crm');
    const table = page.getByRole('table', { name: 'Ứng dụng đã liên kết' });
    expect(await table.locator('tbody tr').count()).toBe(2);
    await find('2791234630649070902');
    expect(await table.locator('tbody tr').textContent()).toContain('Đồng bộ đơn hàng KiotViet');
    await find('không có');
    expect(await table.textContent()).toContain('Không tìm thấy ứng dụng nào');
  });

  it('asks, unlinks the asset it asked about, and lists it as unlinked', async () => {
    await open();
    await find(oa);
    await rowOf(oa).getByRole('button', { name: 'Hủy liên kết' }).click();
    expect(await page.getByRole('dialog').textContent()).toContain(oa);
    expect(zca.asset('oa', oa)).not.toBeNull();
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
    await page.getByText('Hủy liên kết thành công').waitFor();
    expect(zca.asset('oa', oa)).toBeNull();
    expect(zca.console.presses()).toMatchObject([{ kind: 'oa', id: oa, applied: true }]);
    await open();
    expect(await page.getByRole('table', { name: 'Liên kết OA mới' }).textContent()).toContain(
      'OA chưa xác thực',
    );
    const added = page.getByRole('table', { name: 'Liên kết OA mới' }).getByRole('row').nth(1);
    await added.getByRole('button', { name: 'Liên kết' }).click();
    await expect.poll(() => zca.asset('oa', oa)?.id).toBe(oa);
  });

  it('unlinks at once without a dialog, and not at all when the dialog is dismissed', async () => {
    await open();
    await find(oa);
    await rowOf(oa).getByRole('button').click();
    await page.getByRole('button', { name: 'Bỏ qua' }).click();
    expect(zca.console.presses()).toEqual([]);
    zca.console.behave({ dialog: 'none' });
    await page.reload();
    await rowOf(oa).getByRole('button').click();
    await expect.poll(() => zca.asset('oa', oa)).toBeNull();
  });

  it('refuses with the reason on the page', async () => {
    zca.console.behave({ dialog: 'none' });
    zca.refuse('oa', oa, 'Còn cước phí chưa thanh toán');
    await open();
    await find(oa);
    await rowOf(oa).getByRole('button').click();
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('Còn cước phí chưa thanh toán');
    expect(zca.asset('oa', oa)).not.toBeNull();
  });

  it.each(['under_pointer', 'at_press'] as const)(
    'moves a row away %s, so that a press at the old place unlinks the neighbour',
    async (moves) => {
      zca.console.behave({ moves, dialog: 'none' });
      await open();
      await rowOf(oa).waitFor();
      const place = await linked()
        .locator('tbody tr')
        .evaluateAll((rows, id) => rows.findIndex((row) => row.getAttribute('data-id') === id), oa);
      await linked().locator('tbody tr').nth(place).getByRole('button').click();
      await expect.poll(() => zca.console.presses().length).toBe(1);
      expect(zca.console.presses()[0]?.id).not.toBe(oa);
    },
  );

  it.each([
    ['lost_after', true],
    ['lost_before', false],
    ['pretends', false],
    ['silent', true],
  ] as const)('answers %s: the link is gone is %s', async (answer, isGone) => {
    zca.console.behave({ answer, dialog: 'none' });
    await open();
    await find(oa);
    await rowOf(oa).getByRole('button').click();
    await expect.poll(() => zca.console.presses().length).toBe(1);
    expect(zca.asset('oa', oa) === null).toBe(isGone);
    const said = page.getByText('Hủy liên kết thành công');
    if (answer === 'pretends') await said.waitFor();
    else expect(await said.count()).toBe(0);
  });

  it('ends the session between press and confirmation; shows a captcha, other words, a twin', async () => {
    zca.console.behave({ sessionEndsAtConfirm: true });
    await open();
    await find(oa);
    await rowOf(oa).getByRole('button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xác nhận' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe('/login');
    expect(zca.asset('oa', oa)).not.toBeNull();

    await page.context().addCookies([zca.console.logIn()]);
    zca.console.behave({ labels: { 'Hủy liên kết': 'Gỡ liên kết' }, twin: oa });
    await open();
    await find(oa);
    expect(await page.getByRole('button', { name: 'Gỡ liên kết' }).count()).toBe(2);
    zca.console.behave({ captcha: true });
    await page.reload();
    expect(await page.getByRole('img', { name: 'captcha' }).count()).toBe(1);
  });

  it.each(['virtual', 'endless'] as const)('shows all rows to a person who scrolls (%s)', async (rows) => {
    zca.console.behave({ drawing: { rows } });
    await open();
    const rowsNow = () =>
      linked()
        .locator('tr[data-id]')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-id')));
    await linked().waitFor();
    const first = await rowsNow();
    const all = zca.assets().filter(({ kind }) => kind === 'oa');
    expect(first.length).toBeLessThan(all.length);
    const seen = new Set(first);
    const scrollOn = async () => {
      await page.evaluate("document.querySelector('.box').scrollBy(0, 200)");
      for (const id of await rowsNow()) seen.add(id);
      return seen.size;
    };
    await expect.poll(scrollOn, { timeout: patienceMs }).toBe(all.length);
    const { length } = await rowsNow();
    if (rows === 'endless') expect(length).toBe(all.length);
    else expect(length).toBeLessThan(all.length);
  });

  it('takes its manners over HTTP, and names what is wrong with them', async () => {
    const put = (manners: object) =>
      fetch(`${zca.url}/sandbox/console`, { method: 'PUT', body: JSON.stringify(manners) });
    expect(await (await put({ dialog: 'plain', drawing: { rows: 'endless' } })).json()).toMatchObject({
      data: { dialog: 'plain', moves: 'never', drawing: { rows: 'endless', avatars: false } },
    });
    expect(await (await put({ dialog: 'loud' })).json()).toMatchObject({ error: -400 });
    expect(zca.console.manners().dialog).toBe('plain');
  });
});
