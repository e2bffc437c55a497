import type { Press, SubmittedCommand } from '../../src/core/command/submitted-command.js';
import {
  type Approved,
  chosenAssets,
  isFinished,
  type Pending,
  type Request,
  type Running,
} from '../../src/core/request/request.js';
import { outcomeOf } from '../../src/core/request/run-outcomes.js';
import type { Jobs } from '../../src/flow/ports/jobs.js';
import { askJobId, expireJobId, pressJobId, reportJobId, startJobId } from '../../src/jobs/job-ids.js';
import type { Caller, Failure, Scheduler } from './scheduler.js';

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

type JobExtra = Partial<Pick<Job, 'dueAt' | 'children' | 'parent' | 'removeOnComplete'>>;

export interface JobSettings {
  readonly attempts: number;
  readonly backoffMs: number;
}

/** The interval at which a card shows the progress of its run. */
const redrawEveryMs = 2_000;
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

/** The jobs port as one caller sees it. */
export class MemoryJobs implements Jobs {
  readonly #board: Board;
  readonly #scheduler: Scheduler;
  readonly #caller: Caller;
  readonly #trouble: readonly Failure[];

  constructor(board: Board, scheduler: Scheduler, caller: Caller, trouble: readonly Failure[]) {
    this.#board = board;
    this.#scheduler = scheduler;
    this.#caller = caller;
    this.#trouble = trouble;
  }

  ask(ask: SubmittedCommand): Promise<void> {
    return this.#write('jobs.ask', () => this.#add(askJobId(ask.delivery), { queue: 'ask', ask }));
  }

  press(press: Press): Promise<void> {
    return this.#write('jobs.press', () => this.#add(pressJobId(press.press), { queue: 'press', press }));
  }

  watch(request: Pending, remindersMs: readonly number[]): Promise<number> {
    return this.#write('jobs.watch', () => this.#watch(request, remindersMs));
  }

  start(request: Approved): Promise<void> {
    return this.#write('jobs.start', () => void this.#start(request));
  }

  unlink(request: Running): Promise<void> {
    return this.#write('jobs.unlink', () => void this.#unlink(request));
  }

  report({ id: requestId, round }: Running): Promise<void> {
    return this.#write('jobs.report', () =>
      this.#add(`report-${requestId}-${round}-operators`, { queue: 'report', requestId, round }),
    );
  }

  /** No manual tasks here. */
  async remindOperators(): Promise<number> {
    return 0;
  }

  progress(requestId: string): Promise<void> {
    return this.#write('jobs.progress', () => {
      const stretch = Math.floor(this.#now / redrawEveryMs);
      const extra = { dueAt: (stretch + 1) * redrawEveryMs, removeOnComplete: true };
      this.#add(`progress-${requestId}-${stretch}`, { queue: 'progress', requestId }, extra);
    });
  }

  /** Nobody looks at an overview here. */
  async home(): Promise<void> {}

  async refreshHome(): Promise<void> {}

  revive(request: Request): Promise<number | 'over'> {
    return this.#write('jobs.revive', () => this.#revive(request));
  }

  get #now(): number {
    return this.#scheduler.now;
  }

  #add(id: string, work: JobWork, extra: JobExtra = {}): void {
    this.#board.add(id, work, this.#now, extra);
  }

  #addMissing(id: string, work: JobWork, dueAt: number): number {
    if (this.#board.jobs.has(id)) return 0;
    this.#add(id, work, { dueAt: Math.max(this.#now, dueAt) });
    return 1;
  }

  #watch(request: Pending, remindersMs: readonly number[]): number {
    const { id: requestId, expiresAt } = request;
    let missing = this.#addMissing(expireJobId(request), { queue: 'expire', requestId }, expiresAt);
    for (const [number, ms] of [...remindersMs].sort((a, b) => b - a).entries()) {
      const work = { queue: 'remind', requestId, number, expiresAt } as const;
      if (expiresAt - ms > this.#now)
        missing += this.#addMissing(`remind-${requestId}-${expiresAt}-${number}`, work, expiresAt - ms);
    }
    return missing;
  }

  #start(request: Approved): number {
    const dueAt = Math.max(this.#now, request.startsAt ?? 0);
    this.#add(startJobId(request), { queue: 'start', requestId: request.id }, { dueAt });
    return 1;
  }

  #unlink(request: Running): number {
    const { id: requestId, round } = request;
    if (this.#board.jobs.has(reportJobId(request))) return 1;
    const left = chosenAssets(request).filter(({ id }) => outcomeOf(request, id) === null);
    const parent = this.#board.add(reportJobId(request), { queue: 'report', requestId, round }, this.#now, {
      children: left.length,
    });
    for (const { id } of left)
      this.#add(`unlink-${requestId}-${round}-${id}`, { queue: 'unlink', requestId, id, round }, { parent });
    return 1;
  }

  #revive(request: Request): number | 'over' {
    const { id: requestId } = request;
    if (request.status === 'looking_up')
      return this.#again(askJobId(request.delivery), () => this.#askAnew(request));
    if (request.status === 'pending')
      return this.#again(expireJobId(request), () => this.#watch(request, []));
    if (request.status === 'approved') return this.#again(startJobId(request), () => this.#start(request));
    if (request.status === 'cancelled' || request.status === 'expired') {
      const own = request.status === 'cancelled' ? pressJobId(request.decision.press) : expireJobId(request);
      const job = this.#board.jobs.get(own);
      if (job !== undefined && job.state !== 'completed' && job.state !== 'failed') return 0;
      return this.#again(`ended-${requestId}`, () =>
        this.#add(`ended-${requestId}`, { queue: 'progress', requestId }),
      );
    }
    if (isFinished(request)) {
      const work = { queue: 'report', requestId, round: request.round } as const;
      return this.#again(reportJobId(request), () => this.#add(reportJobId(request), work));
    }
    return request.status === 'running' ? this.#again(reportJobId(request), () => this.#unlink(request)) : 0;
  }

  #again(id: string, anew: () => unknown): number | 'over' {
    const job = this.#board.jobs.get(id);
    if (job !== undefined) return this.#board.requeueIfExhausted(job, this.#now);
    anew();
    return 1;
  }

  #askAnew(request: Request): void {
    const { delivery, kind, queries, reason, dryRun, requester, channel, thread, askedAt } = request;
    const command = { type: 'unlink', kind, queries, reason, dryRun } as const;
    const ask = { delivery, command, requester, channel, thread, askedAt };
    this.#add(askJobId(delivery), { queue: 'ask', ask });
  }

  #write<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble);
  }
}
