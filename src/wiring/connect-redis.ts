import { Cluster, Redis } from 'ioredis';
import { isLoopback } from '../config/plain-http.js';
import { type RedisAddress, redisAddress, type Server, serversIn } from '../config/redis-address.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import { redisProblems, tooOld } from '../ops/redis-settings.js';
import { resolveWithin } from '../shared/with-timeout.js';
import type { RedisClient } from '../store/redis-client.js';
import { BoundedCluster } from './bounded-cluster.js';

/** How a connection behaves while Redis is down. */
export interface ConnectionProfile {
  /** Commands wait for a connection. */
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number | null;
  /** In milliseconds. */
  readonly commandTimeout?: number;
  /** In a Redis Cluster: how often a command is retried, 100 ms apart, while no node can take it. */
  readonly maxRedirections: number;
}

/** A person waits for Slack's 200, so a Redis that is down or stalled is an error within a second. */
export const failFast: ConnectionProfile = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 700,
  maxRedirections: 8,
};
/** For a command at a terminal: it ends, with an error at the latest. */
export const oneShot: ConnectionProfile = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: 5,
  maxRedirections: 16,
};
/** A job can wait: it continues when Redis is back. */
export const waitForRedis: ConnectionProfile = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  maxRedirections: Number.POSITIVE_INFINITY,
};

/** A starting process waits this long for Redis. */
const startMs = 10_000;
/** A server has this long to report its settings. */
const settingsMs = 2_000;
/** A client of a Redis Cluster asks this often which node holds what. */
const refreshMs = 3_000;

/**
 * Connects to the Redis in `REDIS_URL`; waits ten seconds for one that is down.
 * @throws {RedisUnavailable} at once when Redis refuses the user or password @throws {RedisTooOld}
 */
export async function connectRedis(
  address: RedisAddress,
  temper: ConnectionProfile,
  log: Log,
): Promise<RedisClient> {
  const redis = openRedis(address, temper);
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
 * Why a server is too old for the bot, in one sentence; null if it is not. A server that does not answer now counts as
 * new enough.
 */
async function problemOfVersion(redis: RedisClient): Promise<string | null> {
  const servers = redis instanceof Cluster ? redis.nodes() : [redis];
  const infos = await Promise.all(servers.map((server) => soon(server.info('server')).catch(() => '')));
  return infos.map(tooOld).find((sentence) => sentence !== null) ?? null;
}

/**
 * Runs `act` with the Redis in `REDIS_URL`, for a command at a terminal.
 * @throws {RedisUnavailable} @throws {RedisTooOld}
 */
export async function withRedis<T>(url: string, act: (redis: RedisClient) => Promise<T>): Promise<T> {
  const address = redisAddress(url);
  const redis = openRedis(address, oneShot);
  // A client without a listener prints every failed attempt with its stack.
  redis.on('error', () => undefined);
  try {
    await ready(redis).catch((error: unknown) => {
      throw new RedisUnavailable(address, error);
    });
    const problem = await problemOfVersion(redis);
    if (problem !== null) throw new RedisTooOld(problem);
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}

/** A client that connects on request, or at its first command. */
export function openRedis(address: RedisAddress, temper: ConnectionProfile): RedisClient {
  const { enableOfflineQueue, maxRedirections, ...patience } = temper;
  const options = { ...patience, ...accessOf(address) };
  if (address.type === 'cluster')
    return new BoundedCluster([...address.nodes], {
      ...{ enableOfflineQueue, maxRedirections, lazyConnect: true },
      // A lost machine breaks no connection: only the other nodes know that it no longer holds anything.
      slotsRefreshInterval: refreshMs,
      // Keep the nodes' names unresolved, so that their certificates can be verified.
      dnsLookup: (host, done) => done(null, host),
      // A stalled node does not keep the process from ending: its connection is cut after 500 ms.
      redisOptions: { ...options, disconnectTimeout: 500 },
    });
  return new Redis({
    ...options,
    ...(address.type === 'single' ? address.server : sentinelOptions(address)),
    ...{ enableOfflineQueue, db: address.db, lazyConnect: true },
    // A former master refuses writes; reconnect and send the command to the new one.
    reconnectOnError: ({ message }) => (/^(?:READONLY|UNBLOCKED)\b/u.test(message) ? 2 : false),
  });
}

function accessOf({ username, password, tls }: RedisAddress) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
}

function sentinelOptions(address: RedisAddress & { readonly type: 'sentinel' }) {
  const { sentinels, master, sentinelUsername, sentinelPassword, tls } = address;
  return {
    sentinels: [...sentinels],
    name: master,
    // The sentinels announce a new master before the connection to the old one breaks, whose machine may be gone.
    failoverDetector: true,
    // Without a master, ask the sentinels again soon, so that little is missed.
    retryStrategy: (times: number) => Math.min(50 * 2 ** times, 1_000) + Math.random() * 100,
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  };
}

/**
 * Resolves when the server accepts commands. `connect()` rejects when the first connection breaks, and the client then
 * keeps trying by itself; it may also never settle, while no sentinel answers or a cluster is incomplete.
 */
async function ready(redis: RedisClient): Promise<void> {
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
    await resolveWithin(startMs, Promise.race([isReady, refused]), () => last as Error);
  } finally {
    redis.off('error', remember).off('node error', remember);
  }
}

