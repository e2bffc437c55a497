import { rm, writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import type { MannersOrder } from '../../../sandbox/zca/zca.js';
import { ZcaNotNow, ZcaScreenUnexpected, ZcaUnclear } from '../../../src/flow/zca-error.js';
import { type ConsoleBench, expectNothingDone, it, sharedBrowser, shop, timeout } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver’s log-in', { timeout, concurrent: true }, () => {
  it('is awaited without failing, and used once it is there', async ({ open }) => {
    const { client, zca, logIn } = await open();
    zca.console.endSessions();
    for (let tries = 0; tries < 3; tries += 1)
      expect(await failureOf(client.read('oa', shop.id))).toMatchObject({
        failure: { type: 'console_paused', why: 'logged_out' },
      });
    await logIn();
    expect(await client.read('oa', shop.id)).toMatchObject(shop);
  });

  it('is awaited when nobody has logged in yet, and when the file cannot be read', async ({ open }) => {
    const { client, sessionPath, logIn } = await open();
    await rm(sessionPath);
    expect(await failureOf(client.list('oa'))).toMatchObject({ failure: { why: 'no_session' } });
    await writeFile(sessionPath, 'damaged');
    expect(await failureOf(client.list('oa'))).toMatchObject({ failure: { why: 'no_session' } });
    await logIn();
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('is used if it arrived during the wait for the lock', async ({ open }) => {
    let bench: ConsoleBench | undefined;
    const turn = { token: 1, until: async () => Date.now() + 10_000, end: async () => undefined };
    const take = async () => {
      bench?.zca.console.endSessions();
      await bench?.logIn();
      return turn;
    };
    bench = await open({}, { turns: { take } });
    expect(await bench.client.list('oa')).toHaveLength(5);
  });

  it('is kept if it was renewed, though the job failed', async ({ open }) => {
    const manners = { rollingSession: true, labels: { 'OA đã liên kết': 'Danh sách' } };
    const { client, zca } = await open(manners, { browser: sharedBrowser });
    expect(await failureOf(client.list('oa'))).toBeInstanceOf(ZcaScreenUnexpected);
    zca.console.behave({ rollingSession: true });
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('is awaited when a captcha appears', async ({ open }) => {
    const { client, zca } = await open({ captcha: true });
    expect(await failureOf(client.unlink(order(shop)))).toMatchObject({ failure: { why: 'captcha' } });
    expectNothingDone({ zca });
  });

  it.for<[string, MannersOrder]>([
    ['a menu that speaks of logging in', { moreMenu: ['Lịch sử đăng nhập'] }],
    ['the badge of a captcha that asks nothing', { captchaBadge: true }],
  ])('is not thought missing because of %s', async ([, manners], { open }) => {
    const { client } = await open(manners);
    expect(await client.list('oa')).toHaveLength(5);
  });

  it('is awaited when a dialog over the list asks for it', async ({ open }) => {
    const { client } = await open({ extraDialog: 'expired' });
    expect(await failureOf(client.list('oa'))).toMatchObject({ failure: { why: 'logged_out' } });
  });

  it('leaves an outcome unsure when it ends between the press and the confirmation, and the asset is still there', async ({
    open,
  }) => {
    const { client, zca, logIn } = await open({ sessionEndsAtConfirm: true });
    expect(await failureOf(client.unlink(order(shop)))).toBeInstanceOf(ZcaUnclear);
    expect(await failureOf(client.read('oa', shop.id))).toBeInstanceOf(ZcaNotNow);
    zca.console.behave();
    await logIn();
    expect(await client.read('oa', shop.id)).toMatchObject(shop);
    expectNothingDone({ zca });
  });
});
