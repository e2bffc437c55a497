import { randomUUID } from 'node:crypto';
import { withTimeout } from '../shared/with-timeout.js';
import type { RedisClient } from '../store/redis-client.js';

/** A stalled server keeps no process from starting. */
const rightsMs = 2_000;
/** The key that the commands are tried at is gone after this. */
const leftMs = 10_000;

/** Every command of the bot and of BullMQ, with the arguments that follow the key. */
export const usedCommands: Readonly<Record<string, readonly string[]>> = {
  GET: [],
  MGET: [],
  EXISTS: [],
  TYPE: [],
  PERSIST: [],
  PEXPIREAT: ['32503680000000'],
  // After these two, so that the key goes by itself if this process dies.
  EXPIRE: ['10'],
  PEXPIRE: ['10000'],
  PTTL: [],
  INCR: [],
  INCRBY: ['1'],
  HGET: ['f'],
  HSET: ['f', 'v'],
  HMGET: ['f'],
  HMSET: ['f', 'v'],
  HGETALL: [],
  HDEL: ['f'],
  HEXISTS: ['f'],
  HINCRBY: ['f', '1'],
  HKEYS: [],
  HLEN: [],
  HSCAN: ['0'],
  SADD: ['m'],
  SREM: ['m'],
  SCARD: [],
  SMEMBERS: [],
  SISMEMBER: ['m'],
  SSCAN: ['0'],
  ZADD: ['1', 'm'],
  ZREM: ['m'],
  ZCARD: [],
  ZCOUNT: ['0', '1'],
  ZSCORE: ['m'],
  ZRANK: ['m'],
  ZRANGE: ['0', '1'],
  ZREVRANGE: ['0', '1'],
  ZRANGEBYSCORE: ['0', '1'],
  ZREVRANGEBYSCORE: ['1', '0'],
  ZRANGEBYLEX: ['-', '+'],
  ZLEXCOUNT: ['-', '+'],
  ZPOPMIN: [],
  BZPOPMIN: ['0.01'],
  ZREMRANGEBYSCORE: ['0', '1'],
  ZREMRANGEBYRANK: ['0', '1'],
  LPUSH: ['m'],
  RPUSH: ['m'],
  LPOP: [],
  RPOP: [],
  LLEN: [],
  LRANGE: ['0', '1'],
  LREM: ['0', 'm'],
  LSET: ['0', 'm'],
  LTRIM: ['0', '1'],
  LINDEX: ['0'],
  LPOS: ['m'],
  XADD: ['*', 'f', 'v'],
  XLEN: [],
  XRANGE: ['-', '+'],
  XREVRANGE: ['+', '-'],
  XDEL: ['0-1'],
  XTRIM: ['MAXLEN', '1'],
  // Last, since it takes the key away.
  UNLINK: [],
};

/** Commands whose key is not their first argument, or that have none. */
export const otherCommands: Readonly<Record<string, (key: string) => readonly string[]>> = {
  ZINTER: (key) => ['1', key],
  RENAME: (key) => [key, key],
  RPOPLPUSH: (key) => [key, key],
  XREAD: (key) => ['STREAMS', key, '0'],
  XINFO: (key) => ['STREAM', key],
  EVAL: (key) => ['return 1', '1', key],
  EVALSHA: (key) => ['0'.repeat(40), '1', key],
  TIME: () => [],
  INFO: () => ['server'],
  PING: () => [],
};

/**
 * The commands that the user in REDIS_URL may not use, or `~PREFIX*` for the keys; empty if it may use all. Tries each
 * at a key of its own, a text that the wrong commands refuse, and removes it. A command that gets another answer than
 * NOPERM is permitted.
 */
export async function missingRights(redis: RedisClient, prefix: string): Promise<readonly string[]> {
  const key = `${prefix}:rights:${randomUUID()}`;
  const missing = new Set<string>();
  const trial = async (name: string, args: readonly string[]) => {
    await redis.call(name, ...args).catch((error: unknown) => {
      const said = error instanceof Error ? error.message : '';
      if (!said.startsWith('NOPERM')) return;
      missing.add(/\bkeys?\b/u.test(said) ? `~${prefix}:*` : name);
    });
  };
  const tried = async () => {
    await trial('SET', [key, 'text', 'PX', String(leftMs)]);
    await Promise.all([
      ...Object.entries(otherCommands).map(([name, argsAt]) => trial(name, argsAt(key))),
      ...Object.entries(usedCommands).map(([name, rest]) => trial(name, [key, ...rest])),
    ]);
    await trial('DEL', [key]);
  };
  await withTimeout(rightsMs, tried());
  return [...missing];
}

/**
 * Checks that the user in REDIS_URL may use every command that the bot needs.
 * @throws {RightsMissing}
 */
export async function requireRights(redis: RedisClient, prefix: string): Promise<void> {
  const missing = await missingRights(redis, prefix);
  if (missing.length > 0) throw new RightsMissing(missing);
}

/** Redis's ACL keeps the bot from working; the message says what to grant. */
class RightsMissing extends Error {
  override readonly name = 'RightsMissing';

  constructor(missing: readonly string[]) {
    super(
      `The user in REDIS_URL may not use ${missing.join(', ')}. Give it these rights in Redis’s ACL; docs/operations.md has the line.`,
    );
  }
}
