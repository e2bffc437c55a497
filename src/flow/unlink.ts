import { type Asset, isSameLink } from '../core/asset.js';
import { carriersOf } from '../core/carriers.js';
import { openWork } from '../core/hand-work.js';
import type { FailureCause, Outcome } from '../core/outcome.js';
import { policyFor, protectionOf } from '../core/policy.js';
import { chosenAssets, type Doubt, type Running } from '../core/request.js';
import { beginCall, doubt, doubtOf, outcomeOf, settle } from '../core/run-transition.js';
import { handToOperators, tellOperators } from './hand-work.js';
import type { Attempt } from './ports/jobs.js';
import type { RunRef, UnlinkOrder } from './ports/zca.js';
import type { Ports } from './ports.js';
import { TryLater } from './try-later.js';
import { withZaloSide, zaloBefore } from './zalo-side.js';
import { ZcaBusy, ZcaError, ZcaNotNow, ZcaRefused, ZcaUnclear, ZcaWithdrawn } from './zca-error.js';

/** How long an unlink waits for a ZCA that says "too many calls", in milliseconds, before it has failed. */
const patienceMs = 10 * 60_000;
/** A call without a clear answer may still be carried out: this long after the last try, in milliseconds, its end is read. */
const lateMs = 5_000;

/**
 * Step 5, once per asset: unlinks it if it is still the one that was approved, and records what happened. Reads the
 * link before every call and after it: a call whose answer was lost is settled by reading, never by calling blindly.
 */
export async function unlinkAsset(
  job: { readonly requestId: string; readonly id: string; readonly round: number },
  attempt: Attempt,
  ports: Ports,
): Promise<void> {
  const request = await ports.store.get(job.requestId);
  if (request?.status !== 'running' || request.round !== job.round) return;
  const asset = chosenAssets(request).find(({ id }) => id === job.id);
  if (asset === undefined || outcomeOf(request, job.id) !== null) return;
  if (openWork(request).includes(asset)) return tellOperators(request, ports);
  const doubtful = doubtOf(request, asset.id);
  const ended = await (doubtful === null
    ? tryToUnlink(asset, request, attempt, ports)
    : readInDoubt(asset, request, doubtful, ports));
  if (ended === null) return;
  const outcome = await withZaloSide(ended, asset, request.id, ports);
  const settled = await ports.store.change(request.id, (current) =>
    settle(current, asset.id, request.round, outcome),
  );
  if (settled.type === 'changed' && settled.request.status === 'running')
    await ports.jobs.progress(request.id);
}

/**
 * For an asset whose unlink gave no clear end: what reading the link tells, or that nothing is known.
 * @throws {TryLater} while it cannot be read because the console waits for somebody
 */
export async function settleByReading(
  asset: Asset,
  request: Running,
  { cause, tries }: Pick<Doubt, 'cause' | 'tries'>,
  ports: Ports,
): Promise<Outcome> {
  const at = ports.now();
  const called = request.called.includes(asset.id);
  try {
    const now = await ports.zca.read(asset.kind, asset.id, called ? runOf(request) : null);
    if (now === null) return gone(called, at);
    return { type: 'failed', at, tries, cause };
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    if (error instanceof ZcaNotNow) throw new TryLater(error.retryAfterMs, error.message);
    return { type: called ? 'unknown' : 'failed', at, tries, cause };
  }
}

/** Not before a call that came late has had its time. A doubt that is of a time to come was noted by a wrong clock. */
async function readInDoubt(asset: Asset, request: Running, doubtful: Doubt, ports: Ports): Promise<Outcome> {
  const left = doubtful.at + lateMs - ports.now();
  if (left > 0 && left <= lateMs) throw new TryLater(left, 'the last call may still be carried out');
  return settleByReading(asset, request, doubtful, ports);
}

/** Null when there is nothing to record: the request has ended meanwhile, or it is in operators' hands. */
async function tryToUnlink(
  asset: Asset,
  request: Running,
  attempt: Attempt,
  ports: Ports,
): Promise<Outcome | null> {
  try {
    return await readThenUnlink(asset, request, ports);
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    if (error instanceof ZcaWithdrawn) return notBegun(asset, request, ports);
    return afterError(error, asset, request, attempt, ports);
  }
}

