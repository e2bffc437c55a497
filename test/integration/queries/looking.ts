import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { Asset } from '../../../src/core/asset/asset.js';
import type { PolicyRule } from '../../../src/core/request/policy.js';
import { heldAssets, isOpen, type Request } from '../../../src/core/request/request.js';
import type { QueryPorts } from '../../../src/queries/answer-query.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisMaintenance } from '../../../src/store/maintenance.js';
import { RedisRequestIndex } from '../../../src/store/request-index.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import { day, now } from '../../fixtures/past-requests.js';
import { pending, policy } from '../../fixtures/requests.js';
import { redisShelf } from '../store/redis-shelf.js';

export const ops = 'C0ZCAOPS01';
export const asker = { user: 'U0ASKS0001', channel: ops };

export interface World {
  /** A string is the id of an unreadable record that belongs to the asker. */
  readonly requests?: readonly (Request | string)[];
  readonly linked?: readonly Asset[] | Error;
  readonly base?: ReturnType<typeof policy>;
  readonly rules?: readonly PolicyRule[];
  readonly groups?: { readonly [group: string]: readonly string[] };
  readonly outsiders?: readonly string[];
  readonly unreadablePeople?: boolean;
  /** False: no repair has indexed the pending requests yet; absent: true. */
  readonly isPendingIndexed?: boolean;
}

export interface Looking extends QueryPorts {
  /** The calls to the chat, in order. */
  readonly calls: string[];
}

/**
 * The ports of the queries: requests in a real Redis, separate for each test; the rest plain
 * values.
 */
export function redisLooking(): (world?: World) => Promise<Looking> {
  const shelf = redisShelf();
  return async (world = {}) => {
    const keys = new Keys(`{test-${randomBytes(4).toString('hex')}}`);
    const { redis } = shelf();
    await putAsBefore(world.requests ?? [], redis, keys);
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const store = new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } });
    const upkeep = new RedisMaintenance({ redis, keys, store, log });
    await upkeep.healIndex();
    if (world.isPendingIndexed !== false) await upkeep.healPending();
    return { ...doorsOf(world), store, index: new RedisRequestIndex(redis, keys), log };
  };
}

/** Stores requests as an older version of the bot did, without an index. */
export async function putAsBefore(
  requests: readonly (Request | string)[],
  redis: Redis,
  keys: Keys,
): Promise<void> {
  for (const request of requests) {
    const isText = typeof request === 'string';
    const { id, askedAt, revision } = isText ? { id: request, askedAt: now, revision: 1 } : request;
    const record = isText ? '{"half' : JSON.stringify(request);
    await redis.hset(keys.request(id), { revision: String(revision), record });
    await redis.zadd(keys.all, askedAt, id);
    if (isText || isOpen(request)) await redis.zadd(keys.open, askedAt, id);
    if (isText) await redis.zadd(keys.requestsOf(asker.user), askedAt, id);
    for (const held of isText ? [] : heldAssets(request)) await redis.set(keys.lock(held), id);
  }
}

function doorsOf({
  linked = [],
  base = policy(),
  rules = [],
  groups = {},
  outsiders = [],
  unreadablePeople = false,
}: World): Omit<Looking, 'store' | 'index' | 'log'> {
  const calls: string[] = [];
  return {
    calls,
    zca: {
      list: async (kind) => {
        if (linked instanceof Error) throw linked;
        return linked.filter((each) => each.kind === kind);
      },
    },
    policies: { base, rules },
    chat: {
      groupMembers: async (group) => {
        calls.push(group);
        const members = groups[group];
        if (members === undefined) throw new Error('missing_scope');
        return new Set(members);
      },
      person: async (id) => {
        calls.push(id);
        if (unreadablePeople) throw new Error('user_not_found');
        return { id, isOutsider: outsiders.includes(id) };
      },
    },
    now: () => now,
  };
}

/** A pending request. */
export function waiting(id: string, change: Parameters<typeof pending>[0] = {}): Request {
  return pending({ id, askedAt: now - 1_000, expiresAt: now + day, ...change });
}
