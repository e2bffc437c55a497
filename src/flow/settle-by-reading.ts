import { type Asset, isSameLink } from '../core/asset/asset.js';
import type { LinkedAnew, Outcome } from '../core/request/outcome.js';
import type { Request, Running, UnresolvedAttempt } from '../core/request/request.js';
import { addUnresolvedAttempt, hasNoOutcome, recordOutcome } from '../core/request/unlink-transition.js';
import type { Ports } from './ports/ports.js';
import type { RunRef } from './ports/zca.js';
import { TryLater } from './try-later.js';
import { ZcaBusy, ZcaError, ZcaNotNow, ZcaUnclear } from './zca-error.js';

/** The parts of the world by which an outcome is read. */
export interface SettlePorts {
  readonly store: Pick<Ports['store'], 'change'>;
  readonly zca: Pick<Ports['zca'], 'read'>;
  readonly now: Ports['now'];
}

/** The time for reading the link after an unclear call; after that the outcome is `unknown`. */
const settleTimeoutMs = 10 * 60_000;
/** The wait before the next reading after the ZCA gave no usable answer. */
const readAgainMs = 5_000;
/** A call without a clear response may still take effect: the link is read this long after the last attempt. */
const lateMs = 5_000;

/**
 * Reads the outcome of an asset whose jobs crashed, or whose last call had no clear result. Throws as
 * `settleByReading`.
 */
export async function settleUnresolved(
  asset: Asset,
  request: Running,
  last: UnresolvedAttempt,
  ports: SettlePorts,
): Promise<Outcome> {
  if (!request.called.includes(asset.id)) return settleByReading(asset, request, last, ports);
  const noted = { ...last, at: ports.now() };
  const change = await ports.store.change(request.id, (current) =>
    addUnresolvedAttempt(current, noted, request.round),
  );
  // Until this note was written, another run of the job could begin its call.
  const at = change.type === 'changed' ? ports.now() : last.at;
  return readUnresolved(asset, request, { ...last, at }, ports);
}

/**
 * The outcome according to the link, or `unknown` once the time for reading is over.
 * @throws {TryLater} while a call may have unlinked it and it cannot be read; always while the console waits for
 * somebody
 */
async function settleByReading(
  asset: Asset,
  request: Running,
  { at: since, cause, tries }: UnresolvedAttempt,
  ports: SettlePorts,
): Promise<Outcome> {
  const at = ports.now();
  const called = request.called.includes(asset.id);
  try {
    const now = await ports.zca.read(asset.kind, asset.id, called ? runOf(request) : null);
    if (now === null) return gone(called ? 'maybe' : 'no', at);
    if (called && !isSameLink(asset, now)) return replaced({ at, cause, tries }, linkedAnew(asset, now));
    if (cause.type === 'refused') return { type: 'refused', at, message: cause.message };
    return { type: 'failed', at, tries, cause };
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    if (error instanceof ZcaNotNow) throw new TryLater(error.retryAfterMs, error.message);
    const passes = error instanceof ZcaBusy || error instanceof ZcaUnclear;
    if (called && passes && at < since + settleTimeoutMs)
      throw new TryLater(error instanceof ZcaBusy ? error.retryAfterMs : readAgainMs, error.message);
    return { type: called ? 'unknown' : 'failed', at, tries, cause };
  }
}

/**
 * Waits until a late call would have taken effect. An attempt dated in the future comes from a wrong clock and is not
 * waited for.
 */
export async function readUnresolved(
  asset: Asset,
  request: Running,
  doubtful: UnresolvedAttempt,
  ports: SettlePorts,
): Promise<Outcome> {
  const left = doubtful.at + lateMs - ports.now();
  if (left > 0 && left <= lateMs) throw new TryLater(left, 'the last call may still be carried out');
  return settleByReading(asset, request, doubtful, ports);
}

/**
 * Records the outcome of an asset; returns the changed request, or null if it came too late.
 * @throws {TryLater} if another run of the job has called for it in the meantime: the result of that call must be
 * read first
 */
export async function record(
  outcome: Outcome,
  { id }: Asset,
  { id: requestId, round }: Running,
  { store }: Pick<Ports, 'store'>,
): Promise<Request | null> {
  const change = await store.change(requestId, (current) => recordOutcome(current, id, round, outcome));
  if (change.type === 'changed') return change.request;
  if (change.type !== 'refused') return null;
  const { request } = change.reason;
  if (hasNoOutcome(request, id) && request.round === round)
    throw new TryLater(lateMs, 'another call for it may still be carried out');
  return null;
}

/**
 * The outcome of an asset that is not linked, by whether a call of this request unlinked it: `maybe` if a call went out
 * and the link was not found gone right after its answer.
 */
export function gone(byThisRequest: 'yes' | 'maybe' | 'no', at: number): Outcome {
  if (byThisRequest === 'no') return { type: 'already_unlinked', at };
  return { type: 'unlinked', at, ...(byThisRequest === 'maybe' ? { unconfirmed: true } : {}) };
}

/** The outcome of an asset with another link than the approved one, which a call of this request may have removed. */
export function replaced({ at, tries, cause }: Omit<UnresolvedAttempt, 'id'>, relinked: LinkedAnew): Outcome {
  return { type: 'unknown', at, tries, cause, linkedAnew: relinked };
}

export function linkedAnew(asset: Asset, now: Asset): LinkedAnew {
  return { nameNow: now.name === asset.name ? null : now.name };
}

export function runOf({ id, round }: Running): RunRef {
  return { requestId: id, round };
}
