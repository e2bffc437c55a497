import { assetKey } from '../asset/asset.js';
import { manualTaskOf, openManualTasks, withStopped } from './manual-task.js';
import { isStopped, mayRetry } from './outcome.js';
import type { Approved, Cancelled, Decision, Finished, Request, Running } from './request.js';
import { outcomeOf } from './run-outcomes.js';
import { runningFrom } from './run-transition.js';
import {
  auditEntry,
  invalidState,
  type PressRefusal,
  type Transition,
  withNextRevision,
  withoutRun,
} from './transition.js';
import { unresolvedAttemptOf } from './unlink-transition.js';

/** How somebody stops a confirmed request; as in `transition.ts`. */

/**
 * Before its first run has started, the request is cancelled; after that, assets not yet begun are not begun.
 * `round`: the run to stop.
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
    return { next, entry: auditEntry(next, 'stopped', decision, { begun: false }) };
  }
  if (!canBeStopped(request)) return { refused: { type: 'nothing_to_stop' } };
  const isBegun = request.status === 'running';
  const running = isBegun ? withNextRevision(request) : runningFrom(request, decision.at, null);
  const next: Running = { ...running, stop: decision, settled: withStopped(running, decision) };
  const kept = next.settled.slice(running.settled.length);
  const assets = kept.map(({ id }) => assetKey({ kind: request.kind, id }));
  return { next, entry: auditEntry(next, 'stopped', decision, { begun: isBegun, assets }) };
}

/**
 * True if Stop can still prevent something; the card offers it for as long. An asset that an operator has claimed
 * has begun. For a call with no clear response, Stop at least prevents another one until the bot only reads.
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
 * True if a confirmed request has made no progress for longer than a request may wait for its decision: its
 * purpose may be outdated. The end of the stop window and each outcome are progress.
 */
export function hasStoodStill(request: Approved | Running, lifetimeMs: number, now: number): boolean {
  const { decision, retries, settled } = request;
  const begins = request.status === 'approved' ? (request.startsAt ?? 0) : request.startedAt;
  const steps = [decision, ...retries, ...settled.map(({ outcome }) => outcome)].map(({ at }) => at);
  return now - Math.max(begins, ...steps) > lifetimeMs;
}

/** The end of a confirmed request's stop window; null if it has none, or it has not opened. */
export function stopWindowEnd({ startsAt, decision, retries }: Approved): number | null {
  const ordered = retries.at(-1) ?? decision;
  return startsAt === null || startsAt <= ordered.at ? null : startsAt;
}

/** The stop of a run, if it prevented anything; otherwise null. */
export function stopOf(request: Finished): Decision | null {
  return request.settled.some(({ outcome }) => isStopped(outcome)) ? request.stop : null;
}

/** The stop of a run that came after everything had begun; null if nobody clicked it. */
export function lateStopOf(request: Finished): Decision | null {
  return stopOf(request) === null && request.stop?.by !== 'bot' ? request.stop : null;
}

/** True if everything a retry could fix was stopped, and nothing failed. */
export function isOnlyStopped({ settled }: Finished): boolean {
  return settled.every(({ outcome }) => isStopped(outcome) || !mayRetry(outcome));
}
