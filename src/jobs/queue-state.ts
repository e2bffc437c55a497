import { type ConnectionOptions, Queue } from 'bullmq';
import { queueNames } from './job-data.js';

/** The states of jobs that need work, or that failed for good. */
const states = ['waiting', 'active', 'delayed', 'waiting-children', 'failed'] as const;

export interface QueueState {
  readonly queue: string;
  /** The number of jobs in each state. */
  readonly jobs: { readonly [state: string]: number };
  /** How long the oldest job has been due without a worker taking it; 0: none waits. */
  readonly oldestWaitingMs: number;
}

/**
 * Reads how many jobs a queue holds. BullMQ's `exportPrometheusMetrics` reads the same counts, but writes one text a
 * queue, each with its own `# TYPE` lines, which Prometheus does not accept twice in one scrape.
 * @param now milliseconds since the epoch, by Redis's clock
 */
export async function queueStateOf(name: string, queue: Queue, now: number): Promise<QueueState> {
  const [counts, [oldest]] = await Promise.all([
    queue.getJobCounts(...states),
    queue.getJobs(['waiting'], 0, 0, true),
  ]);
  // A job that is tried again waits since its last try.
  const dueAt =
    oldest === undefined
      ? now
      : Math.max(oldest.timestamp + (oldest.opts.delay ?? 0), oldest.processedOn ?? 0);
  return {
    queue: name,
    jobs: Object.fromEntries(states.map((state) => [state.replace('-', '_'), counts[state] ?? 0])),
    oldestWaitingMs: Math.max(0, now - dueAt),
  };
}

/**
 * Reads the state of every queue, for a process that works on none of them; `others`: queues beside those of requests.
 * Takes `now` as `queueStateOf` does.
 */
export function queueStates(
  connection: ConnectionOptions,
  prefix: string,
  now: number,
  others: readonly string[] = [],
): Promise<readonly QueueState[]> {
  return Promise.all(
    [...queueNames, ...others].map(async (name) => {
      const queue = new Queue(name, { connection, prefix, skipVersionCheck: true });
      queue.on('error', () => undefined);
      return queueStateOf(name, queue, now).finally(() => queue.close());
    }),
  );
}
