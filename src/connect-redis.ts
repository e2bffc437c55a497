import { Cluster, Redis } from 'ioredis';
import { BoundedCluster } from './bounded-cluster.js';
import { isLoopback } from './config/plain-http.js';
import { type RedisAddress, type Server, serversIn } from './config/redis-address.js';
import type { Alerts } from './flow/ports/alerts.js';
import type { Log } from './flow/ports/log.js';
import { redisProblems, tooOld } from './ops/redis-settings.js';
import type { RedisClient } from './store/redis-client.js';

/** How a connection behaves while Redis is away. */
export interface Temper {
  /** Whether a command waits for a connection. */
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number | null;
  /** In milliseconds. */
  readonly commandTimeout?: number;
  /** In a Redis Cluster: how often a command is tried anew, 100 ms apart, while no node can take it. */
  readonly maxRedirections: number;
}

/** Somebody waits for Slack's 200, so a Redis that is away or frozen is an error within a second. */
export const hurried: Temper = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 700,
  maxRedirections: 8,
};
/** A command for a person at a terminal: it ends, with an error at the latest. */
export const once: Temper = { enableOfflineQueue: true, maxRetriesPerRequest: 5, maxRedirections: 16 };
/** A job can wait: it goes on when Redis is back. */
export const patient: Temper = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  maxRedirections: Number.POSITIVE_INFINITY,
};

/** For so long, in milliseconds, a process waits at its start for Redis. */
const startMs = 10_000;
/** For so long, in milliseconds, a server is waited for that is asked for its settings. */
const settingsMs = 2_000;
/** How often a client of a Redis Cluster asks who holds what, in milliseconds. */
const refreshMs = 3_000;

/** Connects to whatever `REDIS_URL` names. @throws {RedisUnavailable} @throws {RedisTooOld} */
export async function connectRedis(address: RedisAddress, temper: Temper, log: Log): Promise<RedisClient> {
  const redis = openRedis(address, temper);
  redis.on('error', (error: Error) => log.error('Redis is in trouble', { error: error.message }));
  redis.on('node error', (error: Error, node: string) =>
    log.warn('a node of the Redis Cluster is in trouble', { node, error: error.message }),
  );
  await ready(redis).catch((error: unknown) => {
    redis.disconnect();
    throw new RedisUnavailable(error);
  });
  const problem = await problemOfVersion(redis);
  if (problem !== null) {
    redis.disconnect();
    throw new RedisTooOld(problem);
  }
  return redis;
}

/** Why a server is too old for the bot, in one sentence; null for none. One that does not answer now is believed. */
export async function problemOfVersion(redis: RedisClient): Promise<string | null> {
  const servers = redis instanceof Cluster ? redis.nodes() : [redis];
  const infos = await Promise.all(servers.map((server) => soon(server.info('server')).catch(() => '')));
  return infos.map(tooOld).find((sentence) => sentence !== null) ?? null;
}

/** A client that connects when it is told to, or at its first command. */
export function openRedis(address: RedisAddress, temper: Temper): RedisClient {
  const { enableOfflineQueue, maxRedirections, ...patience } = temper;
  const options = { ...patience, ...accessOf(address) };
  if (address.type === 'cluster')
    return new BoundedCluster([...address.nodes], {
      ...{ enableOfflineQueue, maxRedirections, lazyConnect: true },
      // A machine that is gone breaks no connection: only the others know that it holds nothing any more.
      slotsRefreshInterval: refreshMs,
      // The names that the nodes go by stay names, so that a certificate can be held against them.
      dnsLookup: (host, done) => done(null, host),
      // A node that stands still keeps nobody from ending: its connection is cut after so long, in milliseconds.
      redisOptions: { ...options, disconnectTimeout: 500 },
    });
  return new Redis({
    ...options,
    ...(address.type === 'single' ? address.server : sentinelOptions(address)),
    ...{ enableOfflineQueue, db: address.db, lazyConnect: true },
    // Who was the master until now writes nothing any more; the command goes to the new one.
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
    // The sentinels tell of a new master before the connection to the old one, whose machine may be gone, breaks.
    failoverDetector: true,
    // Until there is one, the sentinels are asked again: soon, so that little is missed.
    retryStrategy: (times: number) => Math.min(50 * 2 ** times, 1_000) + Math.random() * 100,
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  };
}

/** `connect()` alone may never settle, while no sentinel answers or a cluster is not whole. */
async function ready(redis: RedisClient): Promise<void> {
  let last: unknown;
  const remember = (error: unknown) => {
    last = error;
  };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(last ?? new Error('no answer')), startMs);
  });
  redis.on('error', remember);
  await Promise.race([redis.connect(), late]).finally(() => {
    clearTimeout(timer);
    redis.off('error', remember);
  });
}

/**
 * Says which settings of Redis can lose a request. Asks every server, since after a fail-over another one holds what is
 * stored.
 */
export async function warnOfSettings(
  redis: RedisClient,
  address: RedisAddress,
  alerts: Alerts,
  log: Log,
): Promise<void> {
  if (!address.tls && !serversIn(address).every(({ host }) => isLoopback(host)))
    log.warn(
      'Redis is spoken to without TLS: who can listen there reads everything. Use rediss:// in REDIS_URL.',
    );
  const warn = (node: string, info: string) => {
    for (const { sentence, alert } of redisProblems(info)) {
      log.error(sentence, { node });
      alerts.raise(alert);
    }
  };
  const ask = async (client: Redis) => {
    const node = `${client.options.host}:${client.options.port}`;
    await soon(client.info()).then(
      (info) => warn(node, info),
      (error: unknown) =>
        log.warn('a Redis server could not be asked for its settings', { node, error: String(error) }),
    );
  };
  if (redis instanceof Cluster) return void (await Promise.all(redis.nodes().map(ask)));
  const info = await soon(redis.info()).catch((error: unknown) => {
    log.warn('Redis could not be asked for its settings', { error: String(error) });
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

/** A server that stands still keeps no process from starting. */
async function soon<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), settingsMs);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

/** The replicas that a master's INFO names. */
function replicasIn(info: string): Server[] {
  return [...info.matchAll(/^slave\d+:ip=([^,]+),port=(\d+)/gmu)].map(([, host = '', port]) => ({
    host,
    port: Number(port),
  }));
}

/** Redis cannot be reached at the start; the message holds no password. */
class RedisUnavailable extends Error {
  override readonly name = 'RedisUnavailable';

  constructor(cause: unknown) {
    super(
      `No Redis answers at REDIS_URL (${cause instanceof Error ? cause.message : 'no answer'}). Start it, or set REDIS_URL.`,
    );
  }
}

/** Redis lacks commands that the bot uses; the message is what to do. */
class RedisTooOld extends Error {
  override readonly name = 'RedisTooOld';
}
