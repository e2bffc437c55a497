import type { Asset } from './asset.js';
import { assetKey } from './asset.js';
import type { AuditEntry } from './audit-entry.js';
import { type FailureCause, isGone, type Outcome } from './outcome.js';
import {
  type Approved,
  type Cancelled,
  chosenAssets,
  type Decision,
  type Finished,
  hasCard,
  isFinished,
  type Joined,
  type LookupFailed,
  type NoMatch,
  type Pending,
  type Request,
  type Running,
} from './request.js';

/**
 * The only ways a request changes. Each is a pure function of the stored request that answers with the next one
 * and its audit entry, or with why not; the store applies it by compare-and-set, so it may be called again.
 */
export type Transition<R> = { readonly next: Request; readonly entry: AuditEntry } | { readonly refused: R };

/** The request is past the point where this could happen; the request says what happened instead. */
export interface NotOpen {
  readonly type: 'not_open';
  readonly request: Request;
}

export function listAssets(
  request: Request,
  found: { readonly assets: readonly Asset[]; readonly more: number; readonly chosen: readonly string[] },
  at: number,
): Transition<NotOpen> {
  if (request.status !== 'looking_up') return notOpen(request);
  const next: Pending = { ...grown(request), ...found, status: 'pending', listRevision: 1, chosenAt: 0 };
  const assets = found.assets.map(assetKey);
  return {
    next,
    entry: entry(next, 'listed', 'bot', at, { assets, more: found.more, chosen: found.chosen }),
  };
}

export function endWithoutMatch(
  request: Request,
  closest: readonly Asset[],
  at: number,
): Transition<NotOpen> {
  if (request.status !== 'looking_up') return notOpen(request);
  const next: NoMatch = { ...grown(request), status: 'no_match', closest, endedAt: at };
  return { next, entry: entry(next, 'not_found', 'bot', at, { closest: closest.map(assetKey) }) };
}

export function failLookup(request: Request, cause: FailureCause, at: number): Transition<NotOpen> {
  if (request.status !== 'looking_up') return notOpen(request);
  const next: LookupFailed = { ...grown(request), status: 'lookup_failed', cause, endedAt: at };
  return { next, entry: entry(next, 'lookup_failed', 'bot', at, { cause: cause.type }) };
}

export function joinOther(request: Request, other: string, at: number): Transition<NotOpen> {
  if (request.status !== 'looking_up') return notOpen(request);
  const next: Joined = { ...grown(request), status: 'joined', other, endedAt: at };
  return { next, entry: entry(next, 'joined', 'bot', at, { other }) };
}

export type PressRefusal =
  | NotOpen
  | { readonly type: 'list_changed' }
  | { readonly type: 'nothing_chosen' }
  /** A newer choice, or this very one, is already stored. */
  | { readonly type: 'overtaken' };

/** What the presser saw: the revision of the list, and what was ticked (null where there was nothing to tick). */
export interface Seen {
  readonly listRevision: number;
  readonly ticked: readonly string[] | null;
}

/** Approves exactly the chosen assets, if they are the ones the approver saw. */
export function approve(request: Request, decision: Decision, seen: Seen): Transition<PressRefusal> {
  if (request.status !== 'pending') return notOpen(request);
  if (request.listRevision !== seen.listRevision || !sawChosen(request, seen))
    return { refused: { type: 'list_changed' } };
  if (request.chosen.length === 0) return { refused: { type: 'nothing_chosen' } };
  const next: Approved = { ...grown(request), status: 'approved', decision };
  const assets = chosenAssets(next).map(assetKey);
  return { next, entry: entry(next, 'approved', decision.by, decision.at, { assets }) };
}

function sawChosen(request: Pending, { ticked }: Seen): boolean {
  return (
    ticked === null ||
    (ticked.length === request.chosen.length && request.chosen.every((id) => ticked.includes(id)))
  );
}

