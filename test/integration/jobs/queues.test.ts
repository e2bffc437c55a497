import { type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import type { Press, SubmittedCommand } from '../../../src/core/command/submitted-command.js';
import type { Approved, Running } from '../../../src/core/request/request.js';
import type { QueueName } from '../../../src/jobs/job-data.js';
import { jobData } from '../../../src/jobs/job-data.js';
import { Queues } from '../../../src/jobs/queues.js';
import { unreplicated } from '../../../src/store/replicas.js';
import {
  approved,
  approver,
  askedAt,
  cancelled,
  decision,
  delivery,
  expired,
  finished,
  lookingUp,
  pending,
  running,
} from '../../fixtures/requests.js';

const ask: SubmittedCommand = {
  delivery,
  command: { type: 'unlink', kind: 'oa', queries: ['shop'], reason: null, dryRun: false },
  requester: 'U0ASKS0001',
  channel: 'C0ZCAOPS01',
  thread: null,
  askedAt,
};
const press: Press = {
  press: 'e'.repeat(64),
  requestId: 'UR-7K2M',
  action: { type: 'approve', typed: {} },
  user: approver,
  place: { channel: 'C0ZCAOPS01', thread: null },
  ticked: null,
  listRevision: 1,
  round: 0,
  pressedAt: askedAt,
};
const keepFinishedDays = 365;
const minute = 60_000;
const hour = 60 * minute;

describe('the queues, without workers,', () => {
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
    vi.restoreAllMocks();
    await queues?.close();
    number += 1;
    prefix = `{test-${number}}`;
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const enqueueAttempts = { taken: async () => undefined, disown: () => undefined };
    const alerts = { raise: () => undefined };
    const tries = { attempts: 3, backoffMs: 20 };
    queues = new Queues({
      connection,
      prefix,
      ...tries,
      keepFinishedDays,
      enqueueAttempts,
      replicas: unreplicated,
      alerts,
      log,
    });
    await queues.ready();
  });
  afterAll(async () => {
    await queues.close();
    connection.disconnect();
    await server.close();
  });

  describe('hold one job per step, however often it is added:', () => {
    it.each([
      ['a command', 'ask', () => queues.ask(ask), 1],
      ['a press', 'press', () => queues.press(press), 1],
      ['a beginning', 'start', () => queues.start(approved()), 1],
      ['a run', 'unlink', () => queues.unlink(running()), 3],
      ['a report', 'report', () => queues.unlink(running()), 1],
    ] as const)('%s', async (_, name, put, count) => {
      for (const _again of [1, 2, 3]) await put();
      expect(await counted(name)).toBe(count);
    });
  });

  describe('a pending request', () => {
    it('has one job for its expiry, due at that time', async () => {
      await queues.watch(waiting(2 * hour), []);
      expect(await dueIn('expire')).toEqual([near(2 * hour)]);
    });

    it('has a reminder at each time before its expiry', async () => {
      await queues.watch(waiting(5 * hour), [30 * minute, 4 * hour]);
      expect(await dueIn('remind')).toEqual([near(hour), near(4.5 * hour)]);
    });

    it('numbers its reminders from the first one still due', async () => {
      await queues.watch(waiting(5 * hour), [30 * minute, 4 * hour]);
      const numbers = (await jobsOf('remind')).sort(byDue).map(({ data }) => data.number);
      expect(numbers).toEqual([0, 1]);
    });

    it('has no reminder at a time that has passed', async () => {
      await queues.watch(waiting(hour), [4 * hour, 30 * minute]);
      expect(await dueIn('remind')).toEqual([near(30 * minute)]);
    });

    it('has one expiry job, however often it is added', async () => {
      const request = waiting(5 * hour);
      for (const _again of [1, 2, 3]) await queues.watch(request, [4 * hour, 30 * minute]);
      expect([await counted('expire'), await counted('remind')]).toEqual([1, 2]);
    });

    it('has a new expiry job when it gets more time', async () => {
      await queues.watch(waiting(hour), []);
      await queues.watch(waiting(3 * hour), []);
      expect(await dueIn('expire')).toEqual([near(hour), near(3 * hour)]);
    });

    it('expires at once when its time has passed already', async () => {
      await queues.watch(waiting(-hour), [30 * minute]);
      expect([await states('expire'), await counted('remind')]).toEqual([['waiting'], 0]);
    });
  });

  describe('a run', () => {
    it('begins at once without a stop window', async () => {
      await queues.start(approved());
      expect(await states('start')).toEqual(['waiting']);
    });

    it('begins after its stop window', async () => {
      await queues.start({ ...approved(), startsAt: Date.now() + 20_000 });
      expect(await dueIn('start')).toEqual([near(20_000)]);
    });

    it('begins again after the list changed and the request was approved again', async () => {
      const again = { ...decision, press: 'c'.repeat(64) };
      await queues.start(approved());
      await queues.start({ ...approved(), decision: again });
      expect(await counted('start')).toBe(2);
    });

    it('begins again in its next round', async () => {
      const next: Approved = { ...approved(), round: 2 };
      await queues.start(approved());
      await queues.start(next);
      expect(await counted('start')).toBe(2);
    });

    it('has a job for each chosen asset and for no other', async () => {
      await queues.unlink(running(pending({ chosen: ['202'] })));
      expect(await unlinkedIds()).toEqual(['202']);
    });

    it('has a job only for an asset without an outcome', async () => {
      const again: Running = {
        ...running(),
        round: 2,
        settled: [{ id: '202', outcome: { type: 'unlinked', at: askedAt } }],
      };
      await queues.unlink(again);
      expect(await unlinkedIds()).toEqual(['101', '303']);
    });

    it('tells its jobs their round', async () => {
      await queues.unlink({ ...running(), round: 3 });
      expect((await jobsOf('unlink')).map(({ data }) => data.round)).toEqual([3, 3, 3]);
    });

    it('has new jobs in its next round', async () => {
      await queues.unlink(running());
      await queues.unlink({ ...running(), round: 2 });
      expect([await counted('unlink'), await counted('report')]).toEqual([6, 2]);
    });

    it('is reported after its assets, not before', async () => {
      await queues.unlink(running());
      expect(await states('report')).toEqual(['waiting-children']);
    });

    it('waits for each asset once when it is added twice', async () => {
      for (const _again of [1, 2]) await queues.unlink(running());
      await workOn('unlink', () => undefined, 3);
      expect([await states('report'), await counted('unlink')]).toEqual([['waiting'], 3]);
    });

    it('is reported after the other assets when it is added again after one failed for good', async () => {
      const two = running(pending({ chosen: ['101', '202'] }));
      const failsFor101 = ({ data }: Job) => {
        if (data.id === '101') throw new UnrecoverableError('died');
      };
      await queues.unlink(two);
      await workOn('unlink', failsFor101, 1);
      expect((await states('unlink')).sort()).toEqual(['failed', 'waiting']);
      await queues.unlink(two);
      expect([(await states('unlink')).sort(), await states('report')]).toEqual([
        ['failed', 'waiting'],
        ['waiting-children'],
      ]);
      await workOn('unlink', failsFor101, 1);
      expect(await states('report')).toEqual(['waiting']);
      await workOn('report', () => undefined, 1);
      expect([(await states('unlink')).sort(), await states('report')]).toEqual([
        ['completed', 'failed'],
        ['completed'],
      ]);
    });

    it('stays done when it is added again after its report', async () => {
      await queues.unlink(running());
      await workOn('unlink', () => undefined, 3);
      await workOn('report', () => undefined, 1);
      await queues.unlink(running());
      expect([await states('unlink'), await states('report')]).toEqual([
        ['completed', 'completed', 'completed'],
        ['completed'],
      ]);
    });

    it('is reported at once when every asset has its outcome already', async () => {
      const outcome = { type: 'unlinked', at: askedAt } as const;
      const done: Running = {
        ...running(),
        settled: ['101', '202', '303'].map((id) => ({ id, outcome })),
      };
      await queues.unlink(done);
      expect(await states('report')).toEqual(['waiting']);
    });
  });

  describe('the progress of a run', () => {
    it('is shown by one job for all assets within one debounce window', async () => {
      vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
      await Promise.all(Array.from({ length: 30 }, () => queues.progress('UR-7K2M')));
      expect(await counted('progress')).toBe(1);
    });

    it('is shown again in the next window', async () => {
      const clock = vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
      await queues.progress('UR-7K2M');
      clock.mockReturnValue(1_800_000_060_000);
      await queues.progress('UR-7K2M');
      expect(await counted('progress')).toBe(2);
    });

    it('has a separate job for each request', async () => {
      vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
      await queues.progress('UR-7K2M');
      await queues.progress('UR-AAAA');
      expect(await counted('progress')).toBe(2);
    });

    it('is shown at the end of the window, so that it includes the last asset', async () => {
      const clock = vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_100);
      await queues.progress('UR-7K2M');
      clock.mockReturnValue(1_800_000_000_900);
      await queues.progress('UR-AAAA');
      const due = (await jobsOf('progress')).map(({ timestamp, delay }) => timestamp + delay);
      expect([due[0] === due[1], Math.min(...due) > 1_800_000_000_900]).toEqual([true, true]);
    });
  });

  describe('a lost job', () => {
    it.each([
      ['looked up', 'ask', lookingUp(), 1],
      ['approved', 'start', approved(), 1],
      ['running', 'unlink', running(), 3],
    ] as const)('is put back for a request that is %s', async (_, name, request, count) => {
      expect([await queues.revive(request), await counted(name)]).toEqual([1, count]);
    });

    it.each([lookingUp(), approved(), running()])(
      'is put back once for a request that is $status',
      async (request) => {
        await queues.revive(request);
        expect(await queues.revive(request)).toBe(0);
      },
    );

    it('repeats the original command for a look-up', async () => {
      const request = lookingUp({ queries: ['a', 'b'], reason: 'why', dryRun: true, thread: '1.2' });
      await queues.revive(request);
      const command = { ...ask.command, queries: ['a', 'b'], reason: 'why', dryRun: true };
      expect((await jobsOf('ask')).map(({ data }) => data.ask)).toEqual([{ ...ask, command, thread: '1.2' }]);
    });

    it('keeps the stop window when it begins a run', async () => {
      await queues.revive({ ...approved(), startsAt: Date.now() + 20_000 });
      expect(await dueIn('start')).toEqual([near(20_000)]);
    });

    it.each([
      ['looked up', 'ask', lookingUp()],
      ['approved', 'start', approved()],
    ] as const)('is tried again if it failed on a request that is %s', async (_, name, request) => {
      await queues.revive(request);
      await diesOf(name);
      expect([await queues.revive(request), await states(name)]).toEqual([1, ['waiting']]);
    });

    it('is put back five times if it always fails, later each time, and then no more', async () => {
      const clock = vi.spyOn(Date, 'now');
      const began = performance.now();
      let ahead = 0;
      clock.mockImplementation(() => 1_800_000_000_000 + performance.now() - began + ahead);
      await queues.start(approved());
      await diesOf('start');
      const waits: number[] = [];
      for (let revived = 0; revived < 5; revived += 1) {
        let waited = 0;
        while ((await queues.revive(approved())) === 0) {
          waited += 30_000;
          ahead += 30_000;
        }
        waits.push(waited);
        await diesOf('start');
      }
      expect(waits).toEqual([0, 30_000, 90_000, 210_000, 450_000]);
      expect(await queues.revive(approved())).toBe('over');
      expect(await states('start')).toEqual(['failed']);
    });

    it('is put back for a report if it is missing or has failed', async () => {
      expect([await queues.revive(finished()), await states('report')]).toEqual([1, ['waiting']]);
      expect(await queues.revive(finished())).toBe(0);
      await diesOf('report');
      expect([await queues.revive(finished()), await states('report')]).toEqual([1, ['waiting']]);
    });

    it('is put back for an expiry if it is missing or finished', async () => {
      const request = waiting(-minute);
      expect([await queues.revive(request), await states('expire')]).toEqual([1, ['waiting']]);
      expect(await queues.revive(request)).toBe(0);
      await diesOf('expire');
      expect([await queues.revive(request), await states('expire')]).toEqual([1, ['waiting']]);
    });

    it.each([cancelled(), expired()])(
      'is put back, once, to show a request to be $status',
      async (request) => {
        expect([await queues.revive(request), await states('progress')]).toEqual([1, ['waiting']]);
        expect(await queues.revive(request)).toBe(0);
      },
    );
  });

  it('hold jobs that the workers understand', async () => {
    await queues.ask(ask);
    await queues.press(press);
    await queues.watch(waiting(5 * hour), [hour]);
    await queues.start(approved());
    await queues.unlink(running());
    await queues.progress('UR-7K2M');
    await queues.home('U0ASKS0001');
    await queues.refreshHome('U0ASKS0001');
    const names = [
      'ask',
      'press',
      'expire',
      'remind',
      'start',
      'unlink',
      'progress',
      'report',
      'home',
    ] as const;
    for (const name of names)
      for (const { data } of await jobsOf(name)) expect(jobData[name].safeParse(data).success).toBe(true);
  });

  it.each(['repair', 'tidy', 'anchor'] as const)(
    'hold one plan for %s, however many workers add it, and start it at once',
    async (name) => {
      await Promise.all([
        queues.maintenance.schedule(),
        queues.maintenance.schedule(),
        queues.maintenance.schedule(),
      ]);
      const queue = new Queue(name, { connection, prefix });
      expect(await queue.getJobSchedulersCount()).toBe(1);
      await queue.close();
      expect(await dueIn(name)).toEqual([near(0)]);
    },
  );

  describe('an overview in the chat', () => {
    it('is redrawn once per person for all changes within one debounce window', async () => {
      vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
      for (const user of ['U0ASKS0001', approver, approver, approver]) await queues.refreshHome(user);
      expect(await counted('home')).toBe(2);
    });

    it('is redrawn again in the next debounce window', async () => {
      const clock = vi.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
      await queues.refreshHome(approver);
      clock.mockReturnValue(1_800_000_060_000);
      await queues.refreshHome(approver);
      expect(await counted('home')).toBe(2);
    });
  });

  it.each([
    [365, 90],
    [45, 45],
    [7, 7],
  ])(
    'with requests kept for %s days, keep jobs for half an hour when done and %s days when failed',
    async (days, failed) => {
      const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
      const others = new Queues({
        connection,
        prefix,
        attempts: 3,
        backoffMs: 20,
        keepFinishedDays: days,
        enqueueAttempts: { taken: async () => undefined, disown: () => undefined },
        replicas: unreplicated,
        alerts: { raise: () => undefined },
        log,
      });
      await others.press(press);
      await others.close();
      const day = 24 * 60 * 60;
      expect((await jobsOf('press')).map(({ opts }) => [opts.removeOnComplete, opts.removeOnFail])).toEqual([
        [{ age: 30 * 60 }, { age: failed * day }],
      ]);
    },
  );

  /** Makes the only job of a queue fail for good. */
  async function diesOf(name: QueueName): Promise<void> {
    const die = () => {
      throw new UnrecoverableError('died');
    };
    await workOn(name, die, 1);
  }

  /** Works on exactly this many of a queue's jobs, whether they succeed or fail. */
  async function workOn(name: QueueName, work: (job: Job) => void, count: number): Promise<void> {
    const own = connection.duplicate();
    const worker = new Worker(name, null, { connection: own, prefix, autorun: false });
    for (const at of Array.from({ length: count }, (_, index) => index)) {
      const job = await worker.getNextJob(`token-${at}`);
      if (job === undefined) throw new Error(`${name} has only ${at} jobs to do`);
      try {
        work(job);
        await job.moveToCompleted(null, `token-${at}`, false);
      } catch (error) {
        await job.moveToFailed(
          error instanceof Error ? error : new Error(String(error)),
          `token-${at}`,
          false,
        );
      }
    }
    await worker.close();
    own.disconnect();
  }

  async function jobsOf(name: QueueName): Promise<Job[]> {
    const queue = new Queue(name, { connection, prefix });
    const jobs = await queue.getJobs();
    await queue.close();
    return jobs;
  }

  async function counted(name: QueueName): Promise<number> {
    return (await jobsOf(name)).length;
  }

  async function states(name: QueueName): Promise<string[]> {
    const queue = new Queue(name, { connection, prefix });
    const jobs = await queue.getJobs();
    const all = await Promise.all(jobs.map((job) => job.getState()));
    await queue.close();
    return all;
  }

  /** The delays until the jobs are due, the shortest first. */
  async function dueIn(name: QueueName): Promise<number[]> {
    return (await jobsOf(name)).sort(byDue).map((job) => job.timestamp + job.delay - Date.now());
  }

  async function unlinkedIds(): Promise<string[]> {
    return (await jobsOf('unlink')).map(({ data }) => data.id).sort();
  }
});

function waiting(ms: number) {
  return pending({ expiresAt: Date.now() + ms });
}

function byDue(a: Job, b: Job): number {
  return a.timestamp + a.delay - (b.timestamp + b.delay);
}

/** Matches a duration counted from a moment ago. */
function near(ms: number) {
  return {
    asymmetricMatch: (value: number) => value <= ms + 100 && value > ms - 10_000,
    toString: () => 'near',
    toAsymmetricMatcher: () => `about ${ms} ms`,
  };
}
