import type { Job } from 'bullmq';
import { z } from 'zod';
import { repairEveryMs } from './maintenance-schedule.js';

/** So often a job that dies again and again is put back. */
const maxRevivals = 5;

/**
 * Puts back a job that is over while what it was for is not; one that is under way is left alone. Answers with how many
 * were put back; after some times, at growing distances, with `over`.
 */
export async function requeueIfExhausted(job: Job): Promise<number | 'over'> {
  const state = await endOf(job);
  if (state === null) return 0;
  const revivals = revivalsOf(job);
  if (revivals >= maxRevivals) return 'over';
  // The first comes at once, each further one twice as late as the one before.
  if (Date.now() - (job.finishedOn ?? 0) < repairEveryMs * (2 ** revivals - 1)) return 0;
  await job.updateData({ ...job.data, revivals: revivals + 1 });
  await job.retry(state, { resetAttemptsMade: true });
  return 1;
}

/** How a job has ended; null while it has not. */
export async function endOf(job: Job): Promise<'failed' | 'completed' | null> {
  const state = await job.getState();
  return state === 'failed' || state === 'completed' ? state : null;
}

function revivalsOf({ data }: Job): number {
  const parsed = z.object({ revivals: z.number().int().nonnegative() }).safeParse(data);
  return parsed.success ? parsed.data.revivals : 0;
}
