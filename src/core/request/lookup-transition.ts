import { type Asset, assetKey } from '../asset/asset.js';
import type { FailureCause } from './outcome.js';
import type {
  ExcludedAsset,
  LookingUp,
  LookupFailed,
  NoMatch,
  PastUnlink,
  Pending,
  Request,
} from './request.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type Transition,
  withNextRevision,
} from './transition.js';

/** How a lookup ends, unless the request joins another; each as in `transition.ts`. */

/** The result of a lookup, for the card. */
export interface Found {
  readonly assets: readonly Asset[];
  readonly more: number;
  readonly missed: readonly string[];
  readonly closest?: readonly Asset[];
  readonly unlinkedBefore?: readonly PastUnlink[];
  readonly withheld: readonly ExcludedAsset[];
  readonly withheldMore?: number;
  readonly chosen: readonly string[];
}

/** Puts the found assets on the card: the request is pending from now on. */
export function listAssets(
  request: Request,
  found: Found,
  at: number,
  expiresAt: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const empty = {
    changes: [],
    approvals: [],
    withdrawn: [],
    dropped: [],
    others: [],
    listRevision: 1,
    listSince: 1,
    chosenAt: 0,
  };
  const next: Pending = { ...lookedUp(request), ...found, ...empty, expiresAt, status: 'pending' };
  const details = {
    assets: found.assets.map(assetKey),
    more: found.more,
    chosen: found.chosen,
    ...withheldDetails(found),
  };
  return { next, entry: auditEntry(next, 'listed', { by: 'bot', at }, details) };
}

/** Ends a lookup that found nothing to ask for. */
export function endWithoutMatch(
  request: Request,
  found: Pick<NoMatch, 'closest' | 'withheld' | 'withheldMore' | 'unlinkedBefore' | 'meant'>,
  at: number,
): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: NoMatch = { ...lookedUp(request), ...found, status: 'no_match', endedAt: at };
  const details = {
    closest: found.closest.map(assetKey),
    ...withheldDetails(found),
  };
  return { next, entry: auditEntry(next, 'not_found', { by: 'bot', at }, details) };
}

function withheldDetails({ withheld, withheldMore }: Pick<Found, 'withheld' | 'withheldMore'>) {
  const kept = { withheld: withheld.map(({ asset }) => assetKey(asset)) };
  return withheldMore === undefined ? kept : { ...kept, withheldMore };
}

/** Ends a lookup that the ZCA did not answer. */
export function failLookup(request: Request, cause: FailureCause, at: number): Transition<InvalidState> {
  if (request.status !== 'looking_up') return invalidState(request);
  const next: LookupFailed = { ...lookedUp(request), status: 'lookup_failed', cause, endedAt: at };
  return { next, entry: auditEntry(next, 'lookup_failed', { by: 'bot', at }, { cause: cause.type }) };
}

export function lookedUp(request: LookingUp): Omit<LookingUp, 'status'> {
  const { status: _status, joining: _joining, ...asked } = withNextRevision(request);
  return asked;
}
