import { Queue, QueueEvents, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { claimed, dataVersion, queueNames } from '../../../src/jobs/job-data.js';
import { cardFor, press, resultOf } from '../../fixtures/conversation.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { patienceMs } from '../../fixtures/patience.js';
import { inQueue } from '../../fixtures/queued.js';
import { people, startWorld, stopWorld, useWorld } from '../../fixtures/world.js';

const minute = 60_000;

describe('a worker', () => {
  const world = useWorld(withOpsChannel);

  it('gives up at once on a job of an older version, and goes on with the next', async () => {
    const { config, redis, logged, zca } = world();
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    for (const name of queueNames) {
      const options = { connection, prefix: config.redis.prefix };
      const queue = new Queue(name, options);
      const heard = connection.duplicate();
      const events = new QueueEvents(name, { ...options, connection: heard });
      await events.waitUntilReady();
      const job = await queue.add(name, { version: 1, requestId: 'UR-7K2M', id: '1' }, { attempts: 3 });
      await expect(job.waitUntilFinished(events)).rejects.toThrow(
        'not understood by this version of the bot',
      );
      expect((await queue.getJob(job.id ?? ''))?.attemptsMade).toBe(1);
      await events.close();
      heard.disconnect();
      await queue.close();
    }
    connection.disconnect();
    expect(logged.filter((line) => line.includes('not understood by this version'))).toHaveLength(
      queueNames.length,
    );
    expect(zca.ledger.calls).toEqual([]);
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
  });

  it('carries out a job of the previous release, whose workers then leave it alone', async () => {
    const last = await inQueue(world(), 'report', async (queue) => {
      const made = { version: 3, requestId: 'UR-ZZZZ', round: 1 };
      const { id = '' } = await queue.add('report', made);
      const job = () => queue.getJob(id);
      await expect.poll(async () => (await job())?.finishedOn, { timeout: patienceMs }).toBeDefined();
      return job();
    });
    expect([last?.failedReason, last?.data]).toEqual([
      undefined,
      { version: dataVersion, requestId: 'UR-ZZZZ', round: 1 },
    ]);
    // The previous release takes data up to its own version, 3, and leaves newer data to others.
    expect(dataVersion).toBeGreaterThan(3);
  });

  it.each([
    [
      { version: 2, press: { cancel: 'why' } },
      { version: dataVersion, press: { cancel: 'why' } },
    ],
    [
      { version: 3, of: 'a later field' },
      { version: dataVersion, of: 'a later field' },
    ],
    [{ version: dataVersion }, null],
    [{ version: dataVersion + 1 }, null],
    [{ version: 1 }, null],
    [{ requestId: 'UR-ZZZZ' }, null],
    [null, null],
  ])('reads %j as %j', (data, own) => {
    expect(claimed(data)).toEqual(own);
  });

  it('leaves a job of a newer version to a newer worker, and alerts the people who run the bot when none comes', async () => {
    const own = await startWorld(withOpsChannel);
    const { config, redis, zca, worker } = own;
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queue = new Queue('start', { connection, prefix: config.redis.prefix });
    const calls = zca.ledger.calls.length;
    const job = await queue.add(
      'start',
      { version: dataVersion + 1, request: 'in another form' },
      { attempts: 1 },
    );
    await expect.poll(() => job.getState(), { timeout: patienceMs }).toBe('delayed');
    expect((await queue.getJob(job.id ?? ''))?.attemptsMade).toBe(0);
    expect(zca.ledger.calls).toHaveLength(calls);
    expect(alerts(own, 'newer version')).toEqual([]);
    await queue.add('start', { version: dataVersion + 1 }, { timestamp: Date.now() - 11 * minute });
    expect((await alert(own, 'newer version')).text).toContain('in the queue start');
    // As in a roll-out: the older worker ends, and the newer one takes the job it left.
    await worker.stop();
    const done: unknown[] = [];
    const { prefix } = config.redis;
    const newer = new Worker('start', async ({ data }) => void done.push(data), { connection, prefix });
    await expect.poll(() => done.length, { timeout: patienceMs }).toBe(2);
    expect(done).toContainEqual({ version: dataVersion + 1, request: 'in another form' });
    expect(alerts(own, 'newer version')).toHaveLength(1);
    await newer.close();
    await queue.close();
    connection.disconnect();
    await stopWorld(own);
  });

  it('runs one repair after the other, however many are left over', async () => {
    const times = await inQueue(world(), 'repair', async (queue) => {
      const left = Array.from({ length: 8 }, () => ({ name: 'repair', data: { version: dataVersion } }));
      const jobs = await queue.addBulk(left);
      const done = async () => Promise.all(jobs.map(({ id = '' }) => queue.getJob(id)));
      const ends = async () => (await done()).filter((job) => job?.finishedOn !== undefined).length;
      await expect.poll(ends, { timeout: patienceMs }).toBe(left.length);
      return (await done()).map((job) => ({ from: job?.processedOn ?? 0, to: job?.finishedOn ?? 0 }));
    });
    const inOrder = times.sort((one, other) => one.from - other.from || one.to - other.to);
    for (const [index, { from }] of inOrder.entries())
      expect(from).toBeGreaterThanOrEqual(inOrder[index - 1]?.to ?? 0);
  });

  it('does nothing for a request that does not exist', async () => {
    const { config, redis, zca, workspace } = world();
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const calls = { zca: zca.ledger.calls.length, slack: workspace.calls.length };
    for (const name of ['unlink', 'report'] as const) {
      const options = { connection, prefix: config.redis.prefix };
      const queue = new Queue(name, options);
      const heard = connection.duplicate();
      const events = new QueueEvents(name, { ...options, connection: heard });
      await events.waitUntilReady();
      const job = await queue.add(name, {
        version: dataVersion,
        requestId: 'UR-ZZZZ',
        id: '4318093042839471234',
        round: 1,
      });
      await job.waitUntilFinished(events);
      await events.close();
      heard.disconnect();
      await queue.close();
    }
    connection.disconnect();
    expect({ zca: zca.ledger.calls.length, slack: workspace.calls.length }).toEqual(calls);
  });
});
