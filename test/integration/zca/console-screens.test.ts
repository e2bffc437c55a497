import { describe, expect } from 'vitest';
import type { MannersOrder } from '../../../sandbox/zca/zca.js';
import { ZcaError, ZcaScreenUnexpected } from '../../../src/flow/zca-error.js';
import { expectNothingDone, it, patientMs, shop, timeout } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver at an unexpected console', { timeout, concurrent: true }, () => {
  it.for<[string, MannersOrder, RegExp]>([
    ['asks about another id', { dialog: 'other_id' }, /another id, 400000000000000\d/u],
    ['asks about another name', { dialog: 'other_name' }, /another asset|something else/u],
    ['asks about something else', { dialog: 'unrelated' }, /not about unlinking/u],
    ['asks in a window of the browser', { dialog: 'browser' }, /window of the browser's own, “[^”]+”/u],
    ['puts a dialog over the list', { extraDialog: 'on_load' }, /nobody asked for, “Khảo sát/u],
    ['asks once more after the confirmation', { extraDialog: 'after_confirm' }, /one more dialog/u],
    ['calls the button otherwise', { labels: { 'Hủy liên kết': 'Gỡ liên kết' } }, /“Gỡ liên kết”/u],
    [
      'calls the confirmation otherwise',
      { labels: { 'Xác nhận': 'Chấp thuận' } },
      /without a button to confirm/u,
    ],
    ['calls the tab otherwise', { labels: { 'Liên kết OA': 'OA của tôi' } }, /no “Liên kết OA”/u],
    [
      'calls the table otherwise',
      { labels: { 'OA đã liên kết': 'Danh sách' } },
      /no table “OA đã liên kết”/u,
    ],
    ['calls a column otherwise', { labels: { 'ID tài khoản OA': 'Mã' } }, /other columns/u],
    [
      'has no heads above its columns',
      { drawing: { heads: 'none' } },
      /“OA đã liên kết.*without column heads/u,
    ],
    ['marks no heads as such', { drawing: { heads: 'plain' } }, /“OA đã liên kết.*without column heads/u],
    [
      'asks in a drawer that is not marked as a dialog',
      { dialogDrawnAs: 'drawer' },
      /a question that is not marked as a dialog, with “Bỏ qua”, “Xác nhận”; it was not confirmed/u,
    ],
    ['asks in a frame', { dialogDrawnAs: 'frame' }, /a frame that came after the press/u],
    ['has two rows with the id', { twin: shop.id }, /two rows with the id/u],
    [
      'has two menu entries with a count that could be the tab',
      { labels: { 'Liên kết OA': 'Liên kết OA (5)' }, moreMenu: ['Liên kết OA (2)'] },
      /“Liên kết OA” more than once: “Liên kết OA \(\d\)”, “Liên kết OA \(\d\)”/u,
    ],
    [
      'is in another language',
      { drawing: { language: 'en' } },
      /no “Quản lý tài sản” at .*the page seems not to be in Vietnamese \(it says “en”\).*zca\.console\.labels/u,
    ],
  ])('unlinks nothing when it %s, and says what it saw', async ([, manners, seen], { open }) => {
    const { zca, client } = await open(manners);
    const error = await failureOf(client.unlink(order(shop)));
    expect(error).toBeInstanceOf(ZcaScreenUnexpected);
    expect(error).toMatchObject({
      failure: { type: 'screen_unexpected', seen: expect.stringMatching(seen) },
    });
    expectNothingDone({ zca });
  });

  it.for(['drawer', 'frame'] as const)(
    'presses nothing through a %s that lies over the page',
    async (dialogDrawnAs, { open }) => {
      const manners: MannersOrder = { extraDialog: 'on_load', dialogDrawnAs };
      const { zca, client } = await open(manners, { stepMs: patientMs(2_000) });
      const error = await failureOf(client.unlink(order(shop)));
      expect(error.message).toMatch(/something covered .* it was not pressed/u);
      expectNothingDone({ zca });
    },
  );

  it('says where it was, and the status of the page, when the path differs', async ({ open }) => {
    const { client } = await open({}, { labels: { startPath: '/base/{account}' } });
    expect(await failureOf(client.list('oa'))).toMatchObject({
      failure: {
        seen: 'no “Quản lý tài sản” at /base/{account} (HTTP 404); there was nothing',
      },
    });
  });

  it.for<[string, RegExp]>([
    ['Bảo trì', /^the console answered HTTP 503 at \/\{account\}\/spending\/overview$/u],
    ['', /answered HTTP 503 /u],
  ])(
    'is unsure when the console’s server fails with “%s”, so that it is tried again',
    async ([text, detail], { open }) => {
      const { client } = await open({ broken: { status: 503, text } });
      expect(await failureOf(client.list('oa'))).toMatchObject({
        name: 'ZcaUnclear',
        failure: { detail: expect.stringMatching(detail) },
      });
    },
  );

  it('has neither the page nor the session in its errors', async ({ open }) => {
    const { client, zca } = await open({ delayMs: 3_000 }, { stepMs: 1_500 });
    const error = await failureOf(client.list('oa'));
    expect(error).toBeInstanceOf(ZcaError);
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(zca.console.url);
  });
});
