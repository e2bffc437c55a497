import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalRedis, startRedis } from '../../sandbox/redis.js';
import type { Ask, Press } from '../../src/core/ask.js';
import type { QueueName } from '../../src/jobs/job-data.js';
import { Queues } from '../../src/jobs/queues.js';
import { approved, approver, askedAt, delivery, finished, lookingUp, pending } from '../core/requests.js';

const ask: Ask = {
  delivery,
  command: { type: 'unlink', kind: 'oa', query: 'shop', reason: null },
  requester: 'U0ASKS0001',
  channel: 'C0ZCAOPS01',
  thread: null,
  askedAt,
};
const press: Press = {
  press: 'e'.repeat(64),
  requestId: 'UR-7K2M',
  action: { type: 'approve' },
  user: approver,
  channel: 'C0ZCAOPS01',
  thread: null,
  ticked: null,
  listRevision: 1,
  pressedAt: askedAt,
};

describe('the queues, with nobody working on them', () => {
  let server: LocalRedis;
  let connection: Redis;
  let queues: Queues;
  let prefix: string;
  let number = 0;
  beforeAll(async () => {
    server = await startRedis();
    connection = new Redis(server.url, { maxRetriesPerRequest: null });
  });
  beforeEach(async () => {
    await queues?.close();
    number += 1;
    prefix = `{test-${number}}`;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    queues = new Queues({ connection, prefix, attempts: 3, backoffMs: 20, log });
    await queues.ready();
  });
  afterAll(async () => {
    await queues.close();
    connection.disconnect();
    await server.close();
  });

  it('hold one job for the same step, however often it is put in', async () => {
    for (const _again of [1, 2, 3]) {
      await queues.ask(ask);
      await queues.press(press);
      await queues.unlink(approved());
    }
    expect(await counted('ask')).toBe(1);
    expect(await counted('press')).toBe(1);
    expect(await counted('unlink')).toBe(3);
    expect(await counted('report')).toBe(1);
  });

  it('hold a job for each asset that was chosen and for no other', async () => {
    await queues.unlink(approved(pending({ chosen: ['202'] })));
    expect(await counted('unlink')).toBe(1);
  });

  it('get back the lost job of a request that is still open, once', async () => {
    expect(await queues.revive(approved())).toBe(1);
    expect(await queues.revive(approved())).toBe(0);
    expect(await counted('unlink')).toBe(3);
    expect(await queues.revive(lookingUp())).toBe(1);
    expect(await queues.revive(lookingUp())).toBe(0);
    expect(await counted('ask')).toBe(1);
  });

  it('get nothing for a request that waits for people or is over', async () => {
    expect(await queues.revive(pending())).toBe(0);
    expect(await queues.revive(finished())).toBe(0);
    for (const name of ['ask', 'press', 'unlink', 'report'] as const) expect(await counted(name)).toBe(0);
  });

  it('hold one plan for repairs, however many workers ask for it', async () => {
    await Promise.all([queues.scheduleRepair(), queues.scheduleRepair(), queues.scheduleRepair()]);
    const queue = new Queue('repair', { connection, prefix });
    expect(await queue.getJobSchedulersCount()).toBe(1);
    await queue.close();
  });

  async function counted(name: QueueName): Promise<number> {
    const queue = new Queue(name, { connection, prefix });
    const count = await queue.getJobCountByTypes();
    await queue.close();
    return count;
  }
});
