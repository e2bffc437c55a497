import type { Job } from 'bullmq';
import { z } from 'zod';
import { repairEveryMs } from './maintenance-schedule.js';

/** The most times that a job which keeps crashing is requeued. */
const maxRevivals = 5;

/**
 * Requeues a job that is over although its work is not; a job under way is left alone. Returns the number requeued;
 * after several times, at growing intervals, `over`.
 */
export async function requeueIfExhausted(job: Job): Promise<number | 'over'> {
  const state = await endOf(job);
  if (state === null) return 0;
  const revivals = revivalsOf(job);
  if (revivals >= maxRevivals) return 'over';
  // The first requeue is immediate; the delay before each further one doubles.
  if (Date.now() - (job.finishedOn ?? 0) < repairEveryMs * (2 ** revivals - 1)) return 0;
  await job.updateData({ ...job.data, revivals: revivals + 1 });
  await job.retry(state, { resetAttemptsMade: true });
  return 1;
}

/** The final state of a job; null if it is not over. */
export async function endOf(job: Job): Promise<'failed' | 'completed' | null> {
  const state = await job.getState();
  return state === 'failed' || state === 'completed' ? state : null;
}

function revivalsOf({ data }: Job): number {
  const parsed = z.object({ revivals: z.number().int().nonnegative() }).safeParse(data);
  return parsed.success ? parsed.data.revivals : 0;
}
