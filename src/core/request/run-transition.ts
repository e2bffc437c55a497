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

/** How an approved request runs, ends and is tried again; each as in `transition.ts`. */

/** Opens the stop window of a confirmed request, once: its run does not begin before `startsAt`. */
export function openWindow(request: Request, at: number, startsAt: number): Transition<InvalidState> {
  if (request.status !== 'approved' || request.startsAt !== null) return invalidState(request);
  const next: Approved = { ...withNextRevision(request), startsAt };
  return { next, entry: auditEntry(next, 'window_opened', 'bot', at, { round: next.round, startsAt }) };
}

/** Refused until the stop window is over. `still`: those who approved it and may still do so, who alone carry the run; absent: all of them. */
export function start(request: Request, at: number, still?: readonly string[]): Transition<InvalidState> {
  if (request.status !== 'approved' || request.startsAt === null || at < request.startsAt)
    return invalidState(request);
  const isEach = still === undefined || runApproversOf(request).every((by) => still.includes(by));
  const carried = isEach ? {} : { carriedBy: still };
  const next: Running = { ...runningFrom(request, at, null), ...carried };
  const details = { round: next.round, ...carried };
  return { next, entry: auditEntry(next, 'started', 'bot', at, details) };
}

/**
 * Written before the unlink call goes out, so that a call whose answer was lost is known to have been made. Refused
 * once somebody has stopped the request or it has ended: then no call may go out. `zaloShows`: the ZCA that Zalo itself
 * shows before the first call, where it was asked.
 */
export function beginCall(
  request: Request,
  id: string,
  round: number,
  at: number,
  zaloShows: string | null = null,
): Transition<InvalidState> {
  if (!hasNoOutcome(request, id) || request.round !== round || request.stop !== null || request.dryRun)
    return invalidState(request);
  if (unresolvedAttemptOf(request, id) !== null) return invalidState(request);
  const others = request.zaloBefore?.filter((each) => each.id !== id) ?? [];
  const next: Running = {
    ...withNextRevision(request),
    ...(zaloShows === null ? {} : { zaloBefore: [...others, { id, zca: zaloShows }] }),
    called: [...request.called, id],
  };
  const asset = assetKey({ kind: request.kind, id });
  return { next, entry: auditEntry(next, 'unlink_called', 'bot', at, { asset, round }) };
}

/**
 * One of an asset's calls is known to have unlinked nothing: a link that is found gone later was not removed by it. `call`:
 * the revision that `beginCall` has made for it, so that a note whose answer was lost can be repeated.
 */
export function voidCall(
  request: Request,
  { id, round, call }: { readonly id: string; readonly round: number; readonly call: number },
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'running' || request.round !== round || !request.called.includes(id))
    return invalidState(request);
  const { voided = [] } = request;
  if (voided.includes(call)) return invalidState(request);
  const next: Running = {
    ...withNextRevision(request),
    called: request.called.toSpliced(request.called.indexOf(id), 1),
    voided: [...voided, call],
  };
  const asset = assetKey({ kind: request.kind, id });
  return { next, entry: auditEntry(next, 'unlink_call_void', 'bot', at, { asset, round }) };
}

/** The last try had no clear end: from now on nothing more is called for the asset in this run. */
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
  return { next, entry: auditEntry(next, 'last_try_unclear', 'bot', last.at, details) };
}

/** How the last try of an asset went whose call may still be carried out; null where none is known to be in doubt. */
export function unresolvedAttemptOf(request: Running, id: string): UnresolvedAttempt | null {
  return request.doubts?.find((each) => each.id === id) ?? null;
}

