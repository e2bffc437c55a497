import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, saigonDealer, unlink, unlinkBody } from './call-zca.js';

let zca: Zca;
let clockMs = Date.parse('2026-09-17T03:00:00Z');

/** Each reading of the clock is a second later, so that a recomputed answer would differ. */
function tick(): Date {
  clockMs += 1_000;
  return new Date(clockMs);
}

beforeEach(async () => {
  zca = await startZca({ accessToken, now: tick });
});
afterEach(() => zca.close());

describe('Idempotency-Key', () => {
  it('is required on unlink', async () => {
    const { status, data } = await unlink(zca.url, saigonDealer, { key: null });
    expect([status, data.error]).toEqual([400, -400]);
    expect(data.message).toMatch(/Idempotency-Key header is required/);
    expect(zca.asset('oa', saigonDealer)).not.toBeNull();
  });

  it('repeats the first answer, and applies nothing a second time', async () => {
    const first = await unlink(zca.url, saigonDealer, { key: 'k' });
    const again = await unlink(zca.url, saigonDealer, { key: 'k' });
    expect(again.data).toEqual(first.data);
    expect(zca.ledger.removals).toHaveLength(1);
    expect(zca.ledger.calls.map(({ applied }) => applied)).toEqual([true, false]);
  });

  it('leaves the link alone when the asset was linked again in between', async () => {
    const asset = zca.asset('oa', saigonDealer);
    await unlink(zca.url, saigonDealer, { key: 'k' });
    if (asset !== null) zca.link(asset);
    expect((await unlink(zca.url, saigonDealer, { key: 'k' })).status).toBe(200);
    expect(zca.asset('oa', saigonDealer)).toEqual(asset);
  });

  it('accepts a body with its fields in another order as the same body', async () => {
    await unlink(zca.url, saigonDealer, { key: 'k' });
    const body = Object.fromEntries(Object.entries(unlinkBody).reverse());
    expect((await unlink(zca.url, saigonDealer, { key: 'k', body })).status).toBe(200);
  });

  it('is refused with another body', async () => {
    await unlink(zca.url, saigonDealer, { key: 'k' });
    const body = { ...unlinkBody, approved_by: ['U0SOMEONE'] };
    const { status, data } = await unlink(zca.url, saigonDealer, { key: 'k', body });
    expect([status, data.error]).toEqual([409, -409]);
    expect(data.message).toMatch(/already used/);
  });

  it('is refused for another asset, which stays linked', async () => {
    const other = zca.assets().find(({ id }) => id !== saigonDealer)?.id ?? '';
    await unlink(zca.url, saigonDealer, { key: 'k' });
    expect((await unlink(zca.url, other, { key: 'k' })).status).toBe(409);
    expect(zca.asset('oa', other)).not.toBeNull();
  });

  it('may be reused after a bad request, which is not remembered', async () => {
    await unlink(zca.url, saigonDealer, { key: 'k', body: {} });
    expect((await unlink(zca.url, saigonDealer, { key: 'k' })).status).toBe(200);
  });

  it('may be reused after a fault that did no work', async () => {
    zca.faults.add({ type: 'status', status: 503 });
    expect((await unlink(zca.url, saigonDealer, { key: 'k' })).status).toBe(503);
    expect((await unlink(zca.url, saigonDealer, { key: 'k' })).status).toBe(200);
  });

  it('applies once when many calls use it at the same time', async () => {
    const calls = Array.from({ length: 20 }, () => unlink(zca.url, saigonDealer, { key: 'k' }));
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    expect(zca.ledger.removals).toHaveLength(1);
  });
});
