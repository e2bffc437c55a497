import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { readOa, SAIGON_DEALER, TOKEN, UNLINK_BODY, unlink } from './call-zca.js';

const NOW = new Date('2026-09-17T03:00:00.000Z');
let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken: TOKEN, now: () => NOW });
});
afterEach(() => zca.close());

describe('unlink', () => {
  it('removes the link and says when', async () => {
    const { status, data } = await unlink(zca.url, SAIGON_DEALER);
    expect(status).toBe(200);
    expect(data.data).toEqual({
      kind: 'oa',
      id: SAIGON_DEALER,
      status: 'unlinked',
      unlinked_at: NOW.toISOString(),
    });
    expect(zca.asset('oa', SAIGON_DEALER)).toBeUndefined();
    expect((await readOa(zca.url, SAIGON_DEALER)).status).toBe(404);
  });

  it('removes nothing else', async () => {
    const before = zca.assets().filter(({ id }) => id !== SAIGON_DEALER);
    await unlink(zca.url, SAIGON_DEALER);
    expect(zca.assets()).toEqual(before);
  });

  it('says 404 / -404 for an asset somebody unlinked in the console meanwhile', async () => {
    zca.remove('oa', SAIGON_DEALER);
    const { status, data } = await unlink(zca.url, SAIGON_DEALER);
    expect([status, data.error]).toEqual([404, -404]);
  });

  it('refuses the OA with unpaid charges and keeps it linked', async () => {
    const debtor = zca.assets().find(({ name }) => name === 'Điện máy Hưng Thịnh');
    const { status, data } = await unlink(zca.url, debtor?.id ?? '');
    expect(status).toBe(409);
    expect(data).toEqual({ error: -409, message: 'Còn cước phí chưa thanh toán: 1.250.000 ₫', data: null });
    expect(zca.asset('oa', debtor?.id ?? '')).toEqual(debtor);
  });

  it.each([
    ['no body', '', /body|expected object/],
    ['text that is not JSON', '{"reason":', /must be a JSON object/],
    ['a list', [], /object/],
    ['no approver', { ...UNLINK_BODY, approved_by: [] }, /approved_by: must name at least one approver/],
    ['an unnamed approver', { ...UNLINK_BODY, approved_by: [''] }, /approved_by\.0/],
    ['no request id', { ...UNLINK_BODY, request_id: undefined }, /request_id/],
    ['a field outside the contract', { ...UNLINK_BODY, force: true }, /force/],
  ])('refuses a body with %s with 400, unlinks nothing', async (_what, body, words) => {
    const { status, data } = await unlink(zca.url, SAIGON_DEALER, { body });
    expect(status).toBe(400);
    expect(data).toEqual({ error: -400, message: expect.stringMatching(words), data: null });
    expect(zca.asset('oa', SAIGON_DEALER)).toBeDefined();
  });

  it('refuses a body longer than 64 KiB', async () => {
    const body = { ...UNLINK_BODY, reason: 'x'.repeat(70_000) };
    expect((await unlink(zca.url, SAIGON_DEALER, { body })).data.message).toMatch(/longer than 65536 bytes/);
  });
});
