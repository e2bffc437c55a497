import type { Alert } from '../core/messages/alert.js';
import { factsIn, isOlderVersion, oldestRedis } from '../shared/redis-info.js';

/** A Redis setting that may lose a request: a sentence for the log, and the alert. */
export interface RedisProblem {
  readonly sentence: string;
  readonly alert: Alert;
}

/**
 * Finds settings that may lose a request; empty if none can. `info` is the reply to INFO
 * (redis.io/docs/latest/commands/info).
 */
export function redisProblems(info: string): RedisProblem[] {
  const facts = factsIn(info);
  // INFO has `min_slaves_good_slaves` only if min-replicas-to-write is set.
  const policy = facts.get('maxmemory_policy');
  const problems: RedisProblem[] = [];
  if (policy !== undefined && policy !== 'noeviction')
    problems.push({
      sentence: `Redis may throw requests away: maxmemory-policy is ${policy}. Set it to noeviction.`,
      alert: { type: 'redis_setting', setting: 'eviction' },
    });
  if (facts.get('aof_enabled') === '0')
    problems.push({
      sentence:
        'Redis keeps no append-only file: what it was given last is lost when it dies. Set appendonly to yes.',
      alert: { type: 'redis_setting', setting: 'no_append_only_file' },
    });
  if (Number(facts.get('connected_slaves')) > 0 && !facts.has('min_slaves_good_slaves'))
    problems.push({
      sentence:
        'Redis takes writes while no replica hears them: a fail-over then loses them. Set min-replicas-to-write to 1.',
      alert: { type: 'redis_setting', setting: 'no_min_replicas' },
    });
  if (facts.get('aof_last_write_status') === 'err')
    problems.push({
      sentence:
        'Redis cannot write its append-only file: it refuses every change until it can. Look at its disk.',
      alert: { type: 'redis_refuses_writes', code: 'MISCONF' },
    });
  return problems;
}

/**
 * The reason, in one sentence, why the bot does not start with this server; null if it does. A server that hides its
 * version is accepted. Valkey's `redis_version` names the Redis version it is compatible with.
 */
export function tooOld(info: string): string | null {
  const version = /^\d+\.\d+\.\d+/u.exec(factsIn(info).get('redis_version') ?? '')?.[0];
  if (version === undefined || !isOlderVersion(version, oldestRedis)) return null;
  return `The Redis at REDIS_URL is version ${version}: the bot needs ${oldestRedis} or newer. Upgrade it, or set REDIS_URL to another.`;
}
