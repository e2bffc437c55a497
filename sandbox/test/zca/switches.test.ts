import axios from 'axios';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startZca, type Zca } from '../../zca/zca.js';
import { accessToken, list, saigonDealer, unlink } from './call-zca.js';

let zca: Zca;

beforeEach(async () => {
  zca = await startZca({ accessToken });
});
afterEach(() => zca.close());

const http = axios.create({ validateStatus: () => true });

it('queues, shows and clears faults over HTTP, without a token', async () => {
  const order = { type: 'ratelimited', operation: 'list', retryAfterSeconds: 2 };
  const queued = await http.post(`${zca.url}/sandbox/faults`, order);
  expect(queued.status).toBe(201);
  expect(queued.data.data).toEqual([{ ...order, times: 1 }]);
  expect((await http.get(`${zca.url}/sandbox/faults`)).data.data).toEqual([{ ...order, times: 1 }]);
  expect((await list(zca.url)).status).toBe(429);
  expect((await http.get(`${zca.url}/sandbox/faults`)).data.data).toEqual([]);
});

it('queues several at once and clears them', async () => {
  await http.post(`${zca.url}/sandbox/faults`, [
    { type: 'hang' },
    { type: 'status', status: 500, times: 'always' },
  ]);
  expect(zca.faults.list()).toHaveLength(2);
  expect((await http.delete(`${zca.url}/sandbox/faults`)).data.data).toEqual([]);
  expect(zca.faults.list()).toEqual([]);
});

it('queues none of several faults when one is invalid, and names it', async () => {
  const { status, data } = await http.post(`${zca.url}/sandbox/faults`, [{ type: 'hang' }, { type: 'fire' }]);
  expect(status).toBe(400);
  expect(data.message).toMatch(/^1\.type/);
  expect(zca.faults.list()).toEqual([]);
});

it('shows the ledger without its own calls', async () => {
  await unlink(zca.url, saigonDealer);
  const { data } = await http.get(`${zca.url}/sandbox/ledger`);
  expect(data.data).toEqual({ calls: zca.ledger.calls, removals: zca.ledger.removals });
  expect(data.data.calls).toHaveLength(1);
});

it('answers an unknown switch with an error', async () => {
  expect((await http.get(`${zca.url}/sandbox/chaos`)).data.error).toBe(-400);
});

it('unlinks in the ZCA’s own page, once', async () => {
  const address = { kind: 'oa', id: saigonDealer };
  expect((await http.post(`${zca.url}/sandbox/unlink`, address)).data.data).toEqual(address);
  expect(zca.asset('oa', saigonDealer)).toBeNull();
  expect(zca.ledger.removals).toMatchObject([{ ...address, by: 'console' }]);
  const again = await http.post(`${zca.url}/sandbox/unlink`, address);
  expect([again.status, again.data.message]).toEqual([400, expect.stringContaining('is not linked')]);
  expect((await http.post(`${zca.url}/sandbox/unlink`, { kind: 'page' })).status).toBe(400);
});
