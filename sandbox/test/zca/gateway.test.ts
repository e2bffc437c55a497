import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedAssets } from '../../zca/seed-assets.js';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, get, list, readOa, saigonDealer, unlink } from './call-zca.js';

const now = new Date('2026-09-17T03:00:00.000Z');
let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken, now: () => now });
});
afterEach(() => zca.close());

async function walkPages(query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { data } = await list(zca.url, `${query}${cursor && `&cursor=${cursor}`}`);
    ids.push(...data.data.items.map(({ kind, id }: { kind: string; id: string }) => `${kind}:${id}`));
    cursor = data.data.next_cursor;
  }
  return ids;
}

describe('list', () => {
  it('gives every linked asset exactly once over its pages', async () => {
    const ids = await walkPages('limit=7');
    expect(ids.sort()).toEqual(
      zca
        .assets()
        .map(({ kind, id }) => `${kind}:${id}`)
        .sort(),
    );
  });

  it('filters by kind', async () => {
    const ids = await walkPages('kind=app&limit=100');
    expect(ids).toHaveLength(10);
    expect(ids.every((key) => key.startsWith('app:'))).toBe(true);
  });

  it('skips nothing when an asset is unlinked between two pages', async () => {
    const first = await list(zca.url, 'kind=oa&limit=5');
    for (const { id } of first.data.data.items) zca.remove('oa', id);
    const second = await walkPages(`kind=oa&limit=100&cursor=${first.data.data.next_cursor}`);
    expect(second).toHaveLength(25);
  });

  it('answers an empty page when nothing is linked', async () => {
    for (const { kind, id } of zca.assets()) zca.remove(kind, id);
    expect((await list(zca.url)).data.data).toEqual({ items: [], next_cursor: null });
  });

  it.each([
    ['kind=page', /kind: kind must be "oa" or "app"/],
    ['kind=', /kind/],
    ['limit=0', /limit: must be a whole number from 1 to 100/],
    ['limit=101', /limit/],
    ['limit=ten', /limit/],
    ['cursor=page2', /cursor/],
    ['cursor=', /cursor/],
  ])('refuses ?%s with 400 and says why', async (query, words) => {
    const { status, data } = await list(zca.url, query);
    expect(status).toBe(400);
    expect(data).toEqual({ error: -400, message: expect.stringMatching(words), data: null });
  });
});

describe('read', () => {
  it('gives all known fields of a linked asset, and no refusal', async () => {
    const { status, data } = await readOa(zca.url, saigonDealer);
    expect(status).toBe(200);
    expect(data).toEqual({
      error: 0,
      message: 'Success',
      data: {
        kind: 'oa',
        id: saigonDealer,
        name: 'Bán hàng Sài Gòn – Đại lý',
        status: 'linked',
        verified: true,
        linked_at: '2025-03-11T08:24:00+07:00',
        linked_by: 'Nguyễn Thị Hạnh',
        zca_id: 'SANDB0XZCA7Q2M9KD',
      },
    });
  });

  it('hides, like list, that an unlink would be refused', async () => {
    const debtor = seedAssets.find(({ refusal }) => refusal !== undefined)?.id ?? '';
    const { data: one } = await readOa(zca.url, debtor);
    const { data: page } = await list(zca.url, 'limit=100');
    expect(one.data.id).toBe(debtor);
    expect(JSON.stringify([one, page])).not.toMatch(/refusal|cước phí/);
  });

  it('says 404 / -404 for an asset that is not linked', async () => {
    const { status, data } = await readOa(zca.url, '1111111111111111111');
    expect(status).toBe(404);
    expect(data).toEqual({ error: -404, message: expect.stringContaining('not linked'), data: null });
  });

  it('does not take an OA id for an app', async () => {
    expect((await get(zca.url, `/v1/assets/app/${saigonDealer}`)).status).toBe(404);
  });

  it.each([
    '/v1/assets/page/4318093042839471234',
    '/v1/assets/oa/1234',
    '/v1/assets/oa/43180930428394712%E2%80%8B',
  ])('refuses the malformed address %s with 400, never with 404', async (path) => {
    expect((await get(zca.url, path)).data.error).toBe(-400);
  });
});

describe('the door', () => {
  it.each([
    ['missing', ''],
    ['wrong', 'yesterdays-token'],
  ])('answers 401 / -216 to a %s token, and does nothing', async (_what, access_token) => {
    const { status, data } = await get(zca.url, '/v1/assets', { access_token });
    expect(status).toBe(401);
    expect(data).toEqual({ error: -216, message: 'Access token is invalid', data: null });
  });

  it('answers 400 to an address outside the contract, so that callers do not read "not linked"', async () => {
    const { status, data } = await get(zca.url, '/api/v1/assets');
    expect([status, data.error]).toEqual([400, -400]);
  });

  it('answers 400 to the wrong method', async () => {
    expect((await get(zca.url, `/v1/assets/oa/${saigonDealer}/unlink`)).data.error).toBe(-400);
    expect(zca.asset('oa', saigonDealer)).not.toBeNull();
  });
});

describe('the console', () => {
  it('shows a new name to the next reader', async () => {
    zca.rename('oa', saigonDealer, 'Bán hàng Sài Gòn – Đại lý (cũ)');
    expect((await readOa(zca.url, saigonDealer)).data.data.name).toBe('Bán hàng Sài Gòn – Đại lý (cũ)');
  });

  it('links an asset again after it was unlinked', async () => {
    const asset = zca.asset('oa', saigonDealer);
    zca.remove('oa', saigonDealer);
    if (asset !== null) zca.link(asset);
    expect((await readOa(zca.url, saigonDealer)).data.data).toEqual(asset);
  });

  it('starts and ends a refusal', async () => {
    zca.refuse('oa', saigonDealer, 'Đang có chiến dịch chạy');
    expect((await unlink(zca.url, saigonDealer, { key: 'k1' })).data.message).toBe('Đang có chiến dịch chạy');
    zca.refuse('oa', saigonDealer, null);
    expect((await unlink(zca.url, saigonDealer, { key: 'k2' })).status).toBe(200);
  });

  it('throws when asked to rename or remove an asset that is not linked', () => {
    expect(() => zca.remove('oa', '1111111111111111111')).toThrow(/not linked/);
    expect(() => zca.rename('oa', '1111111111111111111', 'x')).toThrow(/not linked/);
  });
});
