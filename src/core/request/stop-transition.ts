import { assetKey } from '../asset/asset.js';
import { manualTaskOf, openManualTasks, withStopped } from './manual-task.js';
import { isStopped, mayRetry } from './outcome.js';
import type { Approved, Cancelled, Decision, Finished, Request, Running } from './request.js';
import { outcomeOf, runningFrom, unresolvedAttemptOf } from './run-transition.js';
import {
  auditEntry,
  invalidState,
  type PressRefusal,
  type Transition,
  withNextRevision,
  withoutRun,
} from './transition.js';

/** How a confirmed request is stopped; as in `transition.ts`. */

/**
 * Until its first run has begun nothing has happened and it is cancelled; after that, what has not begun is not begun.
 * `round`: the run that is to be stopped.
 */
export function stop(request: Request, decision: Decision, round: number): Transition<PressRefusal> {
  if (request.status !== 'running' && request.status !== 'approved') return invalidState(request);
  if (request.round !== round) return { refused: { type: 'stop_of_earlier_run' } };
  if (request.status === 'approved' && request.round === 1) {
    const next: Cancelled = {
      ...withoutRun(request),
      revision: request.revision + 1,
      status: 'cancelled',
      decision,
      why: { type: 'stopped' },
    };
    return { next, entry: auditEntry(next, 'stopped', decision.by, decision.at, { begun: false }) };
  }
  if (!canBeStopped(request)) return { refused: { type: 'nothing_to_stop' } };
  const isBegun = request.status === 'running';
  const running = isBegun ? withNextRevision(request) : runningFrom(request, decision.at, null);
  const next: Running = { ...running, stop: decision, settled: withStopped(running, decision) };
  const kept = next.settled.slice(running.settled.length);
  const assets = kept.map(({ id }) => assetKey({ kind: request.kind, id }));
  return { next, entry: auditEntry(next, 'stopped', decision.by, decision.at, { begun: isBegun, assets }) };
}

/**
 * Whether a Stop can still keep something of it from being done; the card offers it as long. What an operator has taken
 * has begun; of a call without a clear answer, at least no further one goes out until it is only read.
 */
export function canBeStopped(request: Request): request is Approved | Running {
  if (request.status === 'approved') return true;
  if (request.status !== 'running' || request.stop !== null) return false;
  const taken = manualTaskOf(request).taken === null ? [] : openManualTasks(request).map(({ id }) => id);
  return request.chosen.some(
    (id) =>
      outcomeOf(request, id) === null && unresolvedAttemptOf(request, id) === null && !taken.includes(id),
  );
}

/**
 * Whether a confirmed request has stood still for longer than a request may wait for its decision, in milliseconds: what was
 * wanted then may not be wanted now. The end of the stop window and each outcome of the run are steps ahead.
 */
export function hasStoodStill(request: Approved | Running, lifetimeMs: number, now: number): boolean {
  const { decision, retries, settled } = request;
  const begins = request.status === 'approved' ? (request.startsAt ?? 0) : request.startedAt;
  const steps = [decision, ...retries, ...settled.map(({ outcome }) => outcome)].map(({ at }) => at);
  return now - Math.max(begins, ...steps) > lifetimeMs;
}

/** When the stop window of a confirmed request ends; null where it has none, or has not opened. */
export function stopWindowEnd({ startsAt, decision, retries }: Approved): number | null {
  const ordered = retries.at(-1) ?? decision;
  return startsAt === null || startsAt <= ordered.at ? null : startsAt;
}

/** Who stopped a run, where that has kept anything from being done; null where it has not. */
export function stopOf(request: Finished): Decision | null {
  return request.settled.some(({ outcome }) => isStopped(outcome)) ? request.stop : null;
}

/** Who pressed Stop when everything of the run had begun; null where nobody did. */
export function lateStopOf(request: Finished): Decision | null {
  return stopOf(request) === null && request.stop?.by !== 'bot' ? request.stop : null;
}

/** Whether all that a retry could mend was stopped, and nothing of it failed. */
export function isOnlyStopped({ settled }: Finished): boolean {
  return settled.every(({ outcome }) => isStopped(outcome) || !mayRetry(outcome));
}
