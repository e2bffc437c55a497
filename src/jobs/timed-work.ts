import { hostname } from 'node:os';
import { type Job, WaitingError, type Worker } from 'bullmq';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Clock } from '../flow/ports/jobs.js';
import type { Log } from '../flow/ports/log.js';
import type { QueueName } from './job-data.js';

/** Jobs that have a moment of their own: by a clock that is wrong they close, begin or remind when they must not. */
const atTheirTime: readonly QueueName[] = ['expire', 'remind', 'remind_operators', 'start'];
/** Jobs that are done whenever they are given out, and go by the time in what they put back, delete or show. */
const whenever: readonly QueueName[] = ['repair', 'tidy', 'progress'];
const timed = [...atTheirTime, ...whenever];

/** A clock may differ from Redis's by so much, in milliseconds. */
export const clockSkewMs = 60_000;
/** How often the clock is looked at, in milliseconds. */
const checkEveryMs = 5_000;

export interface TimedWorkOptions {
  readonly clock: Clock;
  readonly alerts: Alerts;
  readonly log: Log;
  /** Done at each look at a clock that is right. */
  readonly whenRight: () => Promise<void>;
}

/**
 * Keeps a process whose clock is wrong from doing what depends on the time: its workers of those queues stand still
 * until it is right again, and what they had in hand goes back to the workers of other processes.
 */
export class TimedWork {
  readonly #options: TimedWorkOptions;
  readonly #workers: Worker[] = [];
  readonly #timer: NodeJS.Timeout;
  #look: Promise<void> | null = null;

  constructor(options: TimedWorkOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#look ??= this.#lookAgain().finally(() => {
        this.#look = null;
      });
    }, checkEveryMs).unref();
  }

  add(name: QueueName, worker: Worker): void {
    if (timed.includes(name)) this.#workers.push(worker);
  }

  /** Resolves when nothing of it is under way any more. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#look;
  }

  /**
   * When, in milliseconds since the epoch, a job that was given out is to be done; null: now. A worker whose clock was
   * ahead may have given it out too early. @throws {WaitingError} when this clock is wrong: the job waits again
   */
  async dueLater(name: QueueName, job: Job, token: string | undefined): Promise<number | null> {
    if (!timed.includes(name)) return null;
    if (!(await this.#isRight())) {
      this.#options.log.warn('a job is left to a worker whose clock is right', { queue: name, job: job.id });
      await job.moveToWait(token);
      throw new WaitingError();
    }
    const due = atTheirTime.includes(name) ? job.timestamp + (job.opts.delay ?? 0) : 0;
    return due > Date.now() ? due : null;
  }

  async #lookAgain(): Promise<void> {
    try {
      if (await this.#isRight()) await this.#options.whenRight();
    } catch (error) {
      this.#options.log.warn('the clock could not be held against Redis’s', { error: String(error) });
    }
  }

  async #isRight(): Promise<boolean> {
    const { clock, alerts } = this.#options;
    const offMs = await clock.offBy();
    const isRight = Math.abs(offMs) <= clockSkewMs;
    if (!isRight)
      alerts.raise({ type: 'clock_differs', host: hostname(), seconds: Math.round(offMs / 1000) });
    for (const worker of this.#workers)
      if (worker.isPaused() === isRight) await (isRight ? worker.resume() : worker.pause(true));
    return isRight;
  }
}
