import { afterEach, beforeEach, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, get, list, saigonDealer, unlink, unlinkBody } from './call-zca.js';

const now = '2026-09-17T03:00:00.000Z';
let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken, now: () => new Date(now) });
});
afterEach(() => zca.close());

it('keeps every part of an unlink call', async () => {
  await unlink(zca.url, saigonDealer, { key: 'k' });
  expect(zca.ledger.calls).toEqual([
    {
      at: now,
      method: 'POST',
      path: `/v1/assets/oa/${saigonDealer}/unlink`,
      operation: 'unlink',
      kind: 'oa',
      id: saigonDealer,
      idempotencyKey: 'k',
      body: unlinkBody,
      status: 200,
      applied: true,
    },
  ]);
});

it('keeps rejected calls, but never the token', async () => {
  await get(zca.url, '/v1/assets', { access_token: 'not-the-token' });
  await get(zca.url, '/somewhere/else');
  expect(zca.ledger.calls.map(({ path, status }) => [path, status])).toEqual([
    ['/v1/assets', 401],
    ['/somewhere/else', 400],
  ]);
  expect(JSON.stringify(zca.ledger)).not.toMatch(/token/);
});

it('says who removed a link, and for which request', async () => {
  const other = zca.assets().find(({ kind }) => kind === 'app')?.id ?? '';
  await unlink(zca.url, saigonDealer);
  zca.remove('app', other);
  expect(zca.ledger.removals).toEqual([
    { at: now, kind: 'oa', id: saigonDealer, by: 'api', requestId: 'UR-7K2M' },
    { at: now, kind: 'app', id: other, by: 'console' },
  ]);
});

it('records a call when it arrives, before it is answered', async () => {
  zca.faults.add({ type: 'hang', operation: 'list' });
  const call = list(zca.url).catch(() => 'cut');
  await expect.poll(() => zca.ledger.calls).toHaveLength(1);
  expect(zca.ledger.calls[0]).toMatchObject({ operation: 'list', status: null, fault: 'hang' });
  await zca.close();
  expect(await call).toBe('cut');
});
