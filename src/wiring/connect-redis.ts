import { type RedisAddress, redisAddress, serversIn } from '../config/redis-address.js';
import type { Log } from '../flow/ports/log.js';
import { resolveWithin } from '../shared/with-timeout.js';
import type { RedisClient } from '../store/redis-client.js';
import { problemOfVersion } from './check-redis.js';
import { type ConnectionProfile, oneShot, openRedis } from './open-redis.js';

/** A starting process waits this long for Redis. */
const startMs = 10_000;

/**
 * Connects to the Redis in `REDIS_URL`; waits ten seconds for one that is down.
 * @throws {RedisUnavailable} at once when Redis refuses the user or password @throws {RedisTooOld}
 */
export async function connectRedis(
  address: RedisAddress,
  profile: ConnectionProfile,
  log: Log,
): Promise<RedisClient> {
  const redis = openRedis(address, profile);
  redis.on('error', (error: Error) =>
    log.error('redis.error', 'the connection to Redis reported an error', { error: error.message }),
  );
  redis.on('node error', (error: Error, node: string) =>
    log.warn('redis.node_error', 'a node of the Redis Cluster reported an error', {
      node,
      error: error.message,
    }),
  );
  await ready(redis).catch((error: unknown) => {
    redis.disconnect();
    throw new RedisUnavailable(address, error);
  });
  const problem = await problemOfVersion(redis);
  if (problem !== null) {
    redis.disconnect();
    throw new RedisTooOld(problem);
  }
  return redis;
}

/**
 * Runs `act` with the Redis in `REDIS_URL`, for a command at a terminal.
 * @throws {RedisUnavailable} @throws {RedisTooOld}
 */
export async function withRedis<T>(url: string, act: (redis: RedisClient) => Promise<T>): Promise<T> {
  const redis = await reachRedis(redisAddress(url), oneShot);
  try {
    const problem = await problemOfVersion(redis);
    if (problem !== null) throw new RedisTooOld(problem);
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}

/**
 * Connects without a look at the server's version or settings.
 * @throws {RedisUnavailable} @param waitMs for one that is down
 */
export async function reachRedis(
  address: RedisAddress,
  profile: ConnectionProfile,
  waitMs = startMs,
): Promise<RedisClient> {
  const redis = openRedis(address, profile);
  // A client without a listener prints every failed attempt with its stack.
  redis.on('error', () => undefined);
  await ready(redis, waitMs).catch((error: unknown) => {
    redis.disconnect();
    throw new RedisUnavailable(address, error);
  });
  return redis;
}

/**
 * Resolves when the server accepts commands. `connect()` rejects when the first connection breaks, and the client then
 * keeps trying by itself; it may also never settle, while no sentinel answers or a cluster is incomplete.
 */
async function ready(redis: RedisClient, waitMs = startMs): Promise<void> {
  let last: unknown = new Error('no answer');
  let refuse: (error: Error) => void = () => undefined;
  const refused = new Promise<never>((_resolve, reject) => {
    refuse = reject;
  });
  const remember = (error: Error) => {
    last = error;
    if (refusalOf(error) !== null) refuse(error);
  };
  const isReady = new Promise<void>((resolve) => redis.once('ready', resolve));
  redis.on('error', remember).on('node error', remember);
  redis.connect().catch(remember);
  try {
    await resolveWithin(waitMs, Promise.race([isReady, refused]), () => last as Error);
  } finally {
    redis.off('error', remember).off('node error', remember);
  }
}

/**
 * Redis's error codes for a refused connection (redis.io/docs/latest/develop/reference/protocol-spec), and what to do.
 */
const refusals = {
  WRONGPASS: 'does not accept the user and password in REDIS_URL. Set the right ones.',
  NOAUTH: 'asks for a password, and REDIS_URL has none. Write redis://:password@host:6379.',
  NOPERM:
    'does not let the user in REDIS_URL use the commands that the bot needs. Give that user more in Redis’s ACL.',
} as const;
export type RedisRefusal = keyof typeof refusals;

function refusalOf(error: unknown): RedisRefusal | null {
  const words = Object.keys(refusals) as RedisRefusal[];
  return words.find((word) => error instanceof Error && error.message.includes(word)) ?? null;
}

/** Redis cannot be used at the start; the message names the address and contains no password. */
export class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';
  /** The addresses, without user and password. */
  readonly where: string;
  /** Redis's own code; null when it does not answer. */
  readonly refusal: RedisRefusal | null;
  readonly why: string;

  constructor(address: RedisAddress, cause: unknown) {
    const where = serversIn(address)
      .map(({ host, port }) => `${host}:${port}`)
      .join(', ');
    const refusal = refusalOf(cause);
    const why = cause instanceof Error ? cause.message : 'no answer';
    super(
      refusal === null
        ? `No Redis answers at ${where} (${why}). Start it, or set REDIS_URL.`
        : `The Redis at ${where} ${refusals[refusal]} It says ${refusal}.`,
    );
    this.where = where;
    this.refusal = refusal;
    this.why = why;
  }
}

/** Redis lacks commands that the bot uses; the message says what to do. */
class RedisTooOld extends Error {
  override readonly name = 'RedisTooOld';
}
