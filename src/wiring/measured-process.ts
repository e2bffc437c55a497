import type { Log, LogFacts } from '../flow/ports/log.js';
import { countedLog } from '../ops/counted-log.js';
import { createLog } from '../ops/logger.js';
import { PrometheusMetrics } from '../ops/prometheus-metrics.js';
import { timeRedis } from './redis-timing.js';

export interface Measuring {
  readonly logLevel: string;
  /** Words that no log line may show. */
  readonly secrets: readonly string[];
  /** Facts that every line gets. */
  readonly moreFacts: () => LogFacts;
}

/** The metrics of a process that is started from the command line, and its log, whose lines they count. */
export function measuredProcess(
  name: 'web' | 'worker',
  { logLevel, secrets, moreFacts }: Measuring,
): { readonly metrics: PrometheusMetrics; readonly log: Log } {
  const metrics = new PrometheusMetrics().watchProcess(name);
  timeRedis((...command) => metrics.commanded(...command));
  const log = createLog(logLevel, undefined, { secrets, moreFacts });
  return { metrics, log: countedLog(log, (...line) => metrics.logged(...line)) };
}
