import type { Job, Queue } from 'bullmq';
import type { SubmittedCommand } from '../core/command/submitted-command.js';
import {
  type Cancelled,
  type Expired,
  type Finished,
  isFinished,
  type Request,
} from '../core/request/request.js';
import type { Jobs } from '../flow/ports/jobs.js';
import { dataVersion, type StoredJob } from './job-data.js';
import { askJobId, expireJobId, pressJobId, reportJobId, startJobId } from './job-ids.js';
import { endOf, requeueIfExhausted } from './requeue-if-exhausted.js';

/** The queues of the jobs that carry a request on or show its end. */
type RequestQueues = {
  readonly [Q in 'ask' | 'press' | 'expire' | 'start' | 'report' | 'progress']: Queue;
};

/** The jobs of requests that Redis has lost or that are over without having done their work. */
export class LostJobs {
  readonly #queues: RequestQueues;
  readonly #jobs: Pick<Jobs, 'ask' | 'watch' | 'start' | 'unlink'>;

  constructor(queues: RequestQueues, jobs: Pick<Jobs, 'ask' | 'watch' | 'start' | 'unlink'>) {
    this.#queues = queues;
    this.#jobs = jobs;
  }

  /** As `Jobs.revive` promises. */
  async revive(request: Request): Promise<number | 'over'> {
    const { ask, expire, start, report } = this.#queues;
    switch (request.status) {
      case 'looking_up':
        return requeueOr(await ask.getJob(askJobId(request.delivery)), () => this.#jobs.ask(askOf(request)));
      case 'pending':
        return requeueOr(await expire.getJob(expireJobId(request)), () => this.#jobs.watch(request, []));
      case 'approved':
        return requeueOr(await start.getJob(startJobId(request)), () => this.#jobs.start(request));
      case 'running':
        return requeueOr(await report.getJob(reportJobId(request)), () => this.#jobs.unlink(request));
      case 'cancelled':
      case 'expired':
        return this.#reviveEnd(request);
      default:
        if (!isFinished(request)) return 0;
        return requeueOr(await report.getJob(reportJobId(request)), () => this.#report(request));
    }
  }

  /**
   * The job that ended a request also shows its end. Only if that job is over without doing so does the end need a
   * job of its own.
   */
  async #reviveEnd(request: Cancelled | Expired): Promise<number | 'over'> {
    const { press, expire, progress } = this.#queues;
    const own =
      request.status === 'cancelled'
        ? await press.getJob(pressJobId(request.decision.press))
        : await expire.getJob(expireJobId(request));
    if (own !== undefined && (await endOf(own)) === null) return 0;
    const jobId = `ended-${request.id}`;
    const data: StoredJob<'progress'> = { version: dataVersion, requestId: request.id };
    return requeueOr(await progress.getJob(jobId), () => progress.add('progress', data, { jobId }));
  }

  async #report(request: Finished): Promise<void> {
    const { id: requestId, round } = request;
    const data: StoredJob<'report'> = { version: dataVersion, requestId, round };
    await this.#queues.report.add('report', data, { jobId: reportJobId(request) });
  }
}

/** Requeues the job if it is over; adds it where there is none. */
async function requeueOr(job: Job | undefined, add: () => Promise<unknown>): Promise<number | 'over'> {
  if (job !== undefined) return requeueIfExhausted(job);
  await add();
  return 1;
}

function askOf(request: Request): SubmittedCommand {
  const { delivery, kind, queries, reason, dryRun, requester, channel, thread, askedAt } = request;
  const command = { type: 'unlink', kind, queries, reason, dryRun } as const;
  return { delivery, command, requester, channel, thread, askedAt };
}
