import { queueStates } from '../../jobs/queue-state.js';
import { Keys } from '../../store/keys.js';
import type { RedisClient } from '../../store/redis-client.js';
import { RedisClock } from '../../store/redis-clock.js';
import { WorkerPulse } from '../../store/worker-pulse.js';
import { type Finding, failed, ok, warning } from './finding.js';

/** A job that has been due for longer is not merely next in line. */
const stuckFromMs = 2 * 60_000;

/** Looks for a living worker, and for queues that do not move. */
export async function checkWork(
  redis: RedisClient,
  prefix: string,
  otherQueues: readonly string[] = [],
): Promise<readonly Finding[]> {
  const keys = new Keys(prefix);
  const clock = new RedisClock(redis, keys);
  const isThere = await new WorkerPulse(redis, keys).isThere();
  await clock.measure();
  const queues = await queueStates(redis, prefix, clock.now(), otherQueues);
  const stuck = queues
    .filter(({ oldestWaitingMs }) => oldestWaitingMs > stuckFromMs)
    .map(({ queue, jobs, oldestWaitingMs }) =>
      warning('queue_waits', {
        ...{ queue, waiting: jobs['waiting'] ?? 0 },
        minutes: Math.round(oldestWaitingMs / 60_000),
      }),
    );
  const waiting = queues.reduce((sum, { jobs }) => sum + (jobs['waiting'] ?? 0), 0);
  return [
    isThere ? ok('worker_there') : failed('worker_missing'),
    ...(stuck.length === 0 ? [ok('queues_fine', { waiting })] : stuck),
  ];
}
