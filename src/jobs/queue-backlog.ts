import { type ConnectionOptions, Queue } from 'bullmq';
import { type QueueName, queueNames } from './job-data.js';

/** The jobs of a queue that no worker has taken yet. */
export interface Backlog {
  readonly queue: QueueName;
  readonly waiting: number;
  /** How long the one that comes next has been due, in milliseconds; 0 without any. */
  readonly oldestMs: number;
}

/** Reads what waits in every queue. @param now milliseconds since the epoch, by Redis's clock */
export function readBacklog(
  connection: ConnectionOptions,
  prefix: string,
  now: number,
): Promise<readonly Backlog[]> {
  return Promise.all(queueNames.map((name) => backlogOf(name, connection, prefix, now)));
}

async function backlogOf(
  name: QueueName,
  connection: ConnectionOptions,
  prefix: string,
  now: number,
): Promise<Backlog> {
  const queue = new Queue(name, { connection, prefix, skipVersionCheck: true });
  queue.on('error', () => undefined);
  try {
    const waiting = await queue.getWaitingCount();
    const [next] = await queue.getWaiting(0, 0);
    // A job that is tried again waits since its last try.
    const since = next === undefined ? now : Math.max(next.timestamp + next.delay, next.processedOn ?? 0);
    return { queue: name, waiting, oldestMs: Math.max(0, now - since) };
  } finally {
    await queue.close();
  }
}
