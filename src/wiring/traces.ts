import type { Telemetry } from 'bullmq';
import type { LogFacts } from '../flow/ports/log.js';

/** Traces of a process: what BullMQ needs to carry them from job to job, and what log lines get of them. */
export interface Tracing {
  readonly telemetry: Telemetry | null;
  /** The id of the trace that is under way, for a log line. */
  readonly facts: () => LogFacts;
  /** Sends what is left; resolves within a moment. */
  readonly stop: () => Promise<void>;
}
