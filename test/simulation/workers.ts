import type { Policies } from '../../src/core/request/policy.js';
import { noMetrics } from '../../src/flow/ports/metrics.js';
import type { Ports } from '../../src/flow/ports/ports.js';
import type { Board, Job } from './job-board.js';
import { MemoryChat } from './memory-chat.js';
import { MemoryJobs } from './memory-jobs.js';
import { MemoryStore, type Shelf } from './memory-store.js';
import { type Account, MemoryZca } from './memory-zca.js';
import { Process, type Surroundings } from './process.js';
import { runJob } from './runner.js';
import type { Caller } from './scheduler.js';

/** One run of one job in one process. */
export interface Run extends Caller {
  readonly job: Job;
  readonly process: Process;
  readonly startedAtStep: number;
  /** The true time, in milliseconds since the epoch. */
  readonly startedAt: number;
}

export interface Outside extends Surroundings {
  readonly shelf: Shelf;
  readonly board: Board;
  readonly account: Account;
  readonly policiesNow: () => Policies;
}

const processCount = 3;
/** BullMQ finds a stalled job this long after its lock has expired. */
const stalledMs = 15_000;

/** Shared by every run of every schedule, so nothing can be stored in it. */
const unused = Object.freeze({
  zalo: { linkedZca: async () => null },
  manual: null,
  operators: [],
  maxOpenRequests: 10,
  askedInMessage: { requestsOf: async () => [] },
  pastUnlinks: { newestOf: async () => null },
  overview: { answer: async () => undefined, showHome: async () => undefined },
  homeReaders: { remember: async () => undefined, has: async () => false },
  linked: null,
  maintenance: { healIndex: async () => 0, healPending: async () => 0, forget: async () => [] },
  anchor: { head: async () => null, post: async () => undefined },
  queryAudit: { noted: async () => undefined },
  keepFinishedMs: Number.MAX_SAFE_INTEGER,
  alerts: { raise: () => undefined },
  metrics: noMetrics,
  // No look-up takes long here.
  later: () => () => undefined,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
} satisfies Partial<Ports>);

/** The workers: which jobs run, and in which process. */
export class Workers {
  readonly #outside: Outside;
  /** The lead of each process's machine clock, in milliseconds; processes take them in turn. */
  readonly #clocks: readonly number[];
  readonly #runs: Run[] = [];
  readonly #processes = new Map<number, Process>();
  #runCount = 0;

  constructor(outside: Outside, clocks: readonly number[]) {
    this.#outside = outside;
    this.#clocks = clocks;
  }

  begin(job: Job): void {
    const { scheduler, board } = this.#outside;
    scheduler.step += 1;
    const process = this.#process(this.#runCount % processCount);
    this.#runCount += 1;
    const run: Run = {
      job,
      process,
      get name() {
        return `${process.name} (${shortened(job.id)})`;
      },
      startedAtStep: scheduler.step,
      startedAt: scheduler.now,
      isDead: false,
      end: () => process.end(),
    };
    board.take(job, run);
    this.#runs.push(run);
    if (job.work.queue !== 'repair') scheduler.tell(() => `${run.name} begins`);
    void this.#carryOut(run);
  }

  /** Gives the longest-running job to another worker as well, as if it had stalled. */
  beginTwin(): void {
    const [first] = this.#runs;
    if (first === undefined) return;
    this.#outside.scheduler.tell(
      () => `${shortened(first.job.id)} is given to another worker as well, as if it had stalled`,
    );
    this.begin(first.job);
  }

  async #carryOut(run: Run): Promise<void> {
    const { scheduler, simulated, board } = this.#outside;
    await run.process.ready;
    const ports = this.#portsFor(run);
    const { product } = simulated;
    const name = `run ${run.startedAtStep}`;
    const note = await runJob(run.job, { product, ports, board, now: ports.now, run: name });
    await scheduler.call(run, 'the end of the job', () => this.#ended(run, note), []);
  }

  #ended(run: Run, note: (at: number) => void): void {
    const { scheduler } = this.#outside;
    if (run.job.work.queue !== 'repair') scheduler.tell(() => `${run.name} ends`);
    this.#runs.splice(this.#runs.indexOf(run), 1);
    // The end of a job counts only from the run that holds its lock.
    if (run.job.lock !== run) return;
    run.job.lock = null;
    note(scheduler.now);
  }

  #process(number: number): Process {
    const known = this.#processes.get(number);
    if (known !== undefined) return known;
    const aheadMs = this.#clocks[number % this.#clocks.length] ?? 0;
    const made = new Process(number, aheadMs, this.#outside, () => this.#processEnded(made));
    this.#processes.set(number, made);
    return made;
  }

  #processEnded(process: Process): void {
    const { scheduler, board } = this.#outside;
    this.#processes.delete(process.number);
    for (const run of [...this.#runs]) {
      if (run.process !== process) continue;
      run.isDead = true;
      this.#runs.splice(this.#runs.indexOf(run), 1);
      if (run.job.lock !== run) continue;
      run.job.lock = null;
      board.delay(run.job, scheduler.now + stalledMs);
    }
    scheduler.bury();
  }

  #portsFor(run: Run): Ports {
    const { scheduler, simulated, workspace, shelf, board, account, policiesNow } = this.#outside;
    const { store, jobs, chat, zca } = simulated.trouble;
    const { now, people } = run.process;
    return {
      chat: new MemoryChat(workspace, scheduler, run, chat, {
        people,
        offersOf: (request) => simulated.offersOf(request, policiesNow()),
        isSaid: (request, note) => simulated.isSaid(request, note),
        notes: simulated.product,
      }),
      zca: new MemoryZca(account, scheduler, run, zca),
      ...unused,
      store: new MemoryStore(shelf, scheduler, run, store),
      jobs: new MemoryJobs(board, scheduler, run, jobs),
      policies: policiesNow(),
      now,
    };
  }
}

/** The distinguishing part of a job's id, for a reader. */
function shortened(id: string): string {
  return id.replace(/[0-9a-f]{64}/u, (hash) => hash.slice(0, 4));
}
