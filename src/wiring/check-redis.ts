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