export function cancel(request: Request, decision: Decision): Transition<PressRefusal> {
  if (request.status !== 'pending') return notOpen(request);
  const next: Cancelled = { ...grown(request), status: 'cancelled', decision };
  return { next, entry: entry(next, 'cancelled', decision.by, decision.at, {}) };
}

/** Ids that the card does not list are left out: a choice can only be made among what was shown. */
export function choose(
  request: Request,
  ids: readonly string[],
  by: string,
  at: number,
): Transition<PressRefusal> {
  if (request.status !== 'pending') return notOpen(request);
  if (at <= request.chosenAt) return { refused: { type: 'overtaken' } };
  const chosen = request.assets.map((asset) => asset.id).filter((id) => ids.includes(id));
  const next: Pending = { ...grown(request), chosen, chosenAt: at, listRevision: request.listRevision + 1 };
  return { next, entry: entry(next, 'chosen', by, at, { chosen }) };
}

export function start(request: Request, at: number): Transition<NotOpen> {
  if (request.status !== 'approved') return notOpen(request);
  const next: Running = { ...grown(request), status: 'running', startedAt: at, called: [], settled: [] };
  return { next, entry: entry(next, 'started', 'bot', at, {}) };
}

/** Written before the unlink call goes out, so that a call whose answer was lost is known to have been made. */
export function beginCall(request: Request, id: string, at: number): Transition<NotOpen> {
  if (request.status !== 'running' || !request.chosen.includes(id)) return notOpen(request);
  const next: Running = { ...grown(request), called: [...new Set([...request.called, id])] };
  return {
    next,
    entry: entry(next, 'unlink_called', 'bot', at, { asset: assetKey({ kind: request.kind, id }) }),
  };
}

/** Records what happened to one asset, once: the first outcome stays. */
export function settle(request: Request, id: string, outcome: Outcome): Transition<NotOpen> {
  if (request.status !== 'running' || !request.chosen.includes(id) || outcomeOf(request, id) !== null)
    return notOpen(request);
  const next: Running = { ...grown(request), settled: [...request.settled, { id, outcome }] };
  return {
    next,
    entry: entry(next, 'settled', 'bot', outcome.at, {
      asset: assetKey({ kind: request.kind, id }),
      outcome: outcome.type,
    }),
  };
}

/** Ends a running request in which every chosen asset has its outcome. */
export function finish(request: Request, at: number): Transition<NotOpen> {
  if (request.status !== 'running' || request.settled.length < request.chosen.length) return notOpen(request);
  const next: Finished = { ...grown(request), status: endStatus(request), endedAt: at };
  return { next, entry: entry(next, 'finished', 'bot', at, { status: next.status }) };
}

/** What is known to have happened to an asset of the request; null while nothing is. */
export function outcomeOf(request: Request, id: string): Outcome | null {
  if (request.status !== 'running' && !isFinished(request)) return null;
  return request.settled.find((settled) => settled.id === id)?.outcome ?? null;
}

/** Who decided, if anybody has. */
export function decisionOf(request: Request): Decision | null {
  return hasCard(request) && 'decision' in request ? request.decision : null;
}

/** How many assets of the request are known not to be linked any more, whoever did it. */
export function goneCount(request: Running | Finished): number {
  return request.settled.filter(({ outcome }) => isGone(outcome)).length;
}

function endStatus(request: Running): Finished['status'] {
  const gone = goneCount(request);
  if (gone === request.settled.length) return 'succeeded';
  return gone === 0 ? 'failed' : 'partial';
}

function grown<R extends Request>(request: R): R {
  return { ...request, revision: request.revision + 1 };
}

function notOpen(request: Request): { refused: NotOpen } {
  return { refused: { type: 'not_open', request } };
}

function entry(
  request: Request,
  action: AuditEntry['action'],
  actor: string,
  at: number,
  details: AuditEntry['details'],
): AuditEntry {
  return { at, requestId: request.id, action, actor, details };
}
