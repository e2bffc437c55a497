import { waitForSlack } from '../chat/slack/inbound/slack-unavailable.js';
import type { Heard } from '../chat/zalo/inbound/heard.js';
import type { Config } from '../config/schema.js';
import type { Log } from '../flow/ports/log.js';
import type { Ports } from '../flow/ports/ports.js';
import { reachQuorums } from '../flow/quorum.js';
import { warnOfApprovers } from '../flow/warn-of-approvers.js';
import { startWorkers } from '../jobs/processors.js';
import type { Queues } from '../jobs/queues.js';
import { watchClock } from '../ops/clock-watch.js';
import { healthRoutes } from '../ops/health.js';
import type { RedisClient } from '../store/redis-client.js';
import { WorkerPulse } from '../store/worker-pulse.js';
import { beginEvents } from './begin-events.js';
import { type Parts, watchHead } from './components.js';
import { metricsOf } from './metrics-of.js';
import { waitForRedis } from './open-redis.js';
import { type AdoptTime, type Observing, type RunningProcess, untracedMetrics } from './running-process.js';
import { serveWorker, type WebPorts } from './serve-http.js';
import { startComponents } from './start-components.js';
import { portsOf } from './worker-ports.js';
import { hearingOf, type ZaloMessengers, zaloSurfaceOf } from './zalo-chat.js';
import { messengersOf } from './zalo-messengers.js';
import { beginTending } from './zalo-tokens.js';
import { zaloWorkerOf } from './zalo-webhooks.js';
import { requireBrowser, warnOfEmptyRegister, warnOfOwnAssets } from './zca-drivers.js';

interface Hearing {
  /** Takes in what somebody sent in Zalo; null: the bot does not speak there. */
  readonly hear: ((heard: Heard) => Promise<void>) | null;
}

/** Runs the jobs: look-ups, presses, unlinks, reports and repairs. */
export async function startWorker(
  config: Config,
  log: Log,
  adopt: AdoptTime = () => undefined,
  { metrics, telemetry } = untracedMetrics(),
  /** Null: those of the settings. */
  given: ZaloMessengers | null = null,
): Promise<RunningProcess & Pick<WebPorts, 'opsPort'> & Hearing> {
  await requireBrowser(config);
  const { redis, clock, parts, queues } = await startComponents({
    ...{ config, profile: waitForRedis, adopt, metrics, telemetry, log },
    beforeQueues: async ({ client }) => (config.slack.isUsed ? waitForSlack(client, log) : undefined),
  });
  await queues.maintenance.schedule();
  const messengers = given ?? messengersOf(config, parts);
  const zalo = messengers.size === 0 ? null : zaloSurfaceOf(config, messengers, { redis, parts, log });
  const ports = portsOf(config, { redis, parts, jobs: queues, zalo, metrics, log });
  await warnWorker(config, parts, ports);
  const looking = await parts.zcaWatch.beginLooking();
  const workers = workersOf(config, { redis, parts, telemetry }, ports);
  const hearing = zalo === null ? null : hearingOf(config, zalo, { redis, parts, jobs: queues, ports, log });
  const zaloWorker = zaloWorkerOf(config, redis, hearing, { alerts: parts.alerts, log });
  await Promise.all([workers.ready(), zaloWorker.ready()]);
  let isStopping = false;
  const quorums = reachQuorums(ports, () => isStopping).catch((error: unknown) => {
    log.warn('quorum.check_postponed', 'could not check for reached quorums; maintenance will', {
      error: String(error),
    });
  });
  const clockWatch = watchClock(clock, {
    ...{ alerts: parts.alerts, log },
    whenMeasured: () => queues.maintenance.mend(),
  });
  const watched = [...workerHealth(redis, queues, parts), metricsOf(metrics, { redis, parts, queues })];
  const server = await serveWorker(config, watched, log);
  const pulse = new WorkerPulse(redis, parts.keys).begin();
  const headWatch = watchHead(parts, log);
  const events = beginEvents(config, redis, parts, log);
  const tending = beginTending(parts.zaloKeeper);
  return {
    opsPort: server?.port ?? null,
    hear: hearing?.hear ?? null,
    stop: async () => {
      isStopping = true;
      pulse.stop();
      looking.stop();
      await server?.close();
      await clockWatch.stop();
      await events.stop();
      await Promise.all([workers.close(), zaloWorker.close()]);
      await quorums;
      await tending.stop();
      await parts.closeZca();
      await queues.close();
      await headWatch.stop();
      redis.disconnect();
    },
  };
}

async function warnWorker(config: Config, parts: Parts, ports: Ports): Promise<void> {
  await warnOfApprovers(ports.policies, ports);
  warnOfOwnAssets(config, ports.log);
  if (config.zca.driver === 'manual') await warnOfEmptyRegister(parts.register, ports.log);
}

function workersOf(
  config: Config,
  {
    redis: connection,
    parts: { enqueueAttempts },
    telemetry,
  }: { readonly redis: RedisClient; readonly parts: Parts } & Pick<Observing, 'telemetry'>,
  ports: Ports,
) {
  const { prefix } = config.redis;
  const { concurrency: unlinkConcurrency } = config.zca;
  return startWorkers({ connection, prefix, unlinkConcurrency, enqueueAttempts, telemetry }, ports);
}

function workerHealth(redis: RedisClient, queues: Queues, parts: Parts) {
  return healthRoutes(
    { redis: () => redis.ping(), queue: () => queues.ready() },
    // A worker whose ZCA is away has its other jobs to do, and goes on with these once it is back.
    parts.zcaWatch.checks,
  );
}
