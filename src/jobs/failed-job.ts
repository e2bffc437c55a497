import type { Job } from 'bullmq';
import { z } from 'zod';
import { isRequestId } from '../core/request/request-id.js';
import type { FailedJob } from '../flow/job-failed.js';

/** The parts of a job's data that can be read whatever version of the bot wrote it. */
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

/** The failed job; null if it will be retried. */
export function failedForGood(queue: string, job: Job): FailedJob | null {
  // BullMQ sets this only when a job is over, not when it will be retried.
  return typeof job.finishedOn === 'number' ? failedJob(queue, job) : null;
}

/** The request that a job is about, as far as its data can be parsed. */
export function requestIdOf(data: unknown): string | undefined {
  const { press, requestId: ofRequest } = about.parse(data);
  return ofRequest ?? press?.requestId ?? undefined;
}

/** A failing job, as far as its data can be parsed. */
export function failedJob(queue: string, job: Job): FailedJob {
  const { ask, press } = about.parse(job.data);
  const ofAsk = ask && { user: ask.requester, place: { channel: ask.channel, thread: ask.thread } };
  const ofPress = press && { user: press.user, place: press.place };
  return {
    queue,
    job: job.id ?? '',
    requestId: requestIdOf(job.data) ?? null,
    delivery: ask?.delivery ?? null,
    press: press?.press ?? null,
    waiting: ofAsk ?? ofPress ?? null,
  };
}
