import type { Redis } from 'ioredis';
import type { QueryPorts } from '../../src/queries/answer-query.js';
import { Keys } from '../../src/store/keys.js';
import { RedisMaintenance } from '../../src/store/maintenance.js';
import { RedisRequestIndex } from '../../src/store/request-index.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { policy } from '../fixtures/requests.js';
import { timed } from './in-turns.js';
import { finishedRequests, person, waitingRequests } from './made-up.js';

/** A Redis prefix with this many finished requests, and the queries that people run on them. */
export interface Archive {
  readonly count: number;
  readonly ports: QueryPorts;
  /** The duration of indexing them all. */
  readonly healedInMs: number;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Written in the form of a version of the bot without an index, and then reindexed. */
export async function fillArchive(
  redis: Redis,
  { finished: count, waiting = 30 }: { readonly finished: number; readonly waiting?: number },
  now: number,
): Promise<Archive> {
  const keys = new Keys(`{bench-${count}-${waiting}}`);
  let pipeline = redis.pipeline();
  const put = async (request: { id: string; revision: number; askedAt: number }) => {
    pipeline.hset(keys.request(request.id), {
      revision: String(request.revision),
      record: JSON.stringify(request),
    });
    pipeline.zadd(keys.all, request.askedAt, request.id);
    if (pipeline.length < 2_000) return;
    await pipeline.exec();
    pipeline = redis.pipeline();
  };
  for (const request of finishedRequests(count, now)) await put(request);
  for (const request of waitingRequests(waiting, now)) {
    await put(request);
    pipeline.zadd(keys.open, request.askedAt, request.id);
  }
  await pipeline.exec();
  const store = new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } });
  const upkeep = new RedisMaintenance({ redis, keys, store, log: silent });
  const healedInMs = await timed(() => upkeep.healIndex());
  await upkeep.healPending();
  return {
    count,
    healedInMs,
    ports: {
      store,
      index: new RedisRequestIndex(redis, keys),
      policies: { base: policy({ approvers: [person(0)] }), rules: [] },
      chat: { groupMembers: async () => new Set(), person: async (id) => ({ id, isOutsider: false }) },
      zca: { list: async () => [] },
      now: () => now,
      log: silent,
    },
  };
}
