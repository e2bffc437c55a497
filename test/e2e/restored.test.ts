import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalRedis, startRedis } from '../../sandbox/redis.js';
import { approve } from '../../src/core/request/decision-transition.js';
import { listAssets } from '../../src/core/request/lookup-transition.js';
import { requestIds } from '../../src/core/request/request-id.js';
import { start } from '../../src/core/request/run-transition.js';
import { beginCall } from '../../src/core/request/unlink-transition.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { askedAt, asset, decision, lookingUp } from '../fixtures/requests.js';
import { runBuilt } from './built-command.js';

describe('npm run restored, on a Redis that was started from an older dump', () => {
  const prefix = '{restored}';
  const keys = new Keys(prefix);
  const lost = 'd'.repeat(64);
  let folder = '';
  let before: LocalRedis;
  let after: LocalRedis;
  let redis: Redis;
  let store: RedisRequestStore;
  let end = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zca-restored-'));
    before = await startRedis();
    const old = new Redis(before.url);
    const first = storeOf(old);
    await confirmed(first, 'UR-WAIT', '101');
    await confirmed(first, 'UR-RVNS', '202');
    await first.change('UR-RVNS', (now) => start(now, askedAt + 5));
    await old.save();
    const [, dir = ''] = (await old.config('GET', 'dir')) as string[];
    await copyFile(join(dir, 'dump.rdb'), join(folder, 'dump.rdb'));
    await first.change('UR-RVNS', (now) => beginCall(now, { id: '202', round: 1, call: 'c' }, askedAt + 6));
    const { id: _id, revision: _revision, status: _status, ...ask } = lookingUp({ delivery: lost });
    await first.create(requestIds(lost), ask);
    end = (await old.get(keys.auditHead)) ?? '';
    old.disconnect();
    await before.close();
    after = await startRedis(['--appendonly', 'no', '--dir', folder]);
    redis = new Redis(after.url);
    store = storeOf(redis);
  });
  afterAll(async () => {
    redis.disconnect();
    await after.close();
    await rm(folder, { recursive: true });
  });

  it('does nothing while a worker runs', async () => {
    await redis.set(keys.workerPulse, '', 'PX', 60_000);
    expect(await restored()).toMatchObject({ code: 1, said: expect.stringContaining('A worker is running') });
    expect((await store.get('UR-WAIT'))?.status).toBe('approved');
    await redis.del(keys.workerPulse);
  });

  it('holds back what was confirmed, and writes it into a log that verifies', async () => {
    const { code, said } = await restored();
    expect([code, said]).toEqual([0, expect.stringContaining('put back to pending: 1; stopped: 1.')]);
    expect(await store.get('UR-WAIT')).toMatchObject({ status: 'pending', approvals: [] });
    const run = await store.get('UR-RVNS');
    expect(run).toMatchObject({ settled: [{ id: '202', outcome: { type: 'stopped' } }] });
    const verified = await audit('verify');
    expect([verified.code, verified.said]).toEqual([0, expect.stringContaining('is whole')]);
    expect((await audit('list', '--action', 'redis_restored')).said).toContain('"putBack":1,"stopped":1');
  });

  it('finds by an end that was kept that entries are gone', async () => {
    const { code } = await audit('verify', '--expect', end);
    expect(code).toBe(1);
  });

  it('gives no new request the id of a lost one, and finds the old ones by their delivery', async () => {
    const [short = '', longer = ''] = requestIds(lost);
    const { id: _id, revision: _revision, status: _status, ...ask } = lookingUp({ delivery: lost });
    expect(await store.get(short)).toBeNull();
    expect((await store.create(requestIds(lost), ask)).id).toBe(longer);
    expect((await store.create(requestIds(lost), ask)).id).toBe(longer);
    const known = lookingUp({ delivery: deliveryOf('UR-WAIT') });
    const { id: _known, revision: _r, status: _s, ...again } = known;
    expect((await store.create(['UR-WAIT', 'UR-WAIT0'], again)).id).toBe('UR-WAIT');
  });

  it('may be run again', async () => {
    expect(await restored()).toMatchObject({
      code: 0,
      said: expect.stringContaining('pending: 0; stopped: 0'),
    });
  });

  function restored() {
    return runBuilt({ url: after.url, prefix }, 'cli/restored.js', []);
  }

  function audit(...args: string[]) {
    return runBuilt({ url: after.url, prefix }, 'cli/audit.js', args);
  }

  function storeOf(client: Redis): RedisRequestStore {
    return new RedisRequestStore({ redis: client, keys, alerts: { raise: () => undefined } });
  }

  function deliveryOf(id: string): string {
    return Buffer.from(id).toString('hex').padEnd(64, '0');
  }

  async function confirmed(into: RedisRequestStore, id: string, assetId: string): Promise<void> {
    const { id: _id, revision: _revision, status: _status, ...ask } = lookingUp({ delivery: deliveryOf(id) });
    const found = { assets: [asset(assetId)], more: 0, missed: [], withheld: [], chosen: [assetId] };
    const seen = { listRevision: 1, ticked: null };
    await into.create([id], ask);
    await into.change(id, (now) => listAssets(now, found, askedAt, askedAt + 1e9));
    await into.change(id, (now) => approve(now, decision, seen, { needed: 1, startsAt: askedAt }));
  }
});
