import { type ConnectionOptions, FlowProducer, type Job, type JobsOptions, Queue } from 'bullmq';
import type { Ask, Press } from '../core/ask.js';
import { type CardRequest, chosenAssets, type Request } from '../core/request.js';
import type { Jobs, Log } from '../flow/ports.js';
import { type JobData, type QueueName, queueNames } from './job-data.js';

export interface QueuesOptions {
  readonly connection: ConnectionOptions;
  /** Before every key of BullMQ's; holds a hash tag, so that a flow's queues share one slot of a Redis Cluster. */
  readonly prefix: string;
  /** How often a job is tried, and the first pause between two tries in milliseconds; it doubles each time. */
  readonly attempts: number;
  readonly backoffMs: number;
  readonly log: Log;
}

const day = 24 * 60 * 60;
/** How often lost jobs are looked for, in milliseconds. */
const repairEveryMs = 30_000;

/**
 * The Jobs port on BullMQ. A job's id says what it does, so adding it twice is one job; finished jobs are kept, so
 * that this stays true after they are done.
 */
export class Queues implements Jobs {
  readonly #queues: { readonly [Q in QueueName]: Queue };
  readonly #flows: FlowProducer;
  readonly #options: QueuesOptions;

  constructor(options: QueuesOptions) {
    const { connection, prefix } = options;
    const queue = (name: QueueName) =>
      new Queue(name, { connection, prefix, defaultJobOptions: this.#jobOptions() });
    this.#options = options;
    this.#queues = {
      ask: queue('ask'),
      press: queue('press'),
      unlink: queue('unlink'),
      report: queue('report'),
      repair: queue('repair'),
    };
    this.#flows = new FlowProducer({ connection, prefix });
    const trouble = (error: Error) => options.log.error('the queue is in trouble', { error: error.message });
    for (const name of queueNames) this.#queues[name].on('error', trouble);
    this.#flows.on('error', trouble);
  }

  /** Resolves when Redis answers; from then on a Redis that is away is an error at once, not a wait. */
  async ready(): Promise<void> {
    await Promise.all([
      ...queueNames.map((name) => this.#queues[name].waitUntilReady()),
      this.#flows.waitUntilReady(),
    ]);
  }

  async ask(ask: Ask): Promise<void> {
    await this.#add('ask', `ask-${ask.delivery}`, { version: 1, ask });
  }

  async press(press: Press): Promise<void> {
    await this.#add('press', `press-${press.press}`, { version: 1, press });
  }

  async unlink(request: CardRequest): Promise<void> {
    const { prefix } = this.#options;
    const children = chosenAssets(request).map(({ id }) => ({
      name: 'unlink',
      queueName: 'unlink',
      prefix,
      data: { version: 1, requestId: request.id, id } satisfies JobData<'unlink'>,
      // A parent whose child has failed for good would otherwise wait for ever.
      opts: { ...this.#jobOptions(), jobId: unlinkJobId(request.id, id), ignoreDependencyOnFailure: true },
    }));
    const data: JobData<'report'> = { version: 1, requestId: request.id };
    const opts = { ...this.#jobOptions(), jobId: reportJobId(request.id) };
    await this.#flows.add({ name: 'report', queueName: 'report', prefix, data, opts, children });
  }

  async revive(request: Request): Promise<number> {
    if (request.status === 'looking_up') {
      const job = await this.#queues.ask.getJob(`ask-${request.delivery}`);
      return job === undefined ? this.ask(askOf(request)).then(() => 1) : retryIfOver(job);
    }
    if (request.status !== 'approved' && request.status !== 'running') return 0;
    const job = await this.#queues.report.getJob(reportJobId(request.id));
    return job === undefined ? this.unlink(request).then(() => 1) : retryIfOver(job);
  }

  /** Has lost jobs looked for from now on, by whichever worker is free; asked twice, it is still done once. */
  async scheduleRepair(): Promise<void> {
    const data: JobData<'repair'> = { version: 1 };
    const opts = { removeOnComplete: true, removeOnFail: { age: day } };
    await this.#queues.repair.upsertJobScheduler(
      'repair',
      { every: repairEveryMs },
      { name: 'repair', data, opts },
    );
  }

  async close(): Promise<void> {
    await Promise.all([...queueNames.map((name) => this.#queues[name].close()), this.#flows.close()]);
  }

  async #add<Q extends QueueName>(name: Q, jobId: string, data: JobData<Q>): Promise<void> {
    await this.#queues[name].add(name, data, { jobId });
  }

  #jobOptions(): JobsOptions {
    const { attempts, backoffMs } = this.#options;
    return {
      attempts,
      backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
      removeOnComplete: { age: 30 * day },
      removeOnFail: { age: 90 * day },
    };
  }
}

function unlinkJobId(requestId: string, id: string): string {
  return `unlink-${requestId}-${id}`;
}

function reportJobId(requestId: string): string {
  return `report-${requestId}`;
}

function askOf(request: Request): Ask {
  const { delivery, kind, query, reason, requester, channel, thread, askedAt } = request;
  return { delivery, command: { type: 'unlink', kind, query, reason }, requester, channel, thread, askedAt };
}

/** A job that is over while its request is not has left it behind; one that is under way is left alone. */
async function retryIfOver(job: Job): Promise<number> {
  const state = await job.getState();
  if (state !== 'failed' && state !== 'completed') return 0;
  await job.retry(state, { resetAttemptsMade: true });
  return 1;
}
