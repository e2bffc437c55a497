import type { Asset } from '../asset/asset.js';
import { isDone, isGone, isSeenByZalo, isStillShown, mayRetry, type Outcome } from './outcome.js';
import { type Approved, chosenAssets, type Finished, type Request, type Running } from './request.js';

/** The known outcome of an asset; null if there is none yet. */
export function outcomeOf(request: Request, id: string): Outcome | null {
  if (!('settled' in request)) return null;
  return request.settled.find((settled) => settled.id === id)?.outcome ?? null;
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