/**
 * Warns of Redis settings that can lose a request. Asks every server, since another one holds the data after a
 * fail-over.
 */
export async function warnOfSettings(
  redis: RedisClient,
  address: RedisAddress,
  alerts: Alerts,
  log: Log,
): Promise<void> {
  if (!address.tls && !serversIn(address).every(({ host }) => isLoopback(host)))
    log.warn(
      'redis.without_tls',
      'The connection to Redis has no TLS: anybody on the network can read everything. Use rediss:// in REDIS_URL.',
    );
  const warn = (node: string, info: string) => {
    for (const { sentence, alert } of redisProblems(info)) {
      log.error('redis.unsafe_setting', sentence, { node });
      alerts.raise(alert);
    }
  };
  const ask = async (client: Redis) => {
    const node = `${client.options.host}:${client.options.port}`;
    await soon(client.info()).then(
      (info) => warn(node, info),
      (error: unknown) =>
        log.warn('redis.settings_unreadable', 'could not read the settings of a Redis server', {
          node,
          error: String(error),
        }),
    );
  };
  if (redis instanceof Cluster) return void (await Promise.all(redis.nodes().map(ask)));
  const info = await soon(redis.info()).catch((error: unknown) => {
    log.warn('redis.settings_unreadable', 'could not read the settings of Redis', { error: String(error) });
    return '';
  });
  warn('master', info);
  if (address.type !== 'sentinel') return;
  for (const replica of replicasIn(info)) {
    const client = new Redis({
      ...accessOf(address),
      ...replica,
      maxRetriesPerRequest: 1,
      commandTimeout: settingsMs,
    });
    client.on('error', () => undefined);
    await ask(client);
    client.disconnect();
  }
}

/** A stalled server keeps no process from starting. */
function soon<T>(asked: Promise<T>): Promise<T> {
  return resolveWithin(settingsMs, asked, () => new Error('no answer'));
}

/** The replicas in a master's INFO. */
function replicasIn(info: string): Server[] {
  return [...info.matchAll(/^slave\d+:ip=([^,]+),port=(\d+)/gmu)].map(([, host = '', port]) => ({
    host,
    port: Number(port),
  }));
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

function refusalOf(error: unknown): keyof typeof refusals | null {
  const words = Object.keys(refusals) as (keyof typeof refusals)[];
  return words.find((word) => error instanceof Error && error.message.includes(word)) ?? null;
}

/** Redis cannot be used at the start; the message names the address and contains no password. */
class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';

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
  }
}

/** Redis lacks commands that the bot uses; the message says what to do. */
class RedisTooOld extends Error {
  override readonly name = 'RedisTooOld';
}
