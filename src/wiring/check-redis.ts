import { Cluster, Redis } from 'ioredis';
import { type RedisAddress, type Server, serversIn } from '../config/redis-address.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import { redisProblems, tooOld } from '../ops/redis-settings.js';
import { isLoopback } from '../shared/proxy.js';
import { resolveWithin } from '../shared/with-timeout.js';
import type { RedisClient } from '../store/redis-client.js';
import { accessOf } from './open-redis.js';

/** A server has this long to report its settings. */
const settingsMs = 2_000;

/**
 * Why a server is too old for the bot, in one sentence; null if it is not. A server that does not answer now counts as
 * new enough.
 */
export async function problemOfVersion(redis: RedisClient): Promise<string | null> {
  const servers = redis instanceof Cluster ? redis.nodes() : [redis];
  const infos = await Promise.all(servers.map((server) => soon(server.info('server')).catch(() => '')));
  return infos.map(tooOld).find((sentence) => sentence !== null) ?? null;
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
  for (const { node, info } of await infosOf(redis, address)) {
    if (info === null)
      log.warn('redis.settings_unreadable', 'could not read the settings of a Redis server', { node });
    for (const { sentence, alert } of redisProblems(info ?? '')) {
      log.error('redis.unsafe_setting', sentence, { node });
      alerts.raise(alert);
    }
  }
}

/** A server, by its address or as `master`, and its reply to INFO; null if it does not report. */
export interface ServerInfo {
  readonly node: string;
  readonly info: string | null;
}

/** Asks every server that may hold the data now or after a fail-over. */
export async function infosOf(redis: RedisClient, address: RedisAddress): Promise<readonly ServerInfo[]> {
  const ask = async (client: Redis): Promise<ServerInfo> => ({
    node: `${client.options.host}:${client.options.port}`,
    info: await soon(client.info()).catch(() => null),
  });
  if (redis instanceof Cluster) return Promise.all(redis.nodes().map(ask));
  const info = await soon(redis.info()).catch(() => null);
  const master = { node: 'master', info };
  if (address.type !== 'sentinel') return [master];
  const replicas = replicasIn(info ?? '').map(async (replica) => {
    const client = new Redis({
      ...accessOf(address),
      ...replica,
      maxRetriesPerRequest: 1,
      commandTimeout: settingsMs,
    });
    client.on('error', () => undefined);
    try {
      return await ask(client);
    } finally {
      client.disconnect();
    }
  });
  return [master, ...(await Promise.all(replicas))];
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
