import { type RedisAddress, serversIn } from '../../config/redis-address.js';
import { type RedisProblem, redisProblems } from '../../ops/redis-settings.js';
import { isLoopback } from '../../shared/proxy.js';
import { factsIn, isOlderVersion, oldestRedis } from '../../shared/redis-info.js';
import { refusedWrite } from '../../shared/refused-write.js';
import { Keys } from '../../store/keys.js';
import type { RedisClient } from '../../store/redis-client.js';
import { RedisClock } from '../../store/redis-clock.js';
import { infosOf, type ServerInfo } from '../../wiring/check-redis.js';
import type { RedisUnavailable } from '../../wiring/connect-redis.js';
import { missingRights } from '../../wiring/redis-rights.js';
import { type Finding, failed, ok, warning } from './finding.js';

/** A larger difference of the clocks is reported; `ops/clock-watch.ts` alerts at the same. */
const clockToldFromMs = 60_000;
/** Memory is short from this share of maxmemory on. */
const shortFrom = 0.8;

const bytesInMiB = 1024 * 1024;

/** The finding about a Redis that could not be reached. */
export function redisAway({ where, refusal, why }: RedisUnavailable): Finding {
  return refusal === null
    ? failed('redis_unreachable', { where, why })
    : failed('redis_refuses', { where, code: refusal });
}

/** Looks at version, settings, rights, memory and clock of a Redis that answers. */
export async function checkRedis(
  redis: RedisClient,
  address: RedisAddress,
  prefix: string,
): Promise<readonly Finding[]> {
  const infos = await infosOf(redis, address);
  const servers = infos.flatMap(({ info }) => (info === null ? [] : [info]));
  const [rights, changes, clock] = await Promise.all([
    missingRights(redis, prefix),
    changesOf(redis, prefix),
    clockOf(redis, prefix),
  ]);
  return [
    versionOf(servers, address),
    ...tlsOf(address),
    ...infos.flatMap(settingsOf),
    rights.length === 0 ? ok('redis_rights_fine') : failed('redis_rights_missing', { commands: rights }),
    ...changes,
    ...servers.flatMap(memoryOf),
    ...clock,
  ];
}

function versionOf(servers: readonly string[], address: RedisAddress): Finding {
  const where = serversIn(address)
    .map(({ host, port }) => `${host}:${port}`)
    .join(', ');
  const versions = servers.flatMap((info) => factsIn(info).get('redis_version') ?? []);
  const old = versions.find((version) => isOlderVersion(version, oldestRedis));
  if (old !== undefined) return failed('redis_old', { version: old, oldest: oldestRedis });
  return ok('redis_answers', { where, version: versions[0] ?? '?' });
}

function tlsOf(address: RedisAddress): readonly Finding[] {
  const isSafe = address.tls || serversIn(address).every(({ host }) => isLoopback(host));
  return isSafe ? [] : [warning('redis_without_tls')];
}

function settingsOf({ node, info }: ServerInfo): readonly Finding[] {
  if (info === null) return [warning('redis_settings_unreadable', { node })];
  const problems = redisProblems(info).map(({ alert }) => settingFinding(alert, node));
  return problems.length === 0 ? [ok('redis_settings_fine', { node })] : problems;
}

function settingFinding(alert: RedisProblem['alert'], node: string): Finding {
  if (alert.type !== 'redis_setting') return failed('redis_refuses_changes', { code: 'MISCONF' });
  switch (alert.setting) {
    case 'eviction':
      return failed('redis_evicts', { node });
    case 'no_append_only_file':
      return warning('redis_without_file', { node });
    case 'no_min_replicas':
      return warning('redis_without_min_replicas', { node });
  }
}

async function changesOf(redis: RedisClient, prefix: string): Promise<readonly Finding[]> {
  try {
    await redis.set(new Keys(prefix).probe, '', 'PX', 10_000);
    return [];
  } catch (error) {
    const code = refusedWrite(error);
    return code === null ? [] : [failed('redis_refuses_changes', { code })];
  }
}

function memoryOf(info: string): readonly Finding[] {
  const facts = factsIn(info);
  const used = Math.ceil(Number(facts.get('used_memory')) / bytesInMiB);
  const limit = Number(facts.get('maxmemory')) / bytesInMiB;
  if (!Number.isFinite(used)) return [];
  const most = limit > 0 ? Math.floor(limit) : null;
  if (most !== null && used > most * shortFrom) return [warning('redis_memory_short', { used, most })];
  return [ok('redis_memory_fine', { used, most })];
}

async function clockOf(redis: RedisClient, prefix: string): Promise<readonly Finding[]> {
  const clock = new RedisClock(redis, new Keys(prefix));
  try {
    await clock.measure();
  } catch {
    // The right to run scripts is reported by name.
    return [];
  }
  const aheadMs = clock.aheadMs();
  if (Math.abs(aheadMs) < clockToldFromMs) return [ok('clock_fine')];
  return [warning('clock_differs', { seconds: Math.round(Math.abs(aheadMs) / 1_000), ahead: aheadMs > 0 })];
}
