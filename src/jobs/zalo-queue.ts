import { type ConnectionOptions, DelayedError, type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { z } from 'zod';
import type { Alerts } from '../flow/ports/alerts.js';
import type { Log } from '../flow/ports/log.js';
import type { Replicas } from '../flow/ports/store.js';
import type { ZaloEvent, ZaloEvents } from '../flow/ports/zalo-events.js';
import { TryLater } from '../flow/try-later.js';
import { refusedWrite } from '../shared/refused-write.js';

export interface ZaloQueueOptions {
  readonly connection: ConnectionOptions;
  /** Prefix of every BullMQ key, with a hash tag. */
  readonly prefix: string;
  readonly log: Log;
}

export const zaloQueueName = 'zalo';
const queueName = zaloQueueName;
const version = 1;
const attempts = 5;
const backoffMs = 1_000;
const day = 24 * 60 * 60;
/**
 * Finished events beyond these are forgotten, so that a flood does not fill Redis. A repeat of one is handled again, which
 * changes nothing: commands, presses and answers are each known by their delivery.
 */
const mostKept = 20_000;

const about = {
  from: z.object({ surface: z.enum(['zalo', 'zalo-bot']), id: z.string() }),
  to: z.string(),
  at: z.number(),
  delivery: z.string().regex(/^[0-9a-f]{64}$/u),
};
const messageId = z.string();
const event: z.ZodType<ZaloEvent> = z.discriminatedUnion('type', [
  z.object({
    ...about,
    ...{ type: z.literal('text'), messageId, text: z.string() },
    ...{ quotes: z.string().nullable(), isInGroup: z.boolean() },
  }),
  z.object({ ...about, type: z.literal('press'), messageId, payload: z.string() }),
  z.object({ ...about, type: z.literal('picture'), messageId }),
  z.object({ ...about, type: z.literal('follow') }),
  z.object({ ...about, type: z.literal('unfollow') }),
]);
const jobData = z.object({ version: z.literal(version), event });

/** Stores Zalo's events as jobs. A job's id is the event's hash, so one that Zalo sends again is no second job. */
export class ZaloQueue implements ZaloEvents {
  readonly #queue: Queue;
  readonly #replicas: Replicas;
  readonly #alerts: Alerts;

  /** @param rememberMs an event that was done is known for so long: no shorter than Zalo may repeat it */
  constructor(
    { connection, prefix, log }: ZaloQueueOptions,
    {
      replicas,
      alerts,
      rememberMs,
    }: { readonly replicas: Replicas; readonly alerts: Alerts; readonly rememberMs: number },
  ) {
    this.#replicas = replicas;
    this.#alerts = alerts;
    this.#queue = new Queue(queueName, {
      connection,
      prefix,
      defaultJobOptions: {
        attempts,
        backoff: { type: 'exponential', delay: backoffMs, jitter: 0.5 },
        removeOnComplete: { age: Math.ceil(rememberMs / 1_000), count: mostKept },
        removeOnFail: { age: day, count: mostKept },
      },
    });
    this.#queue.on('error', (error) =>
      log.error('queue.error', 'the job queue reported an error', { error: error.message }),
    );
  }

  async take(taken: ZaloEvent): Promise<void> {
    try {
      await this.#replicas.holding(() =>
        this.#queue.add(queueName, { version, event: taken }, { jobId: `zalo-${taken.delivery}` }),
      );
    } catch (error) {
      const code = refusedWrite(error);
      if (code !== null) this.#alerts.raise({ type: 'redis_refuses_writes', code });
      throw error;
    }
  }

  /** Resolves when Redis answers. */
  async ready(): Promise<void> {
    await this.#queue.waitUntilReady();
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}

/** After a crash an event runs again within 15 s; many crashes may hit it through no fault of its own. */
const recovery = { lockDuration: 10_000, stalledInterval: 2_500, maxStalledCount: 10 } as const;

export interface ZaloHandling {
  readonly handle: (event: ZaloEvent) => Promise<void>;
  /** Called when `handle` has failed at every attempt, before the event is over. */
  readonly giveUp: (event: ZaloEvent) => Promise<void>;
}

/** Hands each stored event to `handle`, several times if it fails. Events of one person may run side by side. */
export function startZaloWorker(
  { connection, prefix, log }: ZaloQueueOptions,
  { handle, giveUp }: ZaloHandling,
  alerts: Alerts,
): { readonly ready: () => Promise<void>; readonly close: () => Promise<void> } {
  const worker = new Worker(
    queueName,
    async (job, token) => {
      const parsed = jobData.safeParse(job.data);
      if (!parsed.success)
        throw new UnrecoverableError('the data of the job is not understood by this version of the bot');
      const { event } = parsed.data;
      try {
        await handle(event).catch(async (error: unknown) => {
          if (!(error instanceof TryLater) && isLastTry(job, error)) await giveUp(event);
          throw error;
        });
      } catch (error) {
        if (!(error instanceof TryLater)) throw error;
        await job.moveToDelayed(Date.now() + Math.ceil(error.delayMs), token);
        throw new DelayedError();
      }
    },
    { connection, prefix, concurrency: 10, drainDelay: 2, ...recovery },
  );
  worker.on('error', (error) =>
    log.error('queue.error', 'the job queue reported an error', { error: error.message }),
  );
  worker.on('failed', (job, error) => {
    // BullMQ sets this only when a job is over, not when it will be retried.
    if (typeof job?.finishedOn === 'number')
      alerts.raise({ type: 'job_failed', queue: queueName, job: job.id ?? '', requestId: null });
    log.warn('job.failed', 'a job failed', {
      queue: queueName,
      job: job?.id ?? '',
      tries: job?.attemptsMade ?? 0,
      error: String(error),
    });
  });
  return {
    ready: async () => void (await worker.waitUntilReady()),
    close: () => worker.close(),
  };
}

function isLastTry(job: Job, error: unknown): boolean {
  return error instanceof UnrecoverableError || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
}
