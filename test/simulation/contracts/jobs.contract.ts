import { beforeEach, describe, expect, it } from 'vitest';
import type { Jobs } from '../../../src/flow/ports/jobs.js';
import type { QueueName } from '../../../src/jobs/job-data.js';
import {
  approved,
  cancelled,
  expired,
  finished,
  lookingUp,
  pending,
  running,
} from '../../fixtures/requests.js';

export interface JobsBench {
  readonly jobs: Jobs;
  /** The names of the jobs of all queues that are not over, in the order of the alphabet. */
  readonly waiting: () => Promise<readonly string[]>;
  /** Does every job of a queue that can be done now, well or badly. */
  readonly workOff: (queue: QueueName, how: 'well' | 'badly') => Promise<void>;
}

/** What every queue promises that a flow may be built on; `now` is the clock of both sides. */
export function jobsContract(name: string, open: () => Promise<JobsBench>, now: () => number): void {
  describe(`the ${name} jobs`, { timeout: 60_000 }, () => {
    let bench: JobsBench;
    beforeEach(async () => {
      bench = await open();
    });
    const waitingFor = (ms: number) => pending({ expiresAt: now() + ms });

    it('hold one job for one step, however often it is put in', async () => {
      const request = { ...approved(), startsAt: now() };
      for (const _again of [1, 2]) await bench.jobs.start(request);
      for (const _again of [1, 2]) await bench.jobs.unlink(running());
      expect(await bench.waiting()).toEqual(['report', 'start', 'unlink', 'unlink', 'unlink']);
    });

    it('watch a request by its end and its reminders, and say how many were missing', async () => {
      const request = waitingFor(3_600_000);
      expect(await bench.jobs.watch(request, [60_000, 7_200_000])).toBe(2);
      expect(await bench.jobs.watch(request, [60_000, 7_200_000])).toBe(0);
      expect(await bench.waiting()).toEqual(['expire', 'remind']);
    });

    it('report a run once all of it is over, also what has failed for good', async () => {
      await bench.jobs.unlink(running());
      await bench.workOff('unlink', 'badly');
      expect(await bench.waiting()).toEqual(['report']);
    });

    it('keep a job that is over, so that its step is not done again', async () => {
      const request = { ...approved(), startsAt: now() };
      await bench.jobs.start(request);
      await bench.workOff('start', 'well');
      await bench.jobs.start(request);
      expect(await bench.waiting()).toEqual([]);
    });

    it.each([
      ['a look-up', lookingUp(), ['ask']],
      ['a beginning', { ...approved(), startsAt: 0 }, ['start']],
      ['a run', running(), ['report', 'unlink', 'unlink', 'unlink']],
      ['a result', finished(), ['report']],
      ['an end without a run', cancelled(), ['progress']],
      ['an expiry', expired(), ['progress']],
    ] as const)(
      'put back the lost job of %s, and leave one alone that is there',
      async (_, request, jobs) => {
        expect(await bench.jobs.revive(request)).toBe(1);
        expect(await bench.waiting()).toEqual(jobs);
        expect(await bench.jobs.revive(request)).toBe(0);
        expect(await bench.waiting()).toEqual(jobs);
      },
    );

    it('put back a job that has died, at growing distances', async () => {
      const request = { ...approved(), startsAt: 0 };
      await bench.jobs.start(request);
      await bench.workOff('start', 'badly');
      expect(await bench.jobs.revive(request)).toBe(1);
      await bench.workOff('start', 'badly');
      expect(await bench.jobs.revive(request)).toBe(0);
    });
  });
}
