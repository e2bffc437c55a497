import { randomUUID } from 'node:crypto';
import {
  type ConnectionOptions,
  DelayedError,
  type Job,
  type Telemetry,
  UnrecoverableError,
  Worker,
} from 'bullmq';
import { z } from 'zod';
import { anchorAudit } from '../flow/anchor-audit.js';
import { decide } from '../flow/decide.js';
import { expireInTime, remind } from '../flow/expire.js';
import { jobFailed, lastTryFailed } from '../flow/job-failed.js';
import { lookUp } from '../flow/look-up.js';
import { maintain } from '../flow/maintain.js';
import { remindOperators } from '../flow/manual-task.js';
import type { Attempt, EnqueueAttempts } from '../flow/ports/jobs.js';
import type { Ports } from '../flow/ports/ports.js';
import { repair } from '../flow/repair.js';
import { report } from '../flow/report.js';
import { showProgress } from '../flow/show-card.js';
import { showHome } from '../flow/show-home.js';
import { startRun } from '../flow/start.js';
import { TryLater } from '../flow/try-later.js';
import { unlinkAsset } from '../flow/unlink.js';
import { refusedWrite } from '../shared/refused-write.js';
import { failedForGood, failedJob, requestIdOf } from './failed-job.js';
import { claimed, isNewer, jobData, type QueueName, queueNames } from './job-data.js';

export interface WorkersOptions {
  readonly connection: ConnectionOptions;
  readonly prefix: string;
  /** Carries traces from job to job; absent or null: none. */
  readonly telemetry?: Telemetry | null;
  /** The number of unlinks that run at once in this process. */
  readonly unlinkConcurrency: number;
  readonly enqueueAttempts: Pick<EnqueueAttempts, 'isDisowned' | 'begun' | 'finished'>;
}

/** The workers of this process. */
export interface Workers {
  /** Resolves when all of them accept jobs. */
  readonly ready: () => Promise<void>;
  /** Takes no new jobs, and resolves when the current ones are done. */
  readonly close: () => Promise<void>;
}

/**
 * After a crash, a job runs again within lockDuration + 2 × stalledInterval: 15 s. Many crashes may hit a job through
 * no fault of its own, so it is not given up at the second one, BullMQ's default.
 */
const recovery = { lockDuration: 10_000, stalledInterval: 2_500, maxStalledCount: 10 } as const;

/**
 * The longest an idle worker waits, in seconds, before it looks for a job by itself: its wake-up may be lost when
 * another Redis server takes over.
 */
const drainDelay = 2;

/** The number of jobs of a queue that run at once in a process, unless configured. */
const jobsAtOnce = 10;
/** Maintenance scans everything; several runs at once, left over from killed workers, would starve other jobs. */
const upkeepAtOnce = 1;

/** The time this worker leaves a job of a newer version alone. */
const leftForMs = 5_000;
/** After this, a worker of that version should have taken the job. */
const rolledOutMs = 10 * 60_000;

const taken = z.object({ taking: z.string().optional().catch(undefined) }).catch({});

/** Slack repeats a delivery for about six minutes; this leaves a margin. */
const redeliveredForMs = 10 * 60_000;
/** The interval at which a revoked job is checked again during that time. */
const lookedAgainMs = 10_000;

type Step = (
  job: { readonly queue: QueueName; readonly data: unknown },
  attempt: Attempt,
  ports: Ports,
) => Promise<unknown>;

/** A step that only receives data it understands. */
function understanding<D>(
  schema: z.ZodType<D>,
  step: (data: D, attempt: Attempt, ports: Ports) => Promise<unknown>,
): Step {
  return ({ queue, data }, attempt, ports) => {
    const parsed = schema.safeParse(data);
    if (parsed.success) return step(parsed.data, attempt, ports);
    // During a rollout, old workers leave a new version's jobs to new workers.
    if (isNewer(data)) {
      if (attempt.ageMs > rolledOutMs) ports.alerts.raise({ type: 'newer_job', queue });
      throw new TryLater(leftForMs, 'the job is of a newer version of the bot');
    }
    throw new UnrecoverableError('the data of the job is not understood by this version of the bot');
  };
}

