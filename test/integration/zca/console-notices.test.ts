import { describe, expect } from 'vitest';
import type { MannersOrder } from '../../../sandbox/zca/zca.js';
import { it, shop, timeout } from './console-bench.js';
import { failureOf, order } from './driver.contract.js';

describe('the console driver after a press', { timeout, concurrent: true }, () => {
  it.for<[string, MannersOrder]>([
    ['before it asks', { dialogMs: 900 }],
    ['before it is done', { unlinkMs: 900 }],
    ['before it is done, and does not ask', { unlinkMs: 900, dialog: 'none' }],
  ])('waits while the page says that it is busy, %s', async ([, manners], { open }) => {
    const { client, zca } = await open({ ...manners, meanwhile: 'Đang xử lý, vui lòng chờ…' });
    expect(await client.unlink(order(shop))).toBe('unlinked');
    expect(zca.console.presses()).toHaveLength(1);
  });

  it.for(['as_it_is', 'working'] as const)(
    'waits while the confirmed dialog stays open (%s), and confirms it once',
    async (dialogStays, { open }) => {
      const { client, zca } = await open({ dialogStays, unlinkMs: 700 });
      expect(await client.unlink(order(shop))).toBe('unlinked');
      expect(zca.console.presses()).toHaveLength(1);
    },
  );

  it('stays on a page that complains while the press is still on its way', async ({ open }) => {
    const { client } = await open({ unlinkMs: 1_500, meanwhile: 'Có lỗi xảy ra, vui lòng thử lại sau' });
    expect(await client.unlink(order(shop))).toBe('unlinked');
  });

  it.for([
    'Hủy liên kết không thành công: còn cước phí chưa thanh toán',
    'Chưa thành công. OA đang có chiến dịch',
  ])('takes “%s” for the refusal that it is', async (reason, { open }) => {
    const { client, zca } = await open();
    zca.refuse('oa', shop.id, reason);
    expect(await failureOf(client.unlink(order(shop)))).toMatchObject({
      name: 'ZcaRefused',
      failure: { message: reason },
    });
  });

  it.for(['Có lỗi xảy ra', 'Hủy liên kết không thành công, vui lòng thử lại sau', 'Lỗi hệ thống (500)'])(
    'is unsure when the page says “%s”, and reports that',
    async (complaint, { open }) => {
      const { client, zca } = await open();
      zca.refuse('oa', shop.id, complaint);
      expect(await failureOf(client.unlink(order(shop)))).toMatchObject({
        name: 'ZcaUnclear',
        failure: { detail: expect.stringContaining(complaint) },
      });
    },
  );
});
