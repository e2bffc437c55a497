import type { Asset } from '../core/asset.js';
import type { FailureCause, Outcome } from '../core/outcome.js';
import { chosenAssets, type Running } from '../core/request.js';
import { beginCall, outcomeOf, settle, start } from '../core/transition.js';
import type { Attempt, Ports } from './ports.js';
import { TryLater } from './try-later.js';
import { ZcaBusy, ZcaError, ZcaRefused, ZcaUnclear } from './zca-error.js';

/** How long an unlink waits for a ZCA that says "too many calls", in milliseconds, before it has failed. */
const patienceMs = 10 * 60_000;

/**
 * Step 4, once per asset: unlinks it if it is still the one that was approved, and records what happened. Reads the
 * link before every call and after it: a call whose answer was lost is settled by reading, never by calling blindly.
 */
export async function unlinkAsset(
  job: { readonly requestId: string; readonly id: string },
  attempt: Attempt,
  ports: Ports,
): Promise<void> {
  await ports.store.change(job.requestId, (current) => start(current, ports.now()));
  const request = await ports.store.get(job.requestId);
  const asset =
    request?.status === 'running' ? chosenAssets(request).find(({ id }) => id === job.id) : undefined;
  if (request?.status !== 'running' || asset === undefined || outcomeOf(request, job.id) !== null) return;
  const outcome = await tryToUnlink(asset, request, attempt, ports);
  await ports.store.change(request.id, (current) => settle(current, asset.id, outcome));
}

/** For an asset whose unlink gave no clear end: what reading the link tells, or that nothing is known. */
export async function settleByReading(
  asset: Asset,
  request: Running,
  cause: FailureCause,
  tries: number,
  ports: Ports,
): Promise<Outcome> {
  const at = ports.now();
  const called = request.called.includes(asset.id);
  try {
    const now = await ports.zca.read(asset.kind, asset.id);
    if (now === null) return gone(called, at);
    return { type: 'failed', at, tries, cause };
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    return { type: called ? 'unknown' : 'failed', at, tries, cause };
  }
}

async function tryToUnlink(asset: Asset, request: Running, attempt: Attempt, ports: Ports): Promise<Outcome> {
  try {
    return await readThenUnlink(asset, request, ports);
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    return afterError(error, asset, request, attempt, ports);
  }
}

async function readThenUnlink(asset: Asset, request: Running, ports: Ports): Promise<Outcome> {
  const calledBefore = request.called.includes(asset.id);
  const before = await ports.zca.read(asset.kind, asset.id);
  if (before === null) return gone(calledBefore, ports.now());
  if (!isSame(asset, before)) {
    return { type: 'changed', at: ports.now(), nameNow: before.name === asset.name ? null : before.name };
  }
  await ports.store.change(request.id, (current) => beginCall(current, asset.id, ports.now()));
  const answer = await ports.zca.unlink(orderFor(asset, request));
  const after = await ports.zca.read(asset.kind, asset.id);
  if (after !== null) throw new StillLinked();
  return gone(answer === 'unlinked' || calledBefore, ports.now());
}

/** Whether it is still the link that was approved; what the ZCA does not say cannot differ. */
function isSame(approved: Asset, now: Asset): boolean {
  const differs = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && a !== b;
  return (
    approved.name === now.name &&
    !differs(approved.zcaId, now.zcaId) &&
    !differs(approved.linkedAt, now.linkedAt)
  );
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
  if (error instanceof ZcaBusy && ports.now() - startedAt < patienceMs)
    throw new TryLater(error.retryAfterMs, error.message);
  if ((error instanceof ZcaUnclear || error instanceof StillLinked) && !attempt.last) throw error;
  ports.log.error('an unlink could not be done', {
    request: requestId,
    asset: asset.id,
    failure: error.failure.type,
  });
  if (error instanceof StillLinked)
    return { type: 'failed', at: ports.now(), tries: attempt.number, cause: error.failure };
  const newest = await ports.store.get(requestId);
  const running = newest?.status === 'running' ? newest : request;
  return settleByReading(asset, running, error.failure, attempt.number, ports);
}

function gone(byThisRequest: boolean, at: number): Outcome {
  return { type: byThisRequest ? 'unlinked' : 'already_unlinked', at };
}

function orderFor(asset: Asset, request: Running) {
  return {
    kind: asset.kind,
    id: asset.id,
    requestId: request.id,
    reason: request.reason ?? '',
    requestedBy: request.requester,
    approvedBy: [request.decision.by],
  };
}