const steps: { readonly [Q in QueueName]: Step } = {
  ask: understanding(jobData.ask, ({ ask }, attempt, ports) => lookUp(ask, attempt, ports)),
  press: understanding(jobData.press, ({ press }, attempt, ports) => decide(press, attempt, ports)),
  expire: understanding(jobData.expire, ({ requestId }, _attempt, ports) => expireInTime(requestId, ports)),
  remind: understanding(jobData.remind, (data, _attempt, ports) => remind(data, ports)),
  remind_operators: understanding(jobData.remind_operators, (data, _attempt, ports) =>
    remindOperators(data, ports),
  ),
  start: understanding(jobData.start, ({ requestId }, attempt, ports) => startRun(requestId, attempt, ports)),
  unlink: understanding(jobData.unlink, (job, attempt, ports) => unlinkAsset(job, attempt, ports)),
  progress: understanding(jobData.progress, ({ requestId }, _attempt, ports) =>
    showProgress(requestId, ports),
  ),
  report: understanding(jobData.report, (job, _attempt, ports) => report(job, ports)),
  home: understanding(jobData.home, (job, _attempt, ports) => showHome(job, ports)),
  repair: understanding(jobData.repair, (_data, _attempt, ports) => repair(ports)),
  tidy: understanding(jobData.tidy, (_data, _attempt, ports) => maintain(ports)),
  anchor: understanding(jobData.anchor, (_data, _attempt, ports) => anchorAudit(ports)),
};

/** Starts one BullMQ worker per queue; each job is one step of a request. */
export function startWorkers(options: WorkersOptions, ports: Ports): Workers {
  const workers = queueNames.map((name) => startWorker(name, options, ports));
  return {
    ready: async () => void (await Promise.all(workers.map((worker) => worker.waitUntilReady()))),
    close: async () => void (await Promise.all(workers.map((worker) => worker.close()))),
  };
}

/** The dependencies of a job's run beyond those of its step. */
type RunPorts = Ports & Pick<WorkersOptions, 'enqueueAttempts'>;

function startWorker(name: QueueName, options: WorkersOptions, ports: Ports): Worker {
  const { connection, prefix, enqueueAttempts, telemetry = null } = options;
  const worker = new Worker(name, (job, token) => run(name, job, token, { ...ports, enqueueAttempts }), {
    connection,
    prefix,
    concurrency: concurrencyOf(name, options),
    drainDelay,
    ...(telemetry === null ? {} : { telemetry }),
    ...recovery,
  });
  worker.on('failed', (job, error) => {
    ports.log.error('job.failed', 'a job failed', {
      queue: name,
      job: job?.id,
      request: requestIdOf(job?.data),
      tries: job?.attemptsMade,
      error: String(error),
    });
    raiseRefusal(error, ports);
    const failed = job === undefined ? null : failedForGood(name, job);
    if (failed === null) return;
    jobFailed(failed, ports).catch((problem: unknown) =>
      ports.log.error('job.failure_not_reported', 'could not report a failed job', {
        queue: name,
        job: failed.job,
        request: failed.requestId,
        error: String(problem),
      }),
    );
  });
  worker.on('stalled', (job) =>
    ports.log.warn('job.stalled', 'a job lost its worker and runs again', { queue: name, job }),
  );
  worker.on('error', (error) => {
    ports.log.error('queue.error', 'the job queue reported an error', { queue: name, error: String(error) });
    raiseRefusal(error, ports);
  });
  return worker;
}

function concurrencyOf(name: QueueName, { unlinkConcurrency }: WorkersOptions): number {
  if (name === 'unlink') return unlinkConcurrency;
  return name === 'repair' || name === 'tidy' || name === 'anchor' ? upkeepAtOnce : jobsAtOnce;
}

function raiseRefusal(error: unknown, { alerts }: Ports): void {
  const code = refusedWrite(error);
  if (code !== null) alerts.raise({ type: 'redis_refuses_writes', code });
}

