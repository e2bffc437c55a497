import type { JobsOptions } from 'bullmq';

/** How often a job is tried, and how long it is kept. */
export interface JobLimits {
  /** The attempts at a job, and the pause after the first, which doubles each time. */
  readonly attempts: number;
  readonly backoffMs: number;
  /** The time a request is kept after its end, in days; its jobs are kept no longer. */
  readonly keepFinishedDays: number;
}

/** A day in seconds, BullMQ's unit of age. */
const day = 24 * 60 * 60;
/**
 * The time jobs are kept after success and after final failure, in seconds. Slack repeats a delivery for some six
 * minutes, and the kept job identifies a repeat; one that comes later finds its verdict or its request.
 */
const keptFor = { done: 30 * 60, failed: 90 * day } as const;

/** BullMQ's options of every job that carries a request on. */
export function jobOptions({ attempts, backoffMs, keepFinishedDays }: JobLimits): JobsOptions {
  return {
    attempts,
    backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
    removeOnComplete: { age: keptFor.done },
    removeOnFail: { age: Math.min(keptFor.failed, keepFinishedDays * day) },
  };
}
