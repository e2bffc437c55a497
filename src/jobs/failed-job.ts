import type { Job } from 'bullmq';
import { z } from 'zod';
import { isRequestId } from '../core/request/request.js';
import type { FailedJob } from '../flow/job-failed.js';

/** What can be said of a job even where its data is of another version of the bot. */
const requestId = z.string().refine(isRequestId).nullish().catch(null);
const about = z
  .object({
    requestId,
    ask: z
      .object({
        delivery: z.string().regex(/^[0-9a-f]{64}$/u),
        requester: z.string(),
        channel: z.string(),
        thread: z.string().nullable(),
      })
      .nullish()
      .catch(null),
    press: z
      .object({
        press: z
          .string()
          .regex(/^[0-9a-f]{64}$/u)
          .nullish()
          .catch(null),
        requestId,
        user: z.string(),
        place: z.object({ channel: z.string(), thread: z.string().nullable() }).nullable(),
      })
      .nullish()
      .catch(null),
  })
  .catch({});

/** Null when the job will be tried again. */
export function failedForGood(queue: string, job: Job): FailedJob | null {
  // Set when a job is over, and only then; a job that is to be tried again has none.
  return typeof job.finishedOn === 'number' ? failedJob(queue, job) : null;
}

/** A job that fails, as far as its data can be understood. */
export function failedJob(queue: string, job: Job): FailedJob {
  const { ask, press, requestId: ofRequest } = about.parse(job.data);
  const ofAsk = ask && { user: ask.requester, place: { channel: ask.channel, thread: ask.thread } };
  const ofPress = press && { user: press.user, place: press.place };
  return {
    queue,
    job: job.id ?? '',
    requestId: ofRequest ?? press?.requestId ?? null,
    delivery: ask?.delivery ?? null,
    press: press?.press ?? null,
    waiting: ofAsk ?? ofPress ?? null,
  };
}
