import type { Telemetry } from 'bullmq';
import { redisAddress } from '../config/redis-address.js';
import type { Config } from '../config/schema.js';
import type { Log } from '../flow/ports/log.js';
import type { Metrics } from '../flow/ports/metrics.js';
import type { Queues } from '../jobs/queues.js';
import type { RedisClient } from '../store/redis-client.js';
import type { RedisClock } from '../store/redis-clock.js';
import { warnOfSettings } from './check-redis.js';
import { createQueues, type Parts, partsOf, sharedClock } from './components.js';
import { connectRedis } from './connect-redis.js';
import type { ConnectionProfile } from './open-redis.js';
import { requireRights } from './redis-rights.js';
import type { AdoptTime } from './running-process.js';

interface Starting {
  readonly config: Config;
  readonly profile: ConnectionProfile;
  readonly adopt: AdoptTime;
  readonly metrics: Metrics;
  readonly telemetry: Telemetry | null;
  readonly log: Log;
  /** Awaited before the queues are made. */
  readonly beforeQueues?: (parts: Parts) => Promise<void>;
}

interface Started {
  readonly redis: RedisClient;
  readonly clock: RedisClock;
  readonly parts: Parts;
  readonly queues: Queues;
}

/** Connects to Redis, adopts its time and builds the components of both processes. Resolves when the queues are ready. */
export async function startComponents(starting: Starting): Promise<Started> {
  const { config, profile, adopt, metrics, telemetry, log, beforeQueues = async () => undefined } = starting;
  const address = redisAddress(config.redis.url);
  const redis = await connectRedis(address, profile, log);
  await requireRights(redis, config.redis.prefix).catch((error: unknown) => {
    redis.disconnect();
    throw error;
  });
  const clock = await sharedClock(config, redis, adopt);
  const parts = partsOf(config, { address, redis, metrics, log });
  await beforeQueues(parts);
  const queues = createQueues(config, redis, parts, { telemetry, log });
  await queues.ready();
  await warnOfSettings(redis, address, parts.alerts, log);
  return { redis, clock, parts, queues };
}
