import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { choose } from '../../src/core/request/decision-transition.js';
import { listAssets } from '../../src/core/request/lookup-transition.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { lookingUp, threeAssets } from '../fixtures/requests.js';
import { timedRow } from './in-turns.js';
import type { Bench, Row } from './result.js';

/**
 * One transition (read, compare-and-set, locks, index, hash-chained audit entry) against writing the record
 * alone.
 */
export const writing: Bench = {
  name: 'writing',
  title: 'One transition of a request',
  run: async (size) => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    try {
      return [await transitionRow(redis, size === 'quick' ? 3 : 200)];
    } finally {
      redis.disconnect();
      await server.close();
    }
  },
};

async function transitionRow(redis: Redis, rounds: number): Promise<Row> {
  const keys = new Keys('{bench-writing}');
  const store = new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } });
  const { id: _id, revision: _revision, status: _status, ...asked } = lookingUp();
  const { id } = await store.create(['UR-BENCH'], asked);
  const ids = threeAssets.map((asset) => asset.id);
  const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: ids };
  await store.change(id, (now) => listAssets(now, found, 1, Number.MAX_SAFE_INTEGER));
  const record = JSON.stringify(await store.get(id));
  let at = 1;
  const transition = () =>
    store.change(id, (now) => {
      at += 1;
      return choose(now, { ids: at % 2 === 0 ? ids.slice(1) : ids, most: 20 }, 'U0BENCH0000', at);
    });
  const plain = () => redis.hset(keys.request('UR-PLAIN'), { revision: String(at), record });
  return timedRow('one transition', ['the bot', transition], ['HSET of the same record', plain], { rounds });
}
