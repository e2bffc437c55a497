import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, list, readOa, saigonDealer, unlink } from './call-zca.js';

let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken });
});
afterEach(() => zca.close());

function linked(): boolean {
  return zca.asset('oa', saigonDealer) !== null;
}

describe('matching', () => {
  it('meets only the operation, kind and id it names', async () => {
    zca.faults.add({ type: 'status', status: 500, operation: 'unlink', kind: 'oa', id: saigonDealer });
    expect((await readOa(zca.url, saigonDealer)).status).toBe(200);
    expect((await unlink(zca.url, '1111111111111111111')).status).toBe(404);
    expect((await unlink(zca.url, saigonDealer)).status).toBe(500);
  });

  it('meets the given number of calls, in the order the faults were queued', async () => {
    zca.faults.add({ type: 'status', status: 500, times: 2 }, { type: 'status', status: 502 });
    const statuses = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await list(zca.url)).status);
    expect(statuses).toEqual([500, 500, 502, 200]);
  });

  it('continues until cleared when its number is "always"', async () => {
    zca.faults.add({ type: 'status', status: 500, times: 'always' });
    for (let call = 0; call < 3; call += 1) expect((await list(zca.url)).status).toBe(500);
    zca.faults.clear();
    expect((await list(zca.url)).status).toBe(200);
  });

  it('is not spent on a call with a wrong token', async () => {
    zca.faults.add({ type: 'status', status: 500 });
    await fetch(`${zca.url}/v1/assets`);
    expect(zca.faults.list()).toHaveLength(1);
  });

  it('is refused when it makes no sense', () => {
    expect(() => zca.faults.add({ type: 'status', status: 200 })).toThrow(/400/);
    expect(() => zca.faults.add({ type: 'error_in_200', error: 0 })).toThrow(/error 0 means success/);
  });
});

describe('failures that are answered', () => {
  it('status: answers in the envelope and unlinks nothing', async () => {
    zca.faults.add({ type: 'status', status: 403 });
    const { status, data } = await unlink(zca.url, saigonDealer);
    expect(status).toBe(403);
    expect(data).toEqual({ error: -403, message: expect.stringMatching(/administrator/), data: null });
    expect(linked()).toBe(true);
  });

  it('status with applyFirst: unlinks and still answers 500', async () => {
    zca.faults.add({ type: 'status', status: 500, applyFirst: true });
    expect((await unlink(zca.url, saigonDealer)).status).toBe(500);
    expect(linked()).toBe(false);
    expect(zca.ledger.calls.at(-1)).toMatchObject({ applied: true, status: 500, fault: 'status' });
  });

  it.each([-216, -32, -403, -409, -404])('error_in_200: answers 200 with error %i', async (error) => {
    zca.faults.add({ type: 'error_in_200', error });
    const { status, data } = await unlink(zca.url, saigonDealer);
    expect([status, data.error, data.data]).toEqual([200, error, null]);
    expect(linked()).toBe(true);
  });

  it('error_in_200: says the given message', async () => {
    zca.faults.add({ type: 'error_in_200', error: -409, message: 'Đang có chiến dịch' });
    expect((await unlink(zca.url, saigonDealer)).data.message).toBe('Đang có chiến dịch');
  });

  it('ratelimited: answers 429 / -32 with Retry-After', async () => {
    zca.faults.add({ type: 'ratelimited', retryAfterSeconds: 3 });
    const { status, data, headers } = await list(zca.url);
    expect([status, data.error, headers['retry-after']]).toEqual([429, -32, '3']);
  });

  it.each([200, 502])('html: answers a page with status %i', async (status) => {
    zca.faults.add({ type: 'html', status });
    const answer = await unlink(zca.url, saigonDealer);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch('text/html');
    expect(answer.data).toMatch(/^<!doctype html>/);
    expect(linked()).toBe(true);
  });
});

describe('lies about the link', () => {
  it('stale_read: unlinks, but that many more reads and lists show the link', async () => {
    zca.faults.add({ type: 'stale_read', reads: 2 });
    expect((await unlink(zca.url, saigonDealer)).status).toBe(200);
    expect(linked()).toBe(false);
    expect((await readOa(zca.url, saigonDealer)).status).toBe(200);
    expect(JSON.stringify((await list(zca.url, 'limit=100')).data)).toContain(saigonDealer);
    expect((await readOa(zca.url, saigonDealer)).status).toBe(404);
  });

  it('stale_read: a second unlink finds the link really gone', async () => {
    zca.faults.add({ type: 'stale_read', reads: 5 });
    await unlink(zca.url, saigonDealer);
    expect((await unlink(zca.url, saigonDealer, { key: 'another' })).status).toBe(404);
  });

  it('not_applied: says it is unlinked, for a repeated key too, and never removes the link', async () => {
    zca.faults.add({ type: 'not_applied' });
    const first = await unlink(zca.url, saigonDealer);
    const again = await unlink(zca.url, saigonDealer);
    expect(first.data.data.status).toBe('unlinked');
    expect(again.data).toEqual(first.data);
    expect(linked()).toBe(true);
    expect(zca.ledger.removals).toEqual([]);
  });

  it.each(['fresh', 'same'] as const)('next_page_loop: %s cursors never end', async (cursor) => {
    zca.faults.add({ type: 'next_page_loop', cursor });
    const cursors = new Set<string>();
    let next = '';
    for (let page = 0; page < 5; page += 1) {
      const { status, data } = await list(zca.url, `limit=3${next && `&cursor=${next}`}`);
      expect([status, data.data.items.length]).toEqual([200, 3]);
      next = data.data.next_cursor;
      cursors.add(next);
    }
    expect(cursors.size).toBe(cursor === 'fresh' ? 5 : 1);
  });
});
