import { randomUUID } from 'node:crypto';
import { type ConnectionOptions, FlowProducer, type JobsOptions, Queue, type Telemetry } from 'bullmq';
import type { Press, SubmittedCommand } from '../core/command/submitted-command.js';
import { manualTaskOf } from '../core/request/manual-task.js';
import {
  type Approved,
  type CardRequest,
  chosenAssets,
  type Pending,
  type Request,
  type Running,
} from '../core/request/request.js';
import { outcomeOf } from '../core/request/run-outcomes.js';
import type { Alerts } from '../flow/ports/alerts.js';
import type { EnqueueAttempts, Jobs } from '../flow/ports/jobs.js';
import type { Log } from '../flow/ports/log.js';
import type { Replicas } from '../flow/ports/store.js';
import { refusedWrite } from '../shared/refused-write.js';
import { dataVersion, type QueueName, queueNames, type StoredJob, toStored } from './job-data.js';
import { askJobId, expireJobId, pressJobId, remindJobId, reportJobId, startJobId } from './job-ids.js';
import { type JobLimits, jobOptions } from './job-options.js';
import { LostJobs } from './lost-jobs.js';
import { MaintenanceSchedule } from './maintenance-schedule.js';
import { type QueueState, queueStateOf } from './queue-state.js';
import { endOf } from './requeue-if-exhausted.js';

export interface QueuesOptions extends JobLimits {
  readonly connection: ConnectionOptions;
  /**
   * Prefix of every BullMQ key; it contains a hash tag, so that a flow's queues share one slot of a Redis Cluster.
   */
  readonly prefix: string;
  /** Queues beside those of requests, which only have to be looked at. */
  readonly others?: readonly string[];
  readonly enqueueAttempts: Pick<EnqueueAttempts, 'taken' | 'disown'>;
  /** Carries traces from job to job; absent or null: none. */
  readonly telemetry?: Telemetry | null;
  readonly replicas: Replicas;
  readonly alerts: Alerts;
  readonly log: Log;
}

const version = dataVersion;
/** The interval between updates of a run's card or of an overview: Slack takes about one update a second. */
const redrawEveryMs = 2_000;

/**
 * The Jobs port on BullMQ. A job's id says what it does, so adding it twice gives one job; finished jobs are kept for a
 * while, so that this holds after they are done.
 */
export class Queues implements Jobs {
  readonly #queues: { readonly [Q in QueueName]: Queue };
  readonly #others: readonly Queue[];
  readonly #flows: FlowProducer;
  readonly #options: QueuesOptions;
  readonly #jobOptions: JobsOptions;
  readonly #lost: LostJobs;
  /** The recurring maintenance. */
  readonly maintenance: MaintenanceSchedule;

