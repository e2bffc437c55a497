import type { Press, SubmittedCommand } from '../../src/core/command/submitted-command.js';
import {
  type Approved,
  type CardRequest,
  chosenAssets,
  isFinished,
  type Pending,
  type Request,
  type Running,
} from '../../src/core/request/request.js';
import { outcomeOf } from '../../src/core/request/run-outcomes.js';
import type { Jobs } from '../../src/flow/ports/jobs.js';
import {
  askJobId,
  expireJobId,
  pressJobId,
  remindJobId,
  reportJobId,
  startJobId,
} from '../../src/jobs/job-ids.js';
import type { Board, JobExtra, JobWork } from './job-board.js';
import type { Caller, Failure, Scheduler } from './scheduler.js';

/** The interval at which a card shows the progress of its run. */
const redrawEveryMs = 2_000;

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

  unwatch(request: CardRequest, remindersMs: readonly number[]): Promise<void> {
    return this.#write('jobs.unwatch', () => {
      const reminders = remindersMs.map((_, number) => remindJobId(request, number));
      for (const id of [expireJobId(request), ...reminders]) this.#board.remove(id);
    });
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
        missing += this.#addMissing(remindJobId(request, number), work, expiresAt - ms);
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
      return this.#requeueOr(askJobId(request.delivery), () => this.#askAgain(request));
    if (request.status === 'pending')
      return this.#requeueOr(expireJobId(request), () => this.#watch(request, []));
    if (request.status === 'approved')
      return this.#requeueOr(startJobId(request), () => this.#start(request));
    if (request.status === 'cancelled' || request.status === 'expired') {
      const own = request.status === 'cancelled' ? pressJobId(request.decision.press) : expireJobId(request);
      const job = this.#board.jobs.get(own);
      if (job !== undefined && job.state !== 'completed' && job.state !== 'failed') return 0;
      return this.#requeueOr(`ended-${requestId}`, () =>
        this.#add(`ended-${requestId}`, { queue: 'progress', requestId }),
      );
    }
    if (isFinished(request)) {
      const work = { queue: 'report', requestId, round: request.round } as const;
      return this.#requeueOr(reportJobId(request), () => this.#add(reportJobId(request), work));
    }
    return request.status === 'running'
      ? this.#requeueOr(reportJobId(request), () => this.#unlink(request))
      : 0;
  }

  #requeueOr(id: string, add: () => unknown): number | 'over' {
    const job = this.#board.jobs.get(id);
    if (job !== undefined) return this.#board.requeueIfExhausted(job, this.#now);
    add();
    return 1;
  }

  #askAgain(request: Request): void {
    const { delivery, kind, queries, reason, dryRun, requester, channel, thread, askedAt } = request;
    const command = { type: 'unlink', kind, queries, reason, dryRun } as const;
    const ask = { delivery, command, requester, channel, thread, askedAt };
    this.#add(askJobId(delivery), { queue: 'ask', ask });
  }

  #write<T>(name: string, effect: () => T): Promise<T> {
    return this.#scheduler.call(this.#caller, name, effect, this.#trouble);
  }
}
