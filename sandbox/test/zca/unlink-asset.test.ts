import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, readOa, saigonDealer, unlink, unlinkBody } from './call-zca.js';

const now = new Date('2026-09-17T03:00:00.000Z');
let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken, now: () => now });
});
afterEach(() => zca.close());

describe('unlink', () => {
  it('removes the link and says when', async () => {
    const { status, data } = await unlink(zca.url, saigonDealer);
    expect(status).toBe(200);
    expect(data.data).toEqual({
      kind: 'oa',
      id: saigonDealer,
      status: 'unlinked',
      unlinked_at: now.toISOString(),
    });
    expect(zca.asset('oa', saigonDealer)).toBeNull();
    expect((await readOa(zca.url, saigonDealer)).status).toBe(404);
  });

  it('removes nothing else', async () => {
    const before = zca.assets().filter(({ id }) => id !== saigonDealer);
    await unlink(zca.url, saigonDealer);
    expect(zca.assets()).toEqual(before);
  });

  it('says 404 / -404 for an asset that somebody unlinked in the console', async () => {
    zca.remove('oa', saigonDealer);
    const { status, data } = await unlink(zca.url, saigonDealer);
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
    ['no approver', { ...unlinkBody, approved_by: [] }, /approved_by: must name at least one approver/],
    ['an unnamed approver', { ...unlinkBody, approved_by: [''] }, /approved_by\.0/],
    ['no request id', { ...unlinkBody, request_id: undefined }, /request_id/],
    ['a field outside the contract', { ...unlinkBody, force: true }, /force/],
  ])('answers 400 to a body with %s, and unlinks nothing', async (_what, body, words) => {
    const { status, data } = await unlink(zca.url, saigonDealer, { body });
    expect(status).toBe(400);
    expect(data).toEqual({ error: -400, message: expect.stringMatching(words), data: null });
    expect(zca.asset('oa', saigonDealer)).not.toBeNull();
  });

  it('refuses a body longer than 64 KiB', async () => {
    const body = { ...unlinkBody, reason: 'x'.repeat(70_000) };
    expect((await unlink(zca.url, saigonDealer, { body })).data.message).toMatch(/longer than 65536 bytes/);
  });
});
