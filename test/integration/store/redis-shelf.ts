import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';

export interface Shelf {
  readonly redis: Redis;
  readonly keys: Keys;
  readonly store: RedisRequestStore;
  /** A second process's view of the same store. */
  readonly other: RedisRequestStore;
}

/** A real Redis for the file, with separate keys for each test. */
export function redisShelf(): () => Shelf {
  let server: LocalRedis | undefined;
  let connections: Redis[] = [];
  let shelf: Shelf | undefined;
  beforeAll(async () => {
    server = await startRedis();
    connections = [new Redis(server.url), new Redis(server.url)];
  });
  beforeEach(() => {
    const [redis, second] = connections;
    if (redis === undefined || second === undefined) throw new Error('Redis is not there yet');
    const keys = new Keys(`{test-${randomBytes(4).toString('hex')}}`);
    const stores = [redis, second].map(
      (connection) => new RedisRequestStore({ redis: connection, keys, alerts: { raise: () => undefined } }),
    );
    const [store, other] = stores;
    if (store === undefined || other === undefined) throw new Error('there are two stores');
    shelf = { redis, keys, store, other };
  });
  afterAll(async () => {
    for (const connection of connections) connection.disconnect();
    await server?.close();
  });
  return () => {
    if (shelf === undefined) throw new Error('the shelf is made before each test');
    return shelf;
  };
}
