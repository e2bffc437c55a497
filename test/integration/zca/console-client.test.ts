import { describe, expect, it } from 'vitest';
import type { MannersOrder } from '../../../sandbox/zca/zca.js';
import { ZcaError, ZcaScreenUnexpected, ZcaUnclear } from '../../../src/flow/zca-error.js';
import { shop, useConsole } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver at an unexpected console', { timeout: 60_000 }, () => {
  const { open, expectNothingDone } = useConsole();

  it.each<[string, MannersOrder, RegExp]>([
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
    ['has two rows with the id', { twin: shop.id }, /two rows with the id/u],
  ])('unlinks nothing when it %s, and says what it saw', async (_what, manners, seen) => {
    const { client } = await open(manners);
    const error = await failureOf(client.unlink(order(shop)));
    expect(error).toBeInstanceOf(ZcaScreenUnexpected);
    expect(error).toMatchObject({
      failure: { type: 'screen_unexpected', seen: expect.stringMatching(seen) },
    });
    expectNothingDone();
  });

  it('says where it was, and the status of the page, when the path differs', async () => {
    const { client } = await open({}, { labels: { startPath: '/base/{account}' } });
    expect(await failureOf(client.list('oa'))).toMatchObject({
      failure: {
        seen: 'no “Quản lý tài sản” at /base/{account} (HTTP 404); there was nothing',
      },
    });
  });

  it.each([
    ['Bảo trì', /^the console answered HTTP 503 at \/\{account\}\/spending\/overview$/u],
    ['', /^127\.0\.0\.1:\d+ answered HTTP 503 with no page$/u],
  ])(
    'is unsure when the console’s server fails with “%s”, so that it is tried again',
    async (text, detail) => {
      const { client } = await open({ broken: { status: 503, text } });
      expect(await failureOf(client.list('oa'))).toMatchObject({
        name: 'ZcaUnclear',
        failure: { detail: expect.stringMatching(detail) },
      });
    },
  );

  it.each<[string, MannersOrder]>([
    ['with no dialog', { dialog: 'none' }],
    ['with a dialog that names nothing', { dialog: 'plain' }],
    ['when the page does not say that it is done', { answer: 'silent', dialog: 'none' }],
    ['when the search finds nothing', { deafSearch: true }],
    ['slowly', { delayMs: 150 }],
  ])('unlinks the right asset %s', async (_what, manners) => {
    const { client, zca } = await open(manners);
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.ledger.removals.map(({ id }) => id)).toEqual([shop.id]);
  });

  it.each<MannersOrder>([
    { moves: 'under_pointer', dialog: 'none', deafSearch: true },
    { moves: 'at_press', dialog: 'none', deafSearch: true },
    { moves: 'under_pointer', dialog: 'plain', deafSearch: true },
    { moves: 'at_press', dialog: 'plain', deafSearch: true },
  ])('never unlinks the neighbour of a row that moves: %o', async (manners) => {
    const { client } = await open(manners);
    const error = await failureOf(client.unlink(order(shop)));
    expect(error).toBeInstanceOf(ZcaUnclear);
    expect(error.message).toContain('it was not pressed');
    expectNothingDone();
  });

  it('does not press once it has lost its lock on the browser', async () => {
    const lost = { take: async () => ({ token: 1, until: async () => null, end: async () => undefined }) };
    const { client } = await open({}, { turns: lost });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('turn at the browser was lost');
    expectNothingDone();
  });

  it('does not press after its lock has expired, though it believed to hold it', async () => {
    const over = {
      take: async () => ({ token: 1, until: async () => Date.now() - 1, end: async () => undefined }),
    };
    const { client } = await open({ dialog: 'none' }, { turns: over });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('it came too late');
    expectNothingDone();
  });

  it('is put off without failing while another worker has the browser', async () => {
    const { client } = await open({}, { turns: { take: async () => null } });
    expect(await failureOf(client.list('oa'))).toMatchObject({
      failure: { type: 'console_paused', why: 'busy' },
    });
  });

  it('takes screenshots of the row and of the dialog, before each press, and of the list without it', async () => {
    const { client, pictures } = await open();
    await client.unlink(order(shop));
    await client.read('oa', shop.id, { requestId: 'UR-TEST', round: 1 });
    expect(pictures.map(({ stage, id, requestId }) => [stage, id, requestId])).toEqual([
      ['row', shop.id, 'UR-TEST'],
      ['dialog', shop.id, 'UR-TEST'],
      ['gone', shop.id, 'UR-TEST'],
    ]);
    for (const { png } of pictures) expect(Buffer.from(png.slice(1, 4)).toString()).toBe('PNG');
  });

  it('takes a screenshot when an asset that a run called for has gone, and none for other readers', async () => {
    const { client, pictures, zca } = await open();
    const calledBy = { requestId: 'UR-TEST', round: 2 };
    expect(await client.read('oa', shop.id, calledBy)).toMatchObject(shop);
    zca.remove('oa', shop.id);
    expect(await client.read('oa', shop.id)).toBeNull();
    expect(pictures).toEqual([]);
    expect(await client.read('oa', shop.id, calledBy)).toBeNull();
    expect(pictures).toMatchObject([{ ...calledBy, ...shop, stage: 'gone' }]);
  });

  it('has neither the page nor the session in its errors', async () => {
    const { client, zca } = await open({ delayMs: 3_000 });
    const error = await failureOf(client.list('oa'));
    expect(error).toBeInstanceOf(ZcaError);
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(zca.console.url);
  });
});
