import type { FailedJob } from '../../src/flow/job-failed.js';
import type { Attempt } from '../../src/flow/ports/jobs.js';
import type { Ports } from '../../src/flow/ports/ports.js';
import type { Board, Job, JobWork } from './job-board.js';
import type { Product } from './product.js';

/**
 * Runs one job as a BullMQ worker of the bot does: `jobs/processors.ts` on this board. Resolves
 * when its end is due to be recorded.
 */
export async function runJob(
  job: Job,
  {
    product,
    ports,
    board,
    now,
    run,
  }: { product: Product; ports: Ports; board: Board; now: () => number; run: string },
): Promise<(at: number) => void> {
  const number = job.attemptsMade + 1;
  const attempt = { run, number, last: number >= board.settings.attempts, ageMs: now() - job.madeAt };
  try {
    try {
      await carryOut(job.work, attempt, product, ports);
    } catch (error) {
      if (!(error instanceof product.TryLater) && attempt.last)
        await product.lastTryFailed(failedJob(job), attempt, ports);
      throw error;
    }
    return (at) => board.complete(job, at);
  } catch (error) {
    if (error instanceof product.TryLater) return (at) => board.delay(job, at + error.delayMs);
    return (at) => board.fail(job, at);
  }
}

function carryOut(work: JobWork, attempt: Attempt, product: Product, ports: Ports): Promise<unknown> {
  switch (work.queue) {
    case 'ask':
      return product.lookUp(work.ask, attempt, ports);
    case 'press':
      return product.decide(work.press, attempt, ports);
    case 'expire':
      return product.expireInTime(work.requestId, ports);
    case 'remind':
      return product.remind(work, ports);
    case 'start':
      return product.startRun(work.requestId, attempt, ports);
    case 'unlink':
      return product.unlinkAsset(work, attempt, ports);
    case 'progress':
      return product.showProgress(work.requestId, ports);
    case 'report':
      return product.report(work, ports);
    case 'repair':
      return product.repair(ports);
    case 'worker_start':
      // As in `wiring/worker-process.ts`: maintenance makes up for errors here.
      return product.reachQuorums(ports).catch(() => undefined);
  }
}

function failedJob({ id, work }: Job): FailedJob {
  const waiting =
    work.queue === 'ask'
      ? { user: work.ask.requester, place: { channel: work.ask.channel, thread: work.ask.thread } }
      : work.queue === 'press'
        ? { user: work.press.user, place: work.press.place }
        : null;
  const requestId =
    'requestId' in work ? work.requestId : work.queue === 'press' ? work.press.requestId : null;
  return {
    queue: work.queue,
    job: id,
    requestId,
    delivery: work.queue === 'ask' ? work.ask.delivery : null,
    press: work.queue === 'press' ? work.press.press : null,
    waiting,
  };
}
