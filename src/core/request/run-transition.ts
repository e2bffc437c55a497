import { type Asset, assetKey } from '../asset/asset.js';
import { manualTaskOf, openManualTasks, reassignedManualTasks } from './manual-task.js';
import {
  type FailureCause,
  hasDoneNothing,
  isDone,
  isGone,
  isSeenByZalo,
  isStillShown,
  mayRetry,
  type Outcome,
} from './outcome.js';
import {
  type Approved,
  chosenAssets,
  type Decision,
  type Finished,
  hasCard,
  isFinished,
  type Request,
  type Running,
  type UnresolvedAttempt,
} from './request.js';
import { runApproversOf } from './run-approvers.js';
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

/**
 * Records an unlink call before it goes out, so that a call with a lost response is known to have been made. Refused
 * if somebody stopped the request or it has ended: then no call may go out. `zaloShows`: the ZCA that Zalo itself
 * shows before the first call, if it was read. `call`: names it, so that it can be taken back.
 */
export function beginCall(
  request: Request,
  {
    id,
    round,
    call,
    zaloShows = null,
  }: {
    readonly id: string;
    readonly round: number;
    readonly call?: string;
    readonly zaloShows?: string | null;
  },
  at: number,
): Transition<InvalidState> {
  if (!hasNoOutcome(request, id) || request.round !== round || request.stop !== null || request.dryRun)
    return invalidState(request);
  if (unresolvedAttemptOf(request, id) !== null) return invalidState(request);
  const others = request.zaloBefore?.filter((each) => each.id !== id) ?? [];
  const next: Running = {
    ...withNextRevision(request),
    ...(zaloShows === null ? {} : { zaloBefore: [...others, { id, zca: zaloShows }] }),
    called: [...request.called, id],
    ...(call === undefined ? {} : { calls: [...(request.calls ?? []), { id, call }] }),
  };
  const asset = assetKey({ kind: request.kind, id });
  return { next, entry: auditEntry(next, 'unlink_called', { by: 'bot', at }, { asset, round }) };
}

/**
 * Records that one of an asset's calls unlinked nothing, or never went out: if the link disappears later, that call did
 * not remove it. `revision`: the one `beginCall` was to produce for it. A write of the call that has not arrived by now may
 * still arrive while that revision is free: then this takes the revision, and the write comes too late.
 */
export function voidCall(
  request: Request,
  { id, round, call, revision }: VoidCall,
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'running' || request.round !== round) return invalidState(request);
  const { calls = [], called } = request;
  const isNoted = called.includes(id) && calls.some((each) => each.call === call);
  if (!isNoted && request.revision >= revision) return invalidState(request);
  const next: Running = isNoted
    ? {
        ...withNextRevision(request),
        called: called.toSpliced(called.indexOf(id), 1),
        calls: calls.filter((each) => each.call !== call),
      }
    : withNextRevision(request);
  const asset = assetKey({ kind: request.kind, id });
  return { next, entry: auditEntry(next, 'unlink_call_void', { by: 'bot', at }, { asset, round }) };
}

interface VoidCall {
  readonly id: string;
  readonly round: number;
  readonly call: string;
  readonly revision: number;
}

/** Records that the last attempt has no clear result: this run makes no further call for the asset. */
export function addUnresolvedAttempt(
  request: Request,
  last: UnresolvedAttempt,
  round: number,
): Transition<InvalidState> {
  if (
    !hasNoOutcome(request, last.id) ||
    request.round !== round ||
    unresolvedAttemptOf(request, last.id) !== null
  )
    return invalidState(request);
  const next: Running = { ...withNextRevision(request), doubts: [...(request.doubts ?? []), last] };
  const asset = assetKey({ kind: request.kind, id: last.id });
  const details = { asset, round, tries: last.tries, cause: last.cause.type };
  return { next, entry: auditEntry(next, 'last_try_unclear', { by: 'bot', at: last.at }, details) };
}

/** The last attempt at an asset whose call may still take effect; null if there is none. */
export function unresolvedAttemptOf(request: Running, id: string): UnresolvedAttempt | null {
  return request.doubts?.find((each) => each.id === id) ?? null;
}

