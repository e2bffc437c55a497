import { describe, expect } from 'vitest';
import type { MannersOrder } from '../../../sandbox/zca/zca.js';
import { ZcaUnclear } from '../../../src/flow/zca-error.js';
import { expectNothingDone, it, shop, timeout } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver', { timeout, concurrent: true }, () => {
  it.for<[string, MannersOrder]>([
    ['with no dialog', { dialog: 'none' }],
    ['with a dialog that names nothing', { dialog: 'plain' }],
    ['when the page does not say that it is done', { answer: 'silent', dialog: 'none' }],
    ['when the search finds nothing', { deafSearch: true }],
    ['slowly', { delayMs: 150 }],
    ['when the dialog opens empty', { dialogFillsMs: 600 }],
    ['when the dialog’s button counts down', { countsDown: 2 }],
    ['when the dialog’s button counts down slowly', { countsDown: 1, secondMs: 2_500 }],
    ['when a message covers the list for a while', { coveredMs: 1_500 }],
    ['with the columns in another order', { columnsReversed: true }],
  ])('unlinks the right asset %s', async ([, manners], { open }) => {
    const { client, zca } = await open(manners);
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.ledger.removals.map(({ id }) => id)).toEqual([shop.id]);
  });

  it('presses nothing through a message that covers the list for good, and says so', async ({ open }) => {
    const { zca, client } = await open({ coveredMs: 600_000 });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('something covered it');
    expectNothingDone({ zca });
  });

  it.for<MannersOrder>([
    { moves: 'under_pointer', dialog: 'none', deafSearch: true },
    { moves: 'at_press', dialog: 'none', deafSearch: true },
    { moves: 'under_pointer', dialog: 'plain', deafSearch: true },
    { moves: 'at_press', dialog: 'plain', deafSearch: true },
  ])('never unlinks the neighbour of a row that moves: %o', async (manners, { open }) => {
    const { zca, client } = await open(manners);
    const error = await failureOf(client.unlink(order(shop)));
    expect(error).toBeInstanceOf(ZcaUnclear);
    expect(error.message).toContain('it was not pressed');
    expectNothingDone({ zca });
  });

  it('does not press once it has lost its lock on the browser', async ({ open }) => {
    const lost = { take: async () => ({ token: 1, until: async () => null, end: async () => undefined }) };
    const { zca, client } = await open({}, { turns: lost });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('turn at the browser was lost');
    expectNothingDone({ zca });
  });

  it('does not press after its lock has expired, though it believed to hold it', async ({ open }) => {
    const over = {
      take: async () => ({ token: 1, until: async () => Date.now() - 1, end: async () => undefined }),
    };
    const { zca, client } = await open({ dialog: 'none' }, { turns: over });
    expect((await failureOf(client.unlink(order(shop)))).message).toContain('it came too late');
    expectNothingDone({ zca });
  });

  it('is put off without failing while another worker has the browser', async ({ open }) => {
    const { client } = await open({}, { turns: { take: async () => null } });
    expect(await failureOf(client.list('oa'))).toMatchObject({
      failure: { type: 'console_paused', why: 'busy' },
    });
  });

  it('takes screenshots of the row and of the dialog, before each press, and of the list without it', async ({
    open,
  }) => {
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

  it('takes a screenshot when an asset that a run called for has gone, and none for other readers', async ({
    open,
  }) => {
    const { client, pictures, zca } = await open();
    const calledBy = { requestId: 'UR-TEST', round: 2 };
    expect(await client.read('oa', shop.id, calledBy)).toMatchObject(shop);
    zca.remove('oa', shop.id);
    expect(await client.read('oa', shop.id)).toBeNull();
    expect(pictures).toEqual([]);
    expect(await client.read('oa', shop.id, calledBy)).toBeNull();
    expect(pictures).toMatchObject([{ ...calledBy, ...shop, stage: 'gone' }]);
  });
});
