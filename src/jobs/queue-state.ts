import type { Queue } from 'bullmq';

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
 */
export async function queueStateOf(queue: Queue): Promise<QueueState> {
  const [counts, [oldest]] = await Promise.all([
    queue.getJobCounts(...states),
    queue.getJobs(['waiting'], 0, 0, true),
  ]);
  const dueAt = oldest === undefined ? null : oldest.timestamp + (oldest.opts.delay ?? 0);
  return {
    queue: queue.name,
    jobs: Object.fromEntries(states.map((state) => [state.replace('-', '_'), counts[state] ?? 0])),
    oldestWaitingMs: dueAt === null ? 0 : Math.max(0, Date.now() - dueAt),
  };
}