/**
 * Records the outcome of one asset, once: the first one stays. `round`: its run; a worker that was paused cannot
 * report on a later run. If a call may have removed the link, a link found gone counts as unlinked by the bot. While
 * such a call may still take effect, an outcome that denies it is refused: first record the unresolved attempt and
 * read the link.
 */
export function recordOutcome(
  request: Request,
  id: string,
  round: number,
  seen: Outcome,
): Transition<InvalidState> {
  if (!hasNoOutcome(request, id) || request.round !== round) return invalidState(request);
  const isCalled = request.called.includes(id);
  if (isCalled && deniesCall(seen) && unresolvedAttemptOf(request, id) === null) return invalidState(request);
  const isOurs = seen.type === 'already_unlinked' && isCalled;
  const outcome: Outcome = isOurs ? { ...seen, type: 'unlinked' } : seen;
  const next: Running = { ...withNextRevision(request), settled: [...request.settled, { id, outcome }] };
  const isAnew = outcome.type === 'unknown' && outcome.linkedAnew !== undefined;
  const details = {
    asset: assetKey({ kind: request.kind, id }),
    outcome: outcome.type,
    ...(isAnew ? { linkedAnew: true } : {}),
  };
  return { next, entry: auditEntry(next, 'settled', { by: 'bot', at: outcome.at }, details) };
}

function deniesCall({ type }: Outcome): boolean {
  return ['failed', 'refused', 'stopped', 'changed', 'protected'].includes(type);
}

/** True if a run is under way in which this asset has no outcome yet. */
export function hasNoOutcome(request: Request, id: string): request is Running {
  return request.status === 'running' && request.chosen.includes(id) && outcomeOf(request, id) === null;
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

/** The known outcome of an asset; null if there is none yet. */
export function outcomeOf(request: Request, id: string): Outcome | null {
  if (!('settled' in request)) return null;
  return request.settled.find((settled) => settled.id === id)?.outcome ?? null;
}

/** The decision on a request; null while there is none. */
export function decisionOf(request: Request): Decision | null {
  return hasCard(request) && 'decision' in request ? request.decision : null;
}

/**
 * True if the stored request includes this click. An older version of the bot stored no verdict for the clicks it
 * counted; a repeat of such a click is recognised only this way.
 */
export function isCounted(request: Request, press: string): boolean {
  if (!hasCard(request)) return false;
  const retries = 'retries' in request ? request.retries : [];
  const stops = 'stop' in request && request.stop !== null ? [request.stop] : [];
  const decision = decisionOf(request);
  const counted = [...request.approvals, ...retries, ...stops, ...(decision === null ? [] : [decision])];
  if (manualTaskOf(request).presses.includes(press)) return true;
  return request.withdrawn.includes(press) || counted.some((each) => each.press === press);
}

/** Assets known to be no longer linked, whoever unlinked them; in a dry run, those that would be. */
export function doneCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => isDone(outcome)).length;
}

/** Assets that were unlinked before this request could do it. */
export function alreadyUnlinkedCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => outcome.type === 'already_unlinked').length;
}

/** Assets that only an operator says are unlinked; nothing else confirms it. */
export function reportedCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => outcome.type === 'reported' && !isSeenByZalo(outcome.zalo))
    .length;
}

/** Reported assets that Zalo itself still shows as linked. */
export function disputedCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => outcome.type === 'reported' && isStillShown(outcome.zalo))
    .length;
}

/** True if a retry could fix anything. */
export function canRetry(request: Finished): boolean {
  return retriedAssets(request).length > 0;
}

/** The assets a retry would attempt. */
export function retriedAssets(request: Finished): readonly Asset[] {
  const ids = request.settled.filter(({ outcome }) => mayRetry(outcome)).map(({ id }) => id);
  return chosenAssets(request).filter(({ id }) => ids.includes(id));
}

/** True if something was unlinked, so somebody may want to link it again. */
export function hasUnlinked(request: Finished): boolean {
  return !request.dryRun && request.settled.some(({ outcome }) => isGone(outcome));
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
