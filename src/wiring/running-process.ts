import type { Telemetry } from 'bullmq';
import { PrometheusMetrics } from '../ops/prometheus-metrics.js';

/** The metrics and traces of a process. */
export interface Observing {
  readonly metrics: PrometheusMetrics;
  /** Null: no traces. */
  readonly telemetry: Telemetry | null;
}

/** Counts, and traces nothing. */
export function untracedMetrics(): Observing {
  return { metrics: new PrometheusMetrics(), telemetry: null };
}

/** A running process of the bot; `stop` finishes work in progress. */
export interface RunningProcess {
  readonly stop: () => Promise<void>;
}

/** Receives the clock that all processes share, before anything depends on the time. */
export type AdoptTime = (now: () => number) => void;
