import { assetKey } from '../asset/asset.js';
import type { Outcome } from './outcome.js';
import type { Request, Running, UnresolvedAttempt } from './request.js';
import { outcomeOf } from './run-outcomes.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type Transition,
  withNextRevision,
} from './transition.js';

/** Transitions of one asset in a run: its unlink calls and its outcome; each as in `transition.ts`. */

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
 * report on a later run. If a call may have removed the link, a link found gone counts as unlinked, and as unconfirmed.
 * While such a call may still take effect, an outcome that denies it is refused: first record the unresolved attempt and
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
  const outcome: Outcome = isOurs ? { ...seen, type: 'unlinked', unconfirmed: true } : seen;
  const next: Running = { ...withNextRevision(request), settled: [...request.settled, { id, outcome }] };
  const isAnew = outcome.type === 'unknown' && outcome.linkedAnew !== undefined;
  const details = {
    asset: assetKey({ kind: request.kind, id }),
    outcome: outcome.type,
    ...(isAnew ? { linkedAnew: true } : {}),
    ...(outcome.type === 'unlinked' && outcome.unconfirmed ? { unconfirmed: true } : {}),
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
