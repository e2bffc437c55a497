import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { JobResult, Metrics, Neighbour, StoredChange, WaitCause } from '../flow/ports/metrics.js';
import { LabelWords } from './label-words.js';
import { observe } from './observe.js';
import { PrometheusRequests } from './request-metrics.js';

/** In seconds. Slack waits three seconds for its 200. */
const acknowledgementBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];
const jobBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
/** A browser takes up to minutes. */
const callBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const redisBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.7, 1, 5];
const waitBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

/** More than this code has; what comes beyond is counted as `other`. */
const maxWords = { call: 60, result: 30, queue: 30, command: 80, type: 40, event: 300 } as const;

/** The metrics of one process, for Prometheus. */
export class PrometheusMetrics implements Metrics {
  readonly registry = new Registry();
  readonly #requests = new PrometheusRequests(this.registry);
  readonly #words = {
    call: new LabelWords(maxWords.call),
    result: new LabelWords(maxWords.result),
    queue: new LabelWords(maxWords.queue),
    command: new LabelWords(maxWords.command),
    type: new LabelWords(maxWords.type),
    event: new LabelWords(maxWords.event),
  };
  readonly #acknowledgement = this.#histogram(
    'acknowledgement_duration_seconds',
    'Time until a delivery from Slack is acknowledged, by kind of delivery.',
    ['delivery', 'result'],
    acknowledgementBuckets,
  );
  readonly #job = this.#histogram(
    'job_duration_seconds',
    'Time that a job’s run takes, by queue and result.',
    ['queue', 'result'],
    jobBuckets,
  );
  readonly #jobWait = this.#histogram(
    'job_wait_seconds',
    'Time from when a job is due until its first run, by queue.',
    ['queue'],
    jobBuckets,
  );
  readonly #calls: { readonly [N in Neighbour]: Histogram } = {
    zca: this.#calling('zca', 'Time that calls to the ZCA take.'),
    slack: this.#calling('slack', 'Time that calls to Slack’s Web API take.'),
    zalo: this.#calling('zalo', 'Time that calls to Zalo’s OpenAPI take.'),
  };
  readonly #redis = this.#histogram(
    'redis_command_duration_seconds',
    'Time that Redis commands take; commands that wait for a job are left out.',
    ['command', 'result'],
    redisBuckets,
  );
  readonly #wait = this.#histogram(
    'rate_limit_wait_seconds',
    'Waits that a rate limit imposed on a post or a call.',
    ['cause'],
    waitBuckets,
  );
  readonly #repairs = this.#counter(
    'repairs_total',
    'Jobs and messages that requests had lost and got back.',
    ['what'],
  );
  readonly #alerts = this.#counter('alerts_total', 'Alerts raised, by type.', ['type']);
  readonly #logLines = this.#counter('log_lines_total', 'Log lines, by level and event.', ['level', 'event']);

  /** Adds what Node.js and the system know of this process: its event loop, memory, processor time. */
  watchProcess(name: 'web' | 'worker'): this {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'zca_unlink_process_info',
      help: 'Always 1; tells which process this is.',
      labelNames: ['process'],
      registers: [this.registry],
    }).set({ process: name }, 1);
    return this;
  }

  changed(change: StoredChange): void {
    this.#requests.changed(change);
  }

  refused(entry: AuditEntry): void {
    this.#requests.refused(entry);
  }

  begin(neighbour: Neighbour, call: string): (result: string) => void {
    const since = performance.now();
    return (result) => {
      const labels = { call: this.#words.call.of(call), result: this.#words.result.of(result) };
      observe(this.#calls[neighbour], labels, performance.now() - since);
    };
  }

  job(queue: string, waitedMs: number | null): (result: JobResult) => void {
    const since = performance.now();
    const known = this.#words.queue.of(queue);
    if (waitedMs !== null) observe(this.#jobWait, { queue: known }, waitedMs);
    return (result) => observe(this.#job, { queue: known, result }, performance.now() - since);
  }

  waited(cause: WaitCause, ms: number): void {
    observe(this.#wait, { cause }, ms);
  }

  delivery(body: unknown): (result: 'acknowledged' | 'failed') => void {
    const since = performance.now();
    return (result) =>
      observe(this.#acknowledgement, { delivery: deliveryKindOf(body), result }, performance.now() - since);
  }

  repaired({ jobs, messages }: { readonly jobs: number; readonly messages: number }): void {
    this.#repairs.inc({ what: 'job' }, jobs);
    this.#repairs.inc({ what: 'message' }, messages);
  }

  alerted(type: string): void {
    this.#alerts.inc({ type: this.#words.type.of(type) });
  }

  /** A Redis command of this process has ended. */
  commanded(command: string, result: 'ok' | 'error', ms: number): void {
    observe(this.#redis, { command: this.#words.command.of(command), result }, ms);
  }

  logged(level: 'info' | 'warn' | 'error', event: string): void {
    this.#logLines.inc({ level, event: this.#words.event.of(event) });
  }

  #calling(neighbour: Neighbour, help: string): Histogram {
    return this.#histogram(`${neighbour}_call_duration_seconds`, help, ['call', 'result'], callBuckets);
  }

  #histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({
      name: `zca_unlink_${name}`,
      help,
      labelNames,
      buckets,
      registers: [this.registry],
    });
  }

  #counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name: `zca_unlink_${name}`, help, labelNames, registers: [this.registry] });
  }
}

/** Slack's words for its deliveries (docs.slack.dev/reference/interaction-payloads), and shorter ones. */
const deliveryKinds: ReadonlyMap<unknown, string> = new Map([
  ['block_actions', 'action'],
  ['block_suggestion', 'options'],
  ['view_submission', 'view'],
  ['view_closed', 'view'],
  ['shortcut', 'shortcut'],
  ['message_action', 'shortcut'],
  ['event_callback', 'event'],
]);

function deliveryKindOf(body: unknown): string {
  if (typeof body !== 'object' || body === null) return 'other';
  if ('command' in body) return 'command';
  return deliveryKinds.get('type' in body ? body.type : null) ?? 'other';
}
