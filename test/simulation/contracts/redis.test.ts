import { Queue, Worker } from 'bullmq';
import { afterEach } from 'vitest';
import { queueNames } from '../../../src/jobs/job-data.js';
import { Queues } from '../../../src/jobs/queues.js';
import { auditLines } from '../../../src/store/audit-log.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { redisShelf } from '../../integration/store/redis-shelf.js';
import { jobsContract } from './jobs.contract.js';
import { storeContract } from './store.contract.js';

const shelf = redisShelf();
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

storeContract('Redis', async () => {
  const { store, other, redis, keys } = shelf();
  const actions = async () => {
    const found: string[] = [];
    for await (const { entry } of auditLines(redis, keys)) found.push(String(JSON.parse(entry).action));
    return found;
  };
  return { store, other, actions };
});

jobsContract(
  'BullMQ',
  async () => {
    const connection = shelf().redis.duplicate({ maxRetriesPerRequest: null });
    const prefix = shelf().keys.request('jobs');
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const jobs = new Queues({
      ...{ connection, prefix, attempts: 1, backoffMs: 10, keepFinishedDays: 1 },
      enqueueAttempts: { taken: async () => undefined, disown: () => undefined },
      replicas: unreplicated,
      alerts: { raise: () => undefined },
      log,
    });
    const queues = queueNames.map((name) => new Queue(name, { connection, prefix }));
    const workers = queueNames.map((name) => new Worker(name, null, { connection, prefix, autorun: false }));
    closing.push(async () => {
      await Promise.all([...queues, ...workers, jobs].map((each) => each.close()));
      connection.disconnect();
    });
    await jobs.ready();
    return {
      jobs,
      waiting: async () => {
        const left = await Promise.all(
          queues.map((queue) => queue.getJobs(['waiting', 'delayed', 'waiting-children', 'prioritized'])),
        );
        return left
          .flat()
          .map(({ name }) => name)
          .sort();
      },
      workOff: async (queue, how) => {
        for (const worker of workers) if (worker.name === queue) await workOff(worker, how);
      },
    };
  },
  () => Date.now(),
);

async function workOff(worker: Worker, how: 'well' | 'badly'): Promise<void> {
  const token = 'a-test';
  for (;;) {
    const job = await worker.getNextJob(token, { block: false });
    if (job === undefined) return;
    if (how === 'well') await job.moveToCompleted('', token, false);
    else await job.moveToFailed(new Error('as the test wants it'), token, false);
  }
}
