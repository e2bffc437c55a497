import { assetKey } from '../asset/asset.js';
import { openManualTasks, reassignedManualTasks } from './manual-task.js';
import { type FailureCause, hasDoneNothing, mayRetry } from './outcome.js';
import {
  type Approved,
  type Decision,
  type Finished,
  isFinished,
  type Request,
  type Running,
} from './request.js';
import { runApproversOf } from './run-approvers.js';
import { doneCount, outcomeOf } from './run-outcomes.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type PressRefusal,
  type Transition,
  withNextRevision,
} from './transition.js';

/** Transitions of an approved request: run, end, retry; each as in `transition.ts`. */

/** Opens the stop window of a confirmed request, once: its run does not start before `startsAt`. */
export function openWindow(request: Request, at: number, startsAt: number): Transition<InvalidState> {
  if (request.status !== 'approved' || request.startsAt !== null) return invalidState(request);
  const next: Approved = { ...withNextRevision(request), startsAt };
  return {
    next,
    entry: auditEntry(next, 'window_opened', { by: 'bot', at }, { round: next.round, startsAt }),
  };
}

/**
 * Starts the run. Refused until the stop window is over. `still`: the approvers who may still approve, who alone
 * carry the run; absent: all of them.
 */
export function start(request: Request, at: number, still?: readonly string[]): Transition<InvalidState> {
  if (request.status !== 'approved' || request.startsAt === null || at < request.startsAt)
    return invalidState(request);
  const isEach = still === undefined || runApproversOf(request).every((by) => still.includes(by));
  const carried = isEach ? {} : { carriedBy: still };
  const next: Running = { ...runningFrom(request, at, null), ...carried };
  const details = { round: next.round, ...carried };
  return { next, entry: auditEntry(next, 'started', { by: 'bot', at }, details) };
}

/** Ends a running request once every chosen asset has its outcome. */
export function finish(request: Request, at: number): Transition<InvalidState> {
  if (request.status !== 'running' || request.settled.length < request.chosen.length)
    return invalidState(request);
  const next: Finished = { ...withNextRevision(request), status: endStatus(request), endedAt: at };
  return { next, entry: auditEntry(next, 'finished', { by: 'bot', at }, { status: next.status }) };
}

/**
 * Ends a confirmed request whose jobs crashed too often: assets without an outcome have failed, or are unknown if a
 * call went out. Operators finish the assets assigned to them; the run waits for those.
 */
export function abandon(request: Request, at: number): Transition<InvalidState> {
  if (request.status !== 'approved' && request.status !== 'running') return invalidState(request);
  const running = request.status === 'running' ? withNextRevision(request) : runningFrom(request, at, null);
  const inHands = new Set(openManualTasks(running).map(({ id }) => id));
  const left = unsettled(running).filter((id) => !inHands.has(id));
  if (inHands.size > 0 && left.length === 0) return invalidState(request);
  const { settled } = recordedOutcomeOf(running, { type: 'crashed' }, at);
  if (inHands.size > 0) {
    const waiting: Running = { ...running, settled };
    return {
      next: waiting,
      entry: auditEntry(waiting, 'settled', { by: 'bot', at }, { abandoned: left.length }),
    };
  }
  const next: Finished = {
    ...running,
    settled,
    status: endStatus({ ...running, settled }),
    endedAt: at,
  };
  return {
    next,
    entry: auditEntry(next, 'finished', { by: 'bot', at }, { status: next.status, abandoned: left.length }),
  };
}

/** Gives every asset without an outcome one, unless operators have it: failed, or unknown if a call went out. */
export function recordedOutcomeOf(running: Running, cause: FailureCause, at: number): Running {
  const inHands = new Set(openManualTasks(running).map(({ id }) => id));
  const ended = unsettled(running).flatMap((id) => {
    const type = running.called.includes(id) ? 'unknown' : 'failed';
    return inHands.has(id) ? [] : [{ id, outcome: { type, at, tries: 1, cause } as const }];
  });
  return { ...running, settled: [...running.settled, ...ended] };
}

function unsettled(running: Running): string[] {
  return running.chosen.filter((id) => outcomeOf(running, id) === null);
}

/**
 * Retries, under the same approval, only what did not succeed in the run whose end was on screen. The click is an
 * approval; together with those that still hold there must be as many as the policy now needs.
 */
export function retry(request: Request, decision: Decision, terms: RetryTerms): Transition<PressRefusal> {
  const { round, needed, holding } = terms;
  if (!isFinished(request) || request.round !== round) return invalidState(request);
  const carriedBy = [...new Set([...holding, decision.by])];
  if (carriedBy.length < needed)
    return { refused: { type: 'too_few_approvals', needed, given: carriedBy.length } };
  const settled = request.settled.filter(({ outcome }) => !mayRetry(outcome));
  if (settled.length === request.settled.length) return { refused: { type: 'nothing_to_retry' } };
  const {
    endedAt: _ended,
    startedAt: _started,
    doubts: _doubts,
    calls: _calls,
    voided: _voided,
    stop: _stop,
    ...confirmed
  } = request;
  const called = request.called.filter((id) => {
    const outcome = outcomeOf(request, id);
    return outcome === null || !hasDoneNothing(outcome);
  });
  const next: Approved = {
    ...confirmed,
    ...reassignedManualTasks(request),
    revision: request.revision + 1,
    status: 'approved',
    round: request.round + 1,
    retries: [...request.retries, decision],
    carriedBy,
    called,
    settled,
    startsAt: decision.at,
  };
  const again = request.chosen.filter((id) => !settled.some((each) => each.id === id));
  const assets = again.map((id) => assetKey({ kind: request.kind, id }));
  const details = { round: next.round, assets, carriedBy };
  return { next, entry: auditEntry(next, 'retried', decision, details) };
}

export interface RetryTerms {
  /** The run whose end was on screen. */
  readonly round: number;
  /** The number of approvals the policy now needs. */
  readonly needed: number;
  /** Approvers of the last run who may still approve. */
  readonly holding: readonly string[];
}

function endStatus(request: Running): Finished['status'] {
  const done = doneCount(request);
  if (done === request.settled.length) return 'succeeded';
  return done === 0 ? 'failed' : 'partial';
}

export function runningFrom(request: Approved, at: number, stopped: Decision | null): Running {
  const { startsAt: _, ...confirmed } = request;
  return {
    ...confirmed,
    revision: request.revision + 1,
    status: 'running',
    startedAt: at,
    stop: stopped,
  };
}
