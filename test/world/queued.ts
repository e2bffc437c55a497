import { type Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { dataVersion } from '../../src/jobs/job-data.js';
import type { World } from './world.js';

/** Works with one of the bot's queues, as another process would. */
export async function inQueue<T>(
  { config, redis }: World,
  name: string,
  act: (queue: Queue, connection: Redis) => Promise<T>,
): Promise<T> {
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection, prefix: config.redis.prefix });
  try {
    return await act(queue, connection);
  } finally {
    await queue.close();
    connection.disconnect();
  }
}

/** Has the bot look for what is left behind, as it does every half minute, as if everything had stood still for long. */
export async function repairNow(world: World): Promise<void> {
  const longAgo = Date.now() - 3_600_000;
  await inQueue(world, 'repair', async (_queue, connection) => {
    for (const what of ['open', 'untold']) {
      const key = `${world.config.redis.prefix}:${what}`;
      for (const member of await connection.zrange(key, '0', '-1'))
        await connection.zadd(key, longAgo, member);
    }
  });
  await repairAgain(world);
}

/** The same, without anything having changed since the last time. */
export async function repairAgain(world: World): Promise<void> {
  await inQueue(world, 'repair', async (queue) =>
    completed(await queue.add('repair', { version: dataVersion })),
  );
}

/** Has the bot remove what is too old, as it does every few hours. */
export async function tidyNow(world: World): Promise<void> {
  await inQueue(world, 'tidy', async (queue) => completed(await queue.add('tidy', { version: dataVersion })));
}

/** Has the bot see to it that the end of the audit log is posted today, as it does every hour. */
export async function anchorNow(world: World): Promise<void> {
  await inQueue(world, 'anchor', async (queue) =>
    completed(await queue.add('anchor', { version: dataVersion })),
  );
}

async function completed(job: Job): Promise<void> {
  while (!(await job.isCompleted())) await new Promise((resolve) => setTimeout(resolve, 20));
}
