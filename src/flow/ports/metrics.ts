import type { AuditEntry } from '../../core/request/audit-entry.js';
import type { Request } from '../../core/request/request.js';

/**
 * Counts and times what happens, for those who run the bot. No call throws, blocks or keeps a person's data: of what it
 * is given it keeps words of this code (statuses, reasons, names of calls), never ids or texts.
 */
export interface Metrics
  extends RequestWitness,
    CallMetrics,
    JobMetrics,
    WaitMetrics,
    DeliveryMetrics,
    RepairMetrics,
    AlertMetrics {}

/** Hears what becomes of requests, once it is stored. */
export interface RequestWitness {
  changed(change: StoredChange): void;
  /** A press, a command or a query was refused, as its audit entry tells. */
  refused(entry: AuditEntry): void;
}

export interface StoredChange {
  /** Null: the request is new. */
  readonly before: Request | null;
  readonly after: Request;
  readonly entry: AuditEntry;
}

/** A system that the bot calls. */
export type Neighbour = 'zca' | 'slack' | 'zalo';

export interface CallMetrics {
  /** Starts the timer of a call; the returned function stops it with the call's result: `ok`, or the kind of failure. */
  begin(neighbour: Neighbour, call: string): (result: string) => void;
}

export type JobResult = 'completed' | 'postponed' | 'failed';

export interface JobMetrics {
  /**
   * Starts the timer of a job's run. `waitedMs`: the time from when it was due until its first run; null in a later
   * run.
   */
  job(queue: string, waitedMs: number | null): (result: JobResult) => void;
}

/** A limit on calls, of the bot's own or imposed by Slack, that delays a post or a call. */
export type WaitCause = 'slack_posts' | 'slack_updates' | 'slack_retry_after' | 'zca_calls';

export interface WaitMetrics {
  waited(cause: WaitCause, ms: number): void;
}

export interface DeliveryMetrics {
  /** Starts the timer of a delivery from Slack; the returned function stops it when the delivery is acknowledged. */
  delivery(body: unknown): (result: 'acknowledged' | 'failed') => void;
}

export interface RepairMetrics {
  /** The repair restored these jobs and messages of a request. */
  repaired(restored: { readonly jobs: number; readonly messages: number }): void;
}

export interface AlertMetrics {
  alerted(type: string): void;
}

const ignore = () => undefined;

/** Keeps nothing, for commands at a terminal and for tests. */
export const noMetrics: Metrics = {
  changed: ignore,
  refused: ignore,
  begin: () => ignore,
  job: () => ignore,
  waited: ignore,
  delivery: () => ignore,
  repaired: ignore,
  alerted: ignore,
};
