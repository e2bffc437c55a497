import type { Press, SubmittedCommand } from '../../src/core/command/submitted-command.js';
import type { Caller } from './scheduler.js';

export type JobWork =
  | { readonly queue: 'ask'; readonly ask: SubmittedCommand }
  | { readonly queue: 'press'; readonly press: Press }
  | { readonly queue: 'expire' | 'start' | 'progress'; readonly requestId: string }
  | {
      readonly queue: 'remind';
      readonly requestId: string;
      readonly number: number;
      readonly expiresAt: number;
    }
  | { readonly queue: 'unlink'; readonly requestId: string; readonly id: string; readonly round: number }
  | { readonly queue: 'report'; readonly requestId: string; readonly round: number }
  | { readonly queue: 'repair' }
  /** The work of a worker when it starts, which is no job. */
  | { readonly queue: 'worker_start' };

export interface Job {
  readonly id: string;
  readonly work: JobWork;
  readonly madeAt: number;
  /** No worker gets it before then, in milliseconds since the epoch. */
  dueAt: number;
  state: 'waiting' | 'active' | 'children' | 'completed' | 'failed';
  /** The number of failed tries. */
  attemptsMade: number;
  finishedAt: number;
  revivals: number;
  /** The run that counts; the end of any other is ignored. */
  lock: Caller | null;
  /** The number of unfinished jobs in its flow. */
  children: number;
  readonly parent: Job | null;
  readonly removeOnComplete: boolean;
}

export type JobExtra = Partial<Pick<Job, 'dueAt' | 'children' | 'parent' | 'removeOnComplete'>>;

export interface JobSettings {
  readonly attempts: number;
  readonly backoffMs: number;
}

const maxRevivals = 5;
export const repairEveryMs = 30_000;

/**
 * The queues of all processes: each job is done at least once, with a limited number of tries, and
 * one id is one job.
 */
export class Board {
  readonly jobs = new Map<string, Job>();
  readonly settings: JobSettings;
  /** The jobs in the state `waiting`. */
  readonly #waiting: Job[] = [];

  constructor(settings: JobSettings) {
    this.settings = settings;
  }

  /** Does nothing if a job with that id exists, finished or not. */
  add(id: string, work: JobWork, now: number, extra: JobExtra = {}): Job {
    const known = this.jobs.get(id);
    if (known !== undefined) return known;
    const { dueAt = now, children = 0, parent = null, removeOnComplete = false } = extra;
    const job: Job = {
      id,
      work,
      madeAt: now,
      dueAt,
      state: children === 0 ? 'waiting' : 'children',
      attemptsMade: 0,
      finishedAt: 0,
      revivals: 0,
      lock: null,
      children,
      parent,
      removeOnComplete,
    };
    this.jobs.set(id, job);
    if (job.state === 'waiting') this.#waiting.push(job);
    return job;
  }

  /** Removes a job that waits or is over. */
  remove(id: string): void {
    const job = this.jobs.get(id);
    if (job === undefined || job.state === 'active') return;
    this.jobs.delete(id);
    const place = this.#waiting.indexOf(job);
    if (place !== -1) this.#waiting.splice(place, 1);
  }

  /** The jobs that a worker may take now. */
  ready(now: number): readonly Job[] {
    return this.#waiting.filter(({ dueAt }) => dueAt <= now);
  }

  /** The time at which the next delayed job may be taken; `Infinity` for never. */
  nextAfter(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { dueAt } of this.#waiting) if (dueAt > now && dueAt < next) next = dueAt;
    return next;
  }

  /** Gives a job to a worker, even if another has it. */
  take(job: Job, lock: Caller): void {
    const place = this.#waiting.indexOf(job);
    if (place !== -1) this.#waiting.splice(place, 1);
    job.state = 'active';
    job.lock = lock;
  }

  complete(job: Job, now: number): void {
    job.state = 'completed';
    job.finishedAt = now;
    if (job.removeOnComplete) this.jobs.delete(job.id);
    this.#endChild(job);
  }

  /** Retries after a pause that doubles each time, or ends the job. */
  fail(job: Job, now: number): void {
    job.attemptsMade += 1;
    if (job.attemptsMade < this.settings.attempts) {
      this.delay(job, now + this.settings.backoffMs * 2 ** (job.attemptsMade - 1));
      return;
    }
    job.state = 'failed';
    job.finishedAt = now;
    this.#endChild(job);
  }

  delay(job: Job, until: number): void {
    if (job.state !== 'waiting') this.#waiting.push(job);
    job.state = 'waiting';
    job.dueAt = until;
  }

  /** Puts back a finished job, as `requeueIfExhausted` does. */
  requeueIfExhausted(job: Job, now: number): number | 'over' {
    if (job.state !== 'completed' && job.state !== 'failed') return 0;
    if (job.revivals >= maxRevivals) return 'over';
    if (now - job.finishedAt < repairEveryMs * (2 ** job.revivals - 1)) return 0;
    job.revivals += 1;
    job.attemptsMade = 0;
    this.delay(job, now);
    return 1;
  }

  #endChild({ parent }: Job): void {
    if (parent === null) return;
    parent.children -= 1;
    if (parent.children === 0 && parent.state === 'children') this.delay(parent, parent.dueAt);
  }
}