/** Runs a job and measures it. */
async function run(name: QueueName, job: Job, token: string | undefined, ports: RunPorts): Promise<void> {
  const end = ports.metrics.job(name, waitOf(job));
  try {
    await runOrPostpone(name, job, token, ports);
    end('completed');
  } catch (error) {
    end(error instanceof DelayedError ? 'postponed' : 'failed');
    throw error;
  }
}

/** The time from when a job was due until its first run; null in a later run, which may have been put off. */
function waitOf({ attemptsStarted, timestamp, opts }: Job): number | null {
  return attemptsStarted === 1 ? Date.now() - timestamp - (opts.delay ?? 0) : null;
}

async function runOrPostpone(
  name: QueueName,
  job: Job,
  token: string | undefined,
  ports: RunPorts,
): Promise<void> {
  try {
    if (await isDisowned(job, ports)) return forgotten(name, job, ports);
    await claim(job);
    await carryOut(name, job, ports);
    if (isTaken(job)) ports.enqueueAttempts.finished(job.id ?? '');
  } catch (error) {
    if (!(error instanceof TryLater)) throw error;
    ports.log.warn('job.postponed', 'postponed a job', {
      ...{ queue: name, job: job.id, request: requestIdOf(job.data) },
      why: error.message,
    });
    // Spread jobs that wait for the same thing, so that they do not all return at once.
    const spread = error.isExact ? 1 : 1 + Math.random() / 5;
    await job.moveToDelayed(Date.now() + Math.ceil(error.delayMs * spread), token);
    throw new DelayedError();
  }
}

/**
 * Tells the person who waits for a job before its failure is final; if they cannot be told at that moment, the job fails
 * later.
 */
async function carryOut(name: QueueName, job: Job, ports: Ports): Promise<void> {
  const attempt = attemptOf(job);
  try {
    await steps[name]({ queue: name, data: job.data }, attempt, ports);
  } catch (error) {
    const isOver = error instanceof UnrecoverableError || attempt.last;
    if (!(error instanceof TryLater) && isOver) await lastTryFailed(failedJob(name, job), attempt, ports);
    throw error;
  }
}

/**
 * Converts a started job to this version's data. A worker of an older version knows no verdicts and must not judge it
 * again.
 */
async function claim(job: Job): Promise<void> {
  const data = claimed(job.data);
  if (data !== null) await job.updateData(data);
}

/** Somebody waited until it was enqueued, and may have been told that it was not. */
function isTaken({ data }: Job): boolean {
  return taken.parse(data).taking !== undefined;
}

/** Checks whether the job was revoked; otherwise marks it as started, and it is then finished in any case. */
async function isDisowned(
  { id = '', data }: Job,
  { enqueueAttempts }: Pick<WorkersOptions, 'enqueueAttempts'>,
): Promise<boolean> {
  const { taking } = taken.parse(data);
  if (taking === undefined) return false;
  if (await enqueueAttempts.isDisowned(id, taking)) return true;
  await enqueueAttempts.begun(id);
  return false;
}

/**
 * The person was told that it was not recorded. The job is kept for a while, because the same delivery may be
 * repeated and recorded; after that it leaves nothing behind.
 */
function forgotten(name: QueueName, job: Job, { log }: Ports): void {
  if (attemptOf(job).ageMs < redeliveredForMs)
    throw new TryLater(lookedAgainMs, 'whoever gave this was told that it was not recorded');
  log.warn('job.revoked', 'dropped a job whose sender was told that it was not recorded', {
    ...{ queue: name, job: job.id },
    request: requestIdOf(job.data),
  });
  job.opts = { ...job.opts, removeOnComplete: true };
}

function attemptOf(job: Job): Attempt {
  const number = job.attemptsMade + 1;
  return {
    run: randomUUID(),
    number,
    last: number >= (job.opts.attempts ?? 1),
    ageMs: Date.now() - job.timestamp,
  };
}
