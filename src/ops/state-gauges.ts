import { Gauge, type Registry } from 'prom-client';
import type { ZcaState } from '../flow/ports/zca-state.js';
import { withTimeout } from '../shared/with-timeout.js';

/** A scrape waits no longer for Redis. */
const timeoutMs = 1_000;

/** The state that all processes share, read from Redis. */
export interface SharedState {
  readonly queues: readonly {
    readonly queue: string;
    readonly jobs: { readonly [state: string]: number };
    readonly oldestWaitingMs: number;
  }[];
  readonly openRequests: number;
  /** Audit entries that a sink of events has not taken, for each sink that ever took or began. */
  readonly eventsWaiting: readonly { readonly sink: string; readonly entries: number }[];
  readonly hasWorker: boolean;
  /** Null: no call or check has shown it lately. */
  readonly zca: ZcaState | null;
}

/**
 * Gauges of what Redis holds. Every process shows the same values, so queries take their maximum. While Redis does not
 * answer they are absent: an old value would look like a true one.
 */
export class StateGauges {
  readonly #read: () => Promise<SharedState>;
  readonly #redisUp: Gauge;
  readonly #jobs: Gauge;
  readonly #oldest: Gauge;
  readonly #open: Gauge;
  readonly #events: Gauge;
  readonly #workerUp: Gauge;
  readonly #zcaUp: Gauge;
  /** A reading that Redis has not answered yet; no second one follows it. */
  #reading: Promise<void> | null = null;

  constructor(read: () => Promise<SharedState>, registry: Registry) {
    this.#read = read;
    const gauge = (name: string, help: string, labelNames: string[] = []) =>
      new Gauge({ name: `zca_unlink_${name}`, help, labelNames, registers: [registry] });
    this.#redisUp = gauge('redis_up', 'Whether Redis answered this scrape in time.');
    this.#jobs = gauge('queue_jobs', 'Jobs in a queue, by state.', ['queue', 'state']);
    this.#oldest = gauge(
      'queue_oldest_waiting_job_age_seconds',
      'How long the oldest job of a queue has been due without being taken; 0 if none waits.',
      ['queue'],
    );
    this.#open = gauge('requests_open', 'Requests that are not over.');
    this.#events = gauge('events_waiting', 'Audit entries that a sink of events has not taken.', ['sink']);
    this.#workerUp = gauge('worker_up', 'Whether any worker is there.');
    this.#zcaUp = gauge('zca_up', 'Whether the ZCA answers; absent while nothing has shown it lately.');
    this.#forget();
  }

  /** Reads the state; resolves within a second. */
  async refresh(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
    const answered = await withTimeout(timeoutMs, this.#reading).catch(() => 'late');
    if (answered === 'late') this.#forget();
  }

  async #readAll(): Promise<void> {
    const { queues, openRequests, eventsWaiting, hasWorker, zca } = await this.#read();
    this.#forget();
    this.#redisUp.set(1);
    for (const { queue, jobs, oldestWaitingMs } of queues) {
      for (const [state, count] of Object.entries(jobs)) this.#jobs.set({ queue, state }, count);
      this.#oldest.set({ queue }, oldestWaitingMs / 1_000);
    }
    for (const { sink, entries } of eventsWaiting) this.#events.set({ sink }, entries);
    this.#open.set(openRequests);
    this.#workerUp.set(Number(hasWorker));
    if (zca !== null) this.#zcaUp.set(Number(zca === 'answers'));
  }

  #forget(): void {
    for (const gauge of [this.#open, this.#workerUp, this.#zcaUp]) gauge.remove();
    for (const gauge of [this.#jobs, this.#oldest, this.#events]) gauge.reset();
    this.#redisUp.set(0);
  }
}