  constructor(options: QueuesOptions) {
    const { prefix, telemetry = null } = options;
    const connection = { connection: options.connection, ...(telemetry === null ? {} : { telemetry }) };
    this.#options = options;
    this.#jobOptions = jobOptions(options);
    const queue = (name: QueueName) =>
      new Queue(name, { ...connection, prefix, defaultJobOptions: this.#jobOptions });
    this.#queues = {
      ask: queue('ask'),
      press: queue('press'),
      expire: queue('expire'),
      remind: queue('remind'),
      remind_operators: queue('remind_operators'),
      start: queue('start'),
      unlink: queue('unlink'),
      progress: queue('progress'),
      report: queue('report'),
      home: queue('home'),
      repair: queue('repair'),
      tidy: queue('tidy'),
      anchor: queue('anchor'),
    };
    this.#others = (options.others ?? []).map((name) => new Queue(name, { ...connection, prefix }));
    this.#flows = new FlowProducer({ ...connection, prefix });
    this.#lost = new LostJobs(this.#queues, this);
    this.maintenance = new MaintenanceSchedule(this.#queues);
    const trouble = (error: Error) => {
      this.#raiseRefusal(error);
      options.log.error('queue.error', 'the job queue reported an error', { error: error.message });
    };
    for (const queue of this.all) queue.on('error', trouble);
    this.#flows.on('error', trouble);
  }

  /** Resolves when Redis answers; from then on, an unavailable Redis is an immediate error, not a wait. */
  async ready(): Promise<void> {
    await Promise.all([...this.all.map((queue) => queue.waitUntilReady()), this.#flows.waitUntilReady()]);
  }

  async ask(ask: SubmittedCommand): Promise<void> {
    await this.#take('ask', askJobId(ask.delivery), (taking) => ({ version, ask, taking }));
  }

  async press(press: Press): Promise<void> {
    await this.#take('press', pressJobId(press.press), (taking) => ({
      version,
      press: toStored(press),
      taking,
    }));
  }

  /** True if a command or a click is recorded and not yet done. */
  async isOpen(queue: 'ask' | 'press', hash: string): Promise<boolean> {
    const job = await this.#queues[queue].getJob(queue === 'ask' ? askJobId(hash) : pressJobId(hash));
    return job !== undefined && (await endOf(job)) === null;
  }

  async watch({ id: requestId, expiresAt }: Pending, remindersMs: readonly number[]): Promise<number> {
    const now = Date.now();
    const delay = Math.max(0, expiresAt - now);
    const jobId = expireJobId({ id: requestId, expiresAt });
    let missing = await this.#addMissing('expire', jobId, { version, requestId }, delay);
    // The earliest reminder comes first.
    const before = [...remindersMs].sort((a, b) => b - a);
    for (const [number, ms] of before.entries()) {
      const due = expiresAt - ms - now;
      const data = { version, requestId, number, expiresAt } as const;
      const reminderId = remindJobId({ id: requestId, expiresAt }, number);
      if (due > 0) missing += await this.#addMissing('remind', reminderId, data, due);
    }
    return missing;
  }

  async unwatch(request: CardRequest, remindersMs: readonly number[]): Promise<void> {
    const reminders = remindersMs.map((_, number) => remindJobId(request, number));
    await Promise.all([
      this.#queues.expire.remove(expireJobId(request)),
      ...reminders.map((id) => this.#queues.remind.remove(id)),
    ]);
  }

  async start(request: Approved): Promise<void> {
    const delay = Math.max(0, (request.startsAt ?? 0) - Date.now());
    await this.#add('start', startJobId(request), { version, requestId: request.id }, delay);
  }

  async unlink(request: Running): Promise<void> {
    const { prefix } = this.#options;
    const { id: requestId, round } = request;
    // A flow is added as a whole. Adding it again would make the report wait again for jobs that failed for good.
    if ((await this.#queues.report.getJob(reportJobId(request))) !== undefined) return;
    const left = chosenAssets(request).filter(({ id }) => outcomeOf(request, id) === null);
    const children = left.map(({ id }) => ({
      name: 'unlink',
      queueName: 'unlink',
      prefix,
      data: { version, requestId, id, round } satisfies StoredJob<'unlink'>,
      // Otherwise a parent would wait for ever for a child that failed for good.
      opts: {
        ...this.#jobOptions,
        jobId: `unlink-${requestId}-${round}-${id}`,
        ignoreDependencyOnFailure: true,
      },
    }));
    const data: StoredJob<'report'> = { version, requestId, round };
    const opts = { ...this.#jobOptions, jobId: reportJobId(request) };
    await this.#flows.add({ name: 'report', queueName: 'report', prefix, data, opts, children });
  }

  async report(request: Running): Promise<void> {
    const { id: requestId, round } = request;
    // A separate job: the one that waited for the run's jobs may be over, or about to end.
    await this.#add('report', `${reportJobId(request)}-operators`, { version, requestId, round });
  }

  async remindOperators(request: Running, remindersMs: readonly number[]): Promise<number> {
    const { id: requestId, round } = request;
    const { since } = manualTaskOf(request);
    let missing = 0;
    for (const [number, ms] of [...remindersMs].sort((a, b) => a - b).entries()) {
      const due = since + ms - Date.now();
      const data = { version, requestId, round, number } as const;
      const jobId = `operators-${requestId}-${round}-${number}`;
      if (due > 0) missing += await this.#addMissing('remind_operators', jobId, data, due);
    }
    return missing;
  }

  async progress(requestId: string): Promise<void> {
    const { stretch, delay } = stretchOf(redrawEveryMs);
    await this.#queues.progress.add('progress', { version, requestId } satisfies StoredJob<'progress'>, {
      jobId: `progress-${requestId}-${stretch}`,
      delay,
      removeOnComplete: true,
    });
  }

  async home(user: string): Promise<void> {
    const data: StoredJob<'home'> = { version, user, isOpened: true };
    await this.#queues.home.add('home', data, { removeOnComplete: true });
  }

  async refreshHome(user: string): Promise<void> {
    const { stretch, delay } = stretchOf(redrawEveryMs);
    const data: StoredJob<'home'> = { version, user, isOpened: false };
    await this.#queues.home.add('home', data, {
      jobId: `home-${user}-${stretch}`,
      delay,
      removeOnComplete: true,
    });
  }

  revive(request: Request): Promise<number | 'over'> {
    return this.#lost.revive(request);
  }

  /** BullMQ's own queues, for looking into them. */
  get all(): readonly Queue[] {
    return [...queueNames.map((name) => this.#queues[name]), ...this.#others];
  }

  /** How many jobs each queue holds, and how long the oldest has waited. */
  states(): Promise<QueueState[]> {
    return Promise.all(this.all.map((queue) => queueStateOf(queue.name, queue, Date.now())));
  }

  async close(): Promise<void> {
    await Promise.all([...this.all.map((queue) => queue.close()), this.#flows.close()]);
  }

  /**
   * Enqueues a job. If this fails, the person is told that it was not recorded, so the attempt is revoked: a stalled
   * Redis may still process it later.
   */
  async #take<Q extends 'ask' | 'press'>(
    name: Q,
    jobId: string,
    data: (taking: string) => StoredJob<Q>,
  ): Promise<void> {
    const { enqueueAttempts, replicas } = this.#options;
    const taking = randomUUID();
    try {
      await replicas.holding(async () => {
        const added = this.#add(name, jobId, data(taking));
        await Promise.all([added, sent().then(() => enqueueAttempts.taken(jobId, taking))]);
      });
    } catch (error) {
      this.#raiseRefusal(error);
      enqueueAttempts.disown(taking);
      throw error;
    }
  }

  #raiseRefusal(error: unknown): void {
    const code = refusedWrite(error);
    if (code !== null) this.#options.alerts.raise({ type: 'redis_refuses_writes', code });
  }

  async #add<Q extends QueueName>(name: Q, jobId: string, data: StoredJob<Q>, delay = 0): Promise<void> {
    await this.#queues[name].add(name, data, { jobId, delay });
  }

  /** Returns 1 if the job was missing, otherwise 0. */
  async #addMissing<Q extends QueueName>(
    name: Q,
    jobId: string,
    data: StoredJob<Q>,
    delay: number,
  ): Promise<number> {
    if ((await this.#queues[name].getJob(jobId)) !== undefined) return 0;
    await this.#add(name, jobId, data, delay);
    return 1;
  }
}

/**
 * Resolves once the pending promises are settled, as after an answer of Redis; by then BullMQ has sent the command that
 * adds a job. What is sent next follows it over the same connection, without waiting for its answer. Only where Redis
 * has yet to learn BullMQ's script is the job added after it.
 */
function sent(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** The current debounce window and the time until its end; all calls within it share one job. */
function stretchOf(lengthMs: number): { readonly stretch: number; readonly delay: number } {
  const now = Date.now();
  const stretch = Math.floor(now / lengthMs);
  return { stretch, delay: (stretch + 1) * lengthMs - now };
}
