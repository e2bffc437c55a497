import type { Queues } from '../jobs/queues.js';
import type { Route } from '../ops/http-server.js';
import { metricsRoute } from '../ops/metrics-route.js';
import type { PrometheusMetrics } from '../ops/prometheus-metrics.js';
import { type SharedState, StateGauges } from '../ops/state-gauges.js';
import { headIn } from '../store/audit-chain.js';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { WorkerPulse } from '../store/worker-pulse.js';
import { ZcaPulse } from '../store/zca-pulse.js';
import type { Parts } from './components.js';

interface Sources {
  readonly redis: RedisClient;
  readonly parts: Pick<Parts, 'keys'>;
  readonly queues: Queues;
}

/** `GET /metrics`: what this process has counted, and what Redis holds. */
export function metricsOf(
  { registry }: PrometheusMetrics,
  { redis, parts: { keys }, queues }: Sources,
): Route {
  const workers = new WorkerPulse(redis, keys);
  const zcaPulse = new ZcaPulse(redis, keys);
  const gauges = new StateGauges(async () => {
    const [states, openRequests, eventsWaiting, hasWorker, zca] = await Promise.all([
      queues.states(),
      redis.zcard(keys.open),
      eventsWaitingIn(redis, keys),
      workers.isThere(),
      zcaPulse.newest(),
    ]);
    return { queues: states, openRequests, eventsWaiting, hasWorker, zca };
  }, registry);
  return metricsRoute(registry, () => gauges.refresh());
}

async function eventsWaitingIn(redis: RedisClient, keys: Keys): Promise<SharedState['eventsWaiting']> {
  const sinks = ['url', 'file'];
  const cursors = sinks.map((sink) => keys.events(sink, 'cursor'));
  const [end, ...taken] = (await redis.mget(keys.auditHead, ...cursors)).map((text) => headIn(text ?? ''));
  return sinks.flatMap((sink, at) => {
    const head = taken[at] ?? null;
    return head === null ? [] : [{ sink, entries: Math.max(0, (end?.sequence ?? 0) - head.sequence) }];
  });
}