/**
 * Records what happened to one asset, once: the first outcome stays. `round`: the run it happened in; a worker that has
 * slept says nothing about a later one. A link found gone while a call for it may have removed it was not gone before; and
 * while such a call may still be carried out, nothing is said that denies it: first its doubt is noted, and the link read.
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
  return { next, entry: auditEntry(next, 'settled', 'bot', outcome.at, details) };
}

function deniesCall({ type }: Outcome): boolean {
  return ['failed', 'refused', 'stopped', 'changed', 'protected'].includes(type);
}

/** Whether it is a run in which this asset has no outcome yet. */
export function hasNoOutcome(request: Request, id: string): request is Running {
  return request.status === 'running' && request.chosen.includes(id) && outcomeOf(request, id) === null;
}

/** Ends a running request in which every chosen asset has its outcome. */
export function finish(request: Request, at: number): Transition<InvalidState> {
  if (request.status !== 'running' || request.settled.length < request.chosen.length)
    return invalidState(request);
  const next: Finished = { ...withNextRevision(request), status: endStatus(request), endedAt: at };
  return { next, entry: auditEntry(next, 'finished', 'bot', at, { status: next.status }) };
}

/**
 * Ends a confirmed request whose jobs have died too often: what has no outcome has failed, or is not known where a call
 * had gone out. What is in operators' hands has its end with them: then the run waits for it.
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
    return { next: waiting, entry: auditEntry(waiting, 'settled', 'bot', at, { abandoned: left.length }) };
  }
  const next: Finished = {
    ...running,
    settled,
    status: endStatus({ ...running, settled }),
    endedAt: at,
  };
  return {
    next,
    entry: auditEntry(next, 'finished', 'bot', at, { status: next.status, abandoned: left.length }),
  };
}

/** Ends what has no outcome and is in nobody's hands: as failed, or as not known where a call had gone out. */
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
 * Tries again, as it was approved, just what did not work in the run that the presser saw the end of. The press is an
 * approval; with it and those that hold there must be as many as the policy wants now.
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
  return { next, entry: auditEntry(next, 'retried', decision.by, decision.at, details) };
}

export interface RetryTerms {
  /** The run that the presser saw the end of. */
  readonly round: number;
  /** How many approvals the policy wants now. */
  readonly needed: number;
  /** Those who carried it so far and may still approve. */
  readonly holding: readonly string[];
}

/** What is known to have happened to an asset of the request; null while nothing is. */
export function outcomeOf(request: Request, id: string): Outcome | null {
  if (!('settled' in request)) return null;
  return request.settled.find((settled) => settled.id === id)?.outcome ?? null;
}

/** Who decided, if anybody has. */
export function decisionOf(request: Request): Decision | null {
  return hasCard(request) && 'decision' in request ? request.decision : null;
}

/**
 * Whether this press is part of what is stored. What an older version of the bot has counted has no verdict: such a press,
 * carried out again, is known by this alone.
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

/** How many assets of the request are known not to be linked any more, whoever did it; in a dry run, would not be. */
export function doneCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => isDone(outcome)).length;
}

/** How many of those were not linked any more before this request could unlink them. */
export function alreadyUnlinkedCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => outcome.type === 'already_unlinked').length;
}

/** How many of them only an operator says so of: nobody but a person has seen that they are unlinked. */
export function reportedCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => outcome.type === 'reported' && !isSeenByZalo(outcome.zalo))
    .length;
}

/** How many of those Zalo itself still shows as linked, as before. */
export function disputedCount(request: Approved | Running | Finished): number {
  return request.settled.filter(({ outcome }) => outcome.type === 'reported' && isStillShown(outcome.zalo))
    .length;
}

/** Whether a retry could mend something. */
export function canRetry(request: Finished): boolean {
  return retriedAssets(request).length > 0;
}

/** What a retry would try again. */
export function retriedAssets(request: Finished): readonly Asset[] {
  const ids = request.settled.filter(({ outcome }) => mayRetry(outcome)).map(({ id }) => id);
  return chosenAssets(request).filter(({ id }) => ids.includes(id));
}

/** Whether something of it was unlinked, so that somebody may want to link again. */
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
