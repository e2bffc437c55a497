import { createHash } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null });

/** The same one `queue.add` with a jobId as the Bolt baseline's. */
export async function openQueue(prefix) {
  const queue = new Queue('ask', { connection, prefix });
  await queue.waitUntilReady();
  return ({ trigger, ...data }) =>
    queue.add('ask', data, { jobId: createHash('sha256').update(trigger).digest('hex') });
}
