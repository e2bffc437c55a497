import { rm, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { MannersOrder, ZcaAsset } from '../../sandbox/zca/zca.js';
import { ZcaError, ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../src/flow/zca-error.js';
import { type BenchOptions, type ConsoleBench, openConsole } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

const shop = { kind: 'oa', id: '4000000000000002' } as const;
const assets: readonly ZcaAsset[] = Array.from({ length: 5 }, (_, at) => ({
  kind: 'oa',
  id: String(4_000_000_000_000_000 + at),
  name: `Cửa hàng số ${at}`,
}));

describe('the console driver, where the console is not as expected,', { timeout: 60_000 }, () => {
  let bench: ConsoleBench;
  const open = async (manners: MannersOrder = {}, options: BenchOptions = {}) => {
    bench = await openConsole({ assets, stepMs: 4_000, ...options });
    bench.zca.console.behave(manners);
    return bench;
  };
  afterEach(() => bench.close());
  const nothingDone = () => {
    expect(bench.zca.console.presses()).toEqual([]);
    expect(bench.zca.ledger.removals).toEqual([]);
  };

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
  ])('unlinks nothing when it %s, and says what was seen', async (_what, manners, seen) => {
    const { client } = await open(manners);
    const error = await failureOf(client.unlink(order(shop)));
    expect(error).toBeInstanceOf(ZcaScreenUnexpected);
    expect(error).toMatchObject({
      failure: { type: 'screen_unexpected', seen: expect.stringMatching(seen) },
    });
    nothingDone();
  });

  it.each<[string, MannersOrder]>([
    ['with no dialog', { dialog: 'none' }],
    ['with a dialog that names nothing', { dialog: 'plain' }],
    ['when the page does not say that it is done', { answer: 'silent', dialog: 'none' }],
    ['when the search finds nothing', { deafSearch: true }],
    ['slowly', { delayMs: 150 }],
  ])('unlinks the right one %s', async (_what, manners) => {
    const { client, zca } = await open(manners);
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.ledger.removals.map(({ id }) => id)).toEqual([shop.id]);
  });

  it.each<[string, MannersOrder]>([
    ['before it asks', { dialogMs: 900 }],
    ['before it is done', { unlinkMs: 900 }],
    ['before it is done, and does not ask', { unlinkMs: 900, dialog: 'none' }],
  ])('waits where the page says that it is still at it, %s', async (_when, manners) => {
    const { client, zca } = await open({ ...manners, meanwhile: 'Đang xử lý, vui lòng chờ…' });
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.console.presses()).toHaveLength(1);
  });

  it('does not leave a page that complains while what was pressed is still on its way', async () => {
    const { client } = await open({ unlinkMs: 1_500, meanwhile: 'Có lỗi xảy ra, vui lòng thử lại sau' });
    expect(await client.unlink(order(shop))).toBe('unlinked');
  });

  it.each([
    'Hủy liên kết không thành công: còn cước phí chưa thanh toán',
    'Chưa thành công. OA đang có chiến dịch',
  ])('takes “%s” for the refusal that it is', async (reason) => {
    const { client, zca } = await open();
    zca.refuse('oa', shop.id, reason);
    expect(await failureOf(client.unlink(order(shop)))).toMatchObject({
      name: 'ZcaRefused',
      failure: { message: reason },
    });
  });

  it.each(['Có lỗi xảy ra', 'Hủy liên kết không thành công, vui lòng thử lại sau', 'Lỗi hệ thống (500)'])(
    'is unsure where the page says “%s”, and tells it',
    async (complaint) => {
      const { client, zca } = await open();
      zca.refuse('oa', shop.id, complaint);
      expect(await failureOf(client.unlink(order(shop)))).toMatchObject({
        name: 'ZcaUnclear',
        failure: { detail: expect.stringContaining(complaint) },
      });
    },
  );

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
    nothingDone();
  });

  describe('and its rows come late', () => {
    const late = { lateRowsMs: 700 } as const;
    const many: readonly ZcaAsset[] = Array.from({ length: 12 }, (_, at) => ({
      kind: 'oa',
      id: String(4_000_000_000_000_000 + at),
      name: `Cửa hàng số ${at}`,
    }));

    it('lists them all', async () => {
      const { client } = await open(late, { assets: many });
      expect(await client.list('oa')).toHaveLength(12);
    });

    it('finds one of them', async () => {
      const { client } = await open({ ...late, deafSearch: true }, { assets: many });
      expect(await client.read('oa', '4000000000000011')).toMatchObject({ name: 'Cửa hàng số 11' });
    });

    it('does not say that one is unlinked when the press did nothing', async () => {
      const { client } = await open({ ...late, answer: 'lost_before' });
      expect(await failureOf(client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
    });

    it('says which request a page waits for that never has them', async () => {
      const { client } = await open({ lateRowsMs: 60_000 });
      expect(await failureOf(client.list('oa'))).toMatchObject({
        failure: {
          seen: expect.stringMatching(/keeps loading 127\.0\.0\.1:\d+\/\w+\/setting\/asset\/oa\/rows$/u),
        },
      });
    });

    it('does not wait for a request that is always open, where it was told so', async () => {
      const { client } = await open(
        { lateRowsMs: 60_000 },
        { labels: { background: ['/setting/asset/oa/rows'] } },
      );
      expect(await client.list('oa')).toEqual([]);
    });
  });

  it('waits for a log-in without failing, and goes on after a new one', async () => {
    const { client, zca, logIn } = await open();
    zca.console.endSessions();
    for (let tries = 0; tries < 3; tries += 1)
      expect(await failureOf(client.read('oa', shop.id))).toMatchObject({
        failure: { type: 'console_paused', why: 'logged_out' },
      });
    await logIn();
    expect(await client.read('oa', shop.id)).toMatchObject(shop);
  });

  it('waits when nobody has logged in yet, and when the file cannot be read', async () => {
    const { client, sessionPath, logIn } = await open();
    await rm(sessionPath);
    expect(await failureOf(client.list('oa'))).toMatchObject({ failure: { why: 'no_session' } });
    await writeFile(sessionPath, 'damaged');
    expect(await failureOf(client.list('oa'))).toMatchObject({ failure: { why: 'no_session' } });
    await logIn();
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('uses the log-in that was left while it waited for its turn', async () => {
    const turn = { token: 1, until: async () => Date.now() + 10_000, end: async () => undefined };
    const take = async () => {
      bench.zca.console.endSessions();
      await bench.logIn();
      return turn;
    };
    const { client } = await open({}, { turns: { take } });
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('keeps a log-in that was renewed though the job failed', async () => {
    const { client, zca } = await open({ rollingSession: true, labels: { 'OA đã liên kết': 'Danh sách' } });
    expect(await failureOf(client.list('oa'))).toBeInstanceOf(ZcaScreenUnexpected);
    zca.console.behave({ rollingSession: true });
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('waits where a captcha stands in the way', async () => {
    const { client } = await open({ captcha: true });
    expect(await failureOf(client.unlink(order(shop)))).toMatchObject({ failure: { why: 'captcha' } });
    nothingDone();
  });

  it.each<[string, MannersOrder]>([
    ['a menu that speaks of logging in', { moreMenu: ['Lịch sử đăng nhập'] }],
    ['the badge of a captcha that asks nothing', { captchaBadge: true }],
  ])('does not take %s for a door', async (_what, manners) => {
    const { client } = await open(manners);
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('waits for a log-in where a dialog over the list asks for one', async () => {
    const { client } = await open({ extraDialog: 'expired' });
    expect(await failureOf(client.list('oa'))).toMatchObject({ failure: { why: 'logged_out' } });
  });

  it('is unsure when the log-in ends between the press and the confirmation, and finds it still there', async () => {
    const { client, zca, logIn } = await open({ sessionEndsAtConfirm: true });
    expect(await failureOf(client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
    expect(await failureOf(client.read('oa', shop.id))).toBeInstanceOf(ZcaNotNow);
    zca.console.behave();
    await logIn();
    expect(await client.read('oa', shop.id)).toMatchObject(shop);
    nothingDone();
  });

  it('does not press once its turn at the browser is lost', async () => {
    const lost = { take: async () => ({ token: 1, until: async () => null, end: async () => undefined }) };
    const { client } = await open({}, { turns: lost });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('turn at the browser was lost');
    nothingDone();
  });

  it('does not press after the time of its turn, though it believed to have it', async () => {
    const over = {
      take: async () => ({ token: 1, until: async () => Date.now() - 1, end: async () => undefined }),
    };
    const { client } = await open({ dialog: 'none' }, { turns: over });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('it came too late');
    nothingDone();
  });

  it('is put off without failing while another worker has the browser', async () => {
    const { client } = await open({}, { turns: { take: async () => null } });
    expect(await failureOf(client.list('oa'))).toMatchObject({
      failure: { type: 'console_paused', why: 'busy' },
    });
  });

  it('starts the browser again after it has died', async () => {
    const { client, browser } = await open({}, { stepMs: 10_000 });
    expect(await client.list('oa')).toHaveLength(5);
    const { page, context } = await browser.newPage(null);
    await page.goto('chrome://kill', { timeout: 3_000 }).catch(() => undefined);
    await context.browser()?.close();
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('does not take the pager of the other table for that of the linked ones', async () => {
    const { client } = await open({ newHasPages: true });
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('finishes an unlink though its process was told to stop', async () => {
    const until = async () => {
      // As a signal would; whoever runs these tests must not hear of it.
      const others = process.listeners('SIGTERM').filter((listener) => alreadyThere.includes(listener));
      for (const listener of others) process.off('SIGTERM', listener);
      process.emit('SIGTERM', 'SIGTERM');
      for (const listener of others) process.on('SIGTERM', listener);
      return Date.now() + 10_000;
    };
    const alreadyThere = process.listeners('SIGTERM');
    const turns = { take: async () => ({ token: 1, until, end: async () => undefined }) };
    const { client } = await open({}, { turns });
    expect(await client.unlink(order(shop))).toBe('unlinked');
  });

  describe('and the browser stands still', () => {
    const stop = () => {
      const { pid } = bench.browser;
      if (pid === null) throw new Error('there is no browser');
      process.kill(pid, 'SIGSTOP');
    };
    const ended: number[] = [];
    const end = async () => void ended.push(Date.now());
    afterEach(() => void ended.splice(0));

    it('is unsure, gives its turn back, and works with another browser the next time', async () => {
      const turns = { take: async () => ({ token: 1, until: async () => Date.now() + 10_000, end }) };
      const { client } = await open({}, { turns, answerMs: 6_000, stepMs: 15_000 });
      expect(await client.list('oa')).toHaveLength(5);
      stop();
      const since = Date.now();
      expect(await failureOf(client.list('oa'))).toBeInstanceOf(ZcaUnclear);
      expect(ended).toHaveLength(2);
      expect(Date.now() - since).toBeLessThan(15_000);
      expect(await client.list('oa')).toHaveLength(5);
    });

    it('is unsure within the step where that happens before a press, and unlinks the next time', async () => {
      let stops = true;
      const until = async () => {
        if (stops) stop();
        stops = false;
        return Date.now() + 10_000;
      };
      const turns = { take: async () => ({ token: 1, until, end }) };
      const { client } = await open({}, { turns, answerMs: 6_000, stepMs: 6_000 });
      expect(await failureOf(client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
      expect(ended).toHaveLength(1);
      nothingDone();
      expect(await client.unlink(order(shop))).toBe('unlinked');
    });
  });

  it('takes pictures of the row, of the dialog and of the list without it, before each press', async () => {
    const { client, pictures } = await open();
    await client.unlink(order(shop));
    expect(pictures.map(({ stage, id, requestId }) => [stage, id, requestId])).toEqual([
      ['row', shop.id, 'UR-TEST'],
      ['dialog', shop.id, 'UR-TEST'],
      ['gone', shop.id, 'UR-TEST'],
    ]);
    for (const { png } of pictures) expect(Buffer.from(png.slice(1, 4)).toString()).toBe('PNG');
  });

  it('has nothing of the page and no log-in in its errors', async () => {
    const { client, zca } = await open({ delayMs: 3_000 });
    const error = await failureOf(client.list('oa'));
    expect(error).toBeInstanceOf(ZcaError);
    expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain(zca.console.url);
  });
});