async function readThenUnlink(asset: Asset, request: Running, ports: Ports): Promise<Outcome | null> {
  const calledBefore = request.called.includes(asset.id);
  if (request.stop !== null && !calledBefore) return stopped(request.stop.by, ports);
  const before = await ports.zca.read(asset.kind, asset.id, calledBefore ? runOf(request) : null);
  if (before === null) return gone(calledBefore, ports.now());
  if (!isSameLink(asset, before)) {
    return { type: 'changed', at: ports.now(), nameNow: before.name === asset.name ? null : before.name };
  }
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const message = protectionOf(policy, before);
  if (message !== null) return { type: 'protected', at: ports.now(), message };
  if (request.dryRun) return { type: 'would_unlink', at: ports.now() };
  const zaloShows = await zaloBefore(asset, request, ports);
  const begin = async () => {
    const begun = await ports.store.change(request.id, (current) =>
      beginCall(current, asset.id, request.round, ports.now(), zaloShows),
    );
    // This worker may have waited or slept since it read the request: what was stopped or has ended is not called for.
    if (begun.type !== 'changed') throw new ZcaWithdrawn();
  };
  const answer = await ports.zca.unlink(orderFor(asset, request, begin));
  if (answer === 'handed_over')
    return (await handToOperators(asset, request, ports)) ? null : notHandedOver(request, ports);
  const after = await ports.zca.read(asset.kind, asset.id, runOf(request));
  if (after !== null) throw new StillLinked();
  return gone(answer === 'unlinked' || calledBefore, ports.now());
}

async function notBegun(asset: Asset, { id, round }: Running, ports: Ports): Promise<Outcome | null> {
  const newest = await ports.store.get(id);
  if (newest?.status !== 'running' || newest.round !== round || newest.stop === null) return null;
  return newest.called.includes(asset.id)
    ? settleByReading(asset, newest, { cause: { type: 'stopped' }, tries: 1 }, ports)
    : stopped(newest.stop.by, ports);
}

/** Where nobody was told to unlink it, nothing was called. */
async function notHandedOver({ id, round }: Running, ports: Ports): Promise<Outcome | null> {
  const newest = await ports.store.get(id);
  if (newest?.status !== 'running' || newest.round !== round || newest.stop === null) return null;
  return stopped(newest.stop.by, ports);
}

function stopped(by: string, { now }: Ports): Outcome {
  return { type: 'stopped', by, at: now() };
}

/** The ZCA said "unlinked" or "not linked" and its own reading does not agree (yet): success is not said before it does. */
class StillLinked extends ZcaError {
  override readonly name = 'StillLinked';
  override readonly failure: FailureCause = { type: 'still_linked' };
}

async function afterError(
  error: ZcaError,
  asset: Asset,
  request: Running,
  attempt: Attempt,
  ports: Ports,
): Promise<Outcome> {
  const { id: requestId, startedAt } = request;
  if (error instanceof ZcaRefused)
    return { type: 'refused', at: ports.now(), message: error.failure.message };
  if (error instanceof ZcaNotNow) throw new TryLater(error.retryAfterMs, error.message);
  if (error instanceof ZcaBusy && ports.now() - startedAt < patienceMs)
    throw new TryLater(error.retryAfterMs, error.message);
  if ((error instanceof ZcaUnclear || error instanceof StillLinked) && !attempt.last) throw error;
  ports.log.error('an unlink could not be done', {
    request: requestId,
    asset: asset.id,
    failure: error.failure.type,
  });
  const last = { id: asset.id, at: ports.now(), tries: attempt.number, cause: error.failure };
  const newest = await ports.store.get(requestId);
  const running = newest?.status === 'running' ? newest : request;
  if (!running.called.includes(asset.id)) return settleByReading(asset, running, last, ports);
  await ports.store.change(requestId, (current) => doubt(current, last, request.round));
  return readInDoubt(asset, running, last, ports);
}

function gone(byThisRequest: boolean, at: number): Outcome {
  return { type: byThisRequest ? 'unlinked' : 'already_unlinked', at };
}

function runOf({ id, round }: Running): RunRef {
  return { requestId: id, round };
}

function orderFor(asset: Asset, request: Running, begin: UnlinkOrder['begin']): UnlinkOrder {
  return {
    ...runOf(request),
    kind: asset.kind,
    id: asset.id,
    reason: request.reason ?? '',
    requestedBy: request.requester,
    approvedBy: carriersOf(request),
    begin,
  };
}
