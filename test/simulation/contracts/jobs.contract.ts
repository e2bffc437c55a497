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
  /** Returns the names of all unfinished jobs, sorted. */
  readonly waiting: () => Promise<readonly string[]>;
  /** Does every job of a queue that is due, with success or failure. */
  readonly workOff: (queue: QueueName, how: 'well' | 'badly') => Promise<void>;
}

/** The promises of every queue that a flow can use; `now` is the clock of both sides. */
export function jobsContract(name: string, open: () => Promise<JobsBench>, now: () => number): void {
  describe(`the ${name} jobs`, { timeout: 60_000 }, () => {
    let bench: JobsBench;
    beforeEach(async () => {
      bench = await open();
    });
    const waitingFor = (ms: number) => pending({ expiresAt: now() + ms });

    it('hold one job per step, however often it is added', async () => {
      const request = { ...approved(), startsAt: now() };
      for (const _again of [1, 2]) await bench.jobs.start(request);
      for (const _again of [1, 2]) await bench.jobs.unlink(running());
      expect(await bench.waiting()).toEqual(['report', 'start', 'unlink', 'unlink', 'unlink']);
    });

    it('watch a request with its expiry and reminders, and count the missing ones', async () => {
      const request = waitingFor(3_600_000);
      expect(await bench.jobs.watch(request, [60_000, 7_200_000])).toBe(2);
      expect(await bench.jobs.watch(request, [60_000, 7_200_000])).toBe(0);
      expect(await bench.waiting()).toEqual(['expire', 'remind']);
    });

    it('watch an ended request no longer', async () => {
      const [ended, other] = [waitingFor(3_600_000), { ...waitingFor(3_600_000), id: 'UR-0002' }];
      for (const request of [ended, other]) await bench.jobs.watch(request, [60_000, 120_000]);
      for (const _again of [1, 2]) await bench.jobs.unwatch(ended, [60_000, 120_000]);
      expect(await bench.waiting()).toEqual(['expire', 'remind', 'remind']);
      // It may have to be decided again after a retry.
      expect(await bench.jobs.watch(ended, [60_000])).toBe(2);
    });

    it('report a run once all of its jobs are over, including those that failed for good', async () => {
      await bench.jobs.unlink(running());
      await bench.workOff('unlink', 'badly');
      expect(await bench.waiting()).toEqual(['report']);
    });

    it('keep a finished job, so that its step is not repeated', async () => {
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
    ] as const)('put back the lost job of %s, and leave an existing one alone', async (_, request, jobs) => {
      expect(await bench.jobs.revive(request)).toBe(1);
      expect(await bench.waiting()).toEqual(jobs);
      expect(await bench.jobs.revive(request)).toBe(0);
      expect(await bench.waiting()).toEqual(jobs);
    });

    it('put back a failed job, at growing intervals', async () => {
      const request = { ...approved(), startsAt: 0 };
      await bench.jobs.start(request);
      await bench.workOff('start', 'badly');
      expect(await bench.jobs.revive(request)).toBe(1);
      await bench.workOff('start', 'badly');
      expect(await bench.jobs.revive(request)).toBe(0);
    });
  });
}
