import { type Asset, isSameLink } from '../core/asset/asset.js';
import { asksMore, protectionOf } from '../core/request/asset-rules.js';
import { openManualTasks } from '../core/request/manual-task.js';
import type { FailureCause, Outcome } from '../core/request/outcome.js';
import { policyFor } from '../core/request/policy.js';
import { chosenAssets, type Request, type Running } from '../core/request/request.js';
import { runApproversOf } from '../core/request/run-approvers.js';
import { outcomeOf } from '../core/request/run-outcomes.js';
import { hasStoodStill, stop } from '../core/request/stop-transition.js';
import { invalidState, type PressRefusal } from '../core/request/transition.js';
import { beginCall, hasNoOutcome, unresolvedAttemptOf, voidCall } from '../core/request/unlink-transition.js';
import { assignToOperators, tellOperators } from './manual-task.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import type { UnlinkOrder } from './ports/zca.js';
import {
  gone,
  linkedAnew,
  readUnresolved,
  record,
  replaced,
  runOf,
  settleUnresolved,
} from './settle-by-reading.js';
import { TryLater } from './try-later.js';
import { withZaloSide, zaloBefore } from './zalo-side.js';
import { ZcaBusy, ZcaError, ZcaNotNow, ZcaRefused, ZcaUnclear, ZcaWithdrawn } from './zca-error.js';

/** A shorter wait for the ZCA is not worth showing. */
const longMs = 2_000;

/**
 * Step 5, once per asset: unlinks it if it is still the approved link, and records the outcome. Reads the link before
 * and after every call: if a response is lost, a reading settles it, never a blind call.
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
  if (openManualTasks(request).includes(asset)) return tellOperators(request, ports);
  if (await givenUpWaiting(asset, request, ports)) return;
  const doubtful = unresolvedAttemptOf(request, asset.id);
  const ended = await (doubtful === null
    ? tryToUnlink({ asset, request, attempt }, ports)
    : readUnresolved(asset, request, doubtful, ports));
  if (ended === null) return;
  const outcome = await withZaloSide(ended, asset, request.id, ports);
  const settled = await record(outcome, asset, request, ports);
  if (settled?.status === 'running') await ports.jobs.progress(request.id);
}

/**
 * Stops a run that made no progress for a request's whole lifetime, since nobody expects it now: no further call
 * goes out. Returns true if that ended this asset; if a call for it went out before, its result must be read first.
 */
async function givenUpWaiting({ id }: Asset, request: Running, ports: Ports): Promise<boolean> {
  const { lifetimeMs } = policyFor(ports.policies, request.kind, request.channel);
  const at = ports.now();
  if (request.stop !== null || !hasStoodStill(request, lifetimeMs, at)) return false;
  const stopped = await ports.store.change<PressRefusal>(request.id, (current) =>
    hasNoOutcome(current, id) && current.stop === null && hasStoodStill(current, lifetimeMs, at)
      ? stop(current, { by: 'bot', at, press: '' }, request.round)
      : invalidState(current),
  );
  return stopped.type === 'changed' && !request.called.includes(id);
}

/** Null if there is nothing to record: the request has ended, or operators have the asset. */
async function tryToUnlink(work: Work, ports: Ports): Promise<Outcome | null> {
  try {
    return await readThenUnlink(work, ports);
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    if (error instanceof ZcaWithdrawn) return notBegun(work.asset, work.request, ports);
    return afterError(error, work, ports);
  }
}

/** An asset's job, with the request as read when the job began. */
interface Work {
  readonly asset: Asset;
  readonly request: Running;
  readonly attempt: Attempt;
}

async function readThenUnlink(work: Work, ports: Ports): Promise<Outcome | null> {
  const { asset, request } = work;
  const calledBefore = request.called.includes(asset.id);
  if (request.stop !== null && !calledBefore) return stopped(request.stop.by, ports);
  const before = await ports.zca.read(asset.kind, asset.id, calledBefore ? runOf(request) : null);
  if (before === null) return gone(calledBefore, ports.now());
  const barred = await barredBy(before, work, ports);
  if (barred !== null) return barred;
  if (request.dryRun) return { type: 'would_unlink', at: ports.now() };
  return callThenRead(work, ports);
}

/** The outcome if the newest reading forbids the call; null if the call may go out. */
async function barredBy(
  before: Asset,
  { asset, request, attempt }: Work,
  ports: Ports,
): Promise<Outcome | null> {
  const calledBefore = request.called.includes(asset.id);
  const policy = policyFor(ports.policies, request.kind, request.channel);
  if (!isSameLink(asset, before) || asksMore(policy, asset, before)) {
    const anew = linkedAnew(asset, before);
    // The response of the earlier call was lost, or its worker crashed.
    const last = {
      id: asset.id,
      at: ports.now(),
      tries: attempt.number,
      cause: { type: 'crashed' },
    } as const;
    return calledBefore ? replaced(last, anew) : { type: 'changed', at: last.at, ...anew };
  }
  const message = protectionOf(policy, before);
  if (message !== null) {
    if (!calledBefore) return { type: 'protected', at: ports.now(), message };
    const cause = { type: 'stopped' } as const;
    return settleUnresolved(
      asset,
      request,
      { id: asset.id, at: ports.now(), tries: attempt.number, cause },
      ports,
    );
  }
  return null;
}

async function callThenRead({ asset, request, attempt }: Work, ports: Ports): Promise<Outcome | null> {
  const calledBefore = request.called.includes(asset.id);
  const zaloShows = await zaloBefore(asset, request, ports);
  const call = attempt.run;
  // The latest attempt to record the call would produce this revision; null if there was none, or the store refused it.
  let revision: number | null = null;
  const noteVoid = async () => {
    if (revision !== null) await noteVoidCall(request, { id: asset.id, call, revision }, ports);
  };
  const begin = async () => {
    const step = (current: Request) => {
      revision = current.revision + 1;
      return beginCall(current, { id: asset.id, round: request.round, call, zaloShows }, ports.now());
    };
    const begun = await ports.store.change(request.id, step).catch(async (error: unknown) => {
      // It may be noted all the same, and no call goes out.
      await noteVoid();
      throw error;
    });
    // This worker may have waited or been paused since it read the request: no call goes out for a stopped or ended
    // run.
    if (begun.type !== 'changed') {
      revision = null;
      throw new ZcaWithdrawn();
    }
  };
  const answer = await ports.zca.unlink(orderFor(asset, request, begin)).catch(async (error: unknown) => {
    if (error instanceof ZcaError && error.isVoid) await noteVoid();
    throw error;
  });
  if (answer === 'not_linked') await noteVoid();
  if (answer === 'handed_over')
    return (await assignToOperators(asset, request, ports)) ? null : notHandedOver(request, ports);
  const after = await ports.zca.read(asset.kind, asset.id, runOf(request));
  if (after !== null) throw new StillLinked();
  return gone(answer === 'unlinked' || calledBefore, ports.now());
}

/** Attempts to record that a call unlinked nothing: only this run of the job knows. */
const voidTries = 3;

async function noteVoidCall(
  { id: requestId, round }: Running,
  made: Omit<Parameters<typeof voidCall>[1], 'round'>,
  ports: Ports,
): Promise<void> {
  for (let left = voidTries - 1; ; left -= 1)
    try {
      await ports.store.change(requestId, (current) => voidCall(current, { ...made, round }, ports.now()));
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
}

async function notBegun(asset: Asset, { id, round }: Running, ports: Ports): Promise<Outcome | null> {
  const newest = await ports.store.get(id);
  if (newest?.status !== 'running' || newest.round !== round || newest.stop === null) return null;
  const last = { id: asset.id, at: ports.now(), tries: 1, cause: { type: 'stopped' } } as const;
  return newest.called.includes(asset.id)
    ? settleUnresolved(asset, newest, last, ports)
    : stopped(newest.stop.by, ports);
}

/** If nobody was told to unlink it, no call was made. */
async function notHandedOver({ id, round }: Running, ports: Ports): Promise<Outcome | null> {
  const newest = await ports.store.get(id);
  if (newest?.status !== 'running' || newest.round !== round || newest.stop === null) return null;
  return stopped(newest.stop.by, ports);
}

function stopped(by: string, { now }: Ports): Outcome {
  return { type: 'stopped', by, at: now() };
}

/**
 * The ZCA answered "unlinked" or "not linked", but its own reading does not agree yet: the bot reports success only
 * once it does.
 */
class StillLinked extends ZcaError {
  override readonly name = 'StillLinked';
  override readonly failure: FailureCause = { type: 'still_linked' };
}

/** Shows why nothing moves; if that fails, the run waits all the same. */
async function showBusy(running: Running, { chat, log }: Ports): Promise<void> {
  await chat.showCard(running, { zcaIsBusy: true }).catch((error: unknown) => {
    log.info('card.busy_not_shown', 'could not show on a card that the ZCA is busy', {
      request: running.id,
      error: String(error),
    });
  });
}

async function afterError(
  error: ZcaError,
  { asset, request, attempt }: Work,
  ports: Ports,
): Promise<Outcome> {
  const requestId = request.id;
  if (error instanceof ZcaNotNow) throw new TryLater(error.retryAfterMs, error.message);
  const newest = await ports.store.get(requestId);
  const running = newest?.status === 'running' ? newest : request;
  // Even if this call was refused: an earlier one may have no response yet.
  const isCalled = running.called.includes(asset.id);
  if (error instanceof ZcaRefused && !isCalled)
    return { type: 'refused', at: ports.now(), message: error.failure.message };
  const { lifetimeMs } = policyFor(ports.policies, request.kind, request.channel);
  // Without a call, the asset waits, and can be stopped, until it has waited for too long.
  if (error instanceof ZcaBusy && !(isCalled && hasStoodStill(running, lifetimeMs, ports.now()))) {
    if (error.retryAfterMs >= longMs) await showBusy(running, ports);
    throw new TryLater(error.retryAfterMs, error.message);
  }
  if ((error instanceof ZcaUnclear || error instanceof StillLinked) && !attempt.last) throw error;
  ports.log.error('unlink.failed', 'could not unlink an asset', {
    request: requestId,
    asset: asset.id,
    failure: error.failure.type,
  });
  const last = { id: asset.id, at: ports.now(), tries: attempt.number, cause: error.failure };
  return settleUnresolved(asset, running, last, ports);
}

function orderFor(asset: Asset, request: Running, begin: UnlinkOrder['begin']): UnlinkOrder {
  return {
    ...runOf(request),
    kind: asset.kind,
    id: asset.id,
    reason: request.reason ?? '',
    requestedBy: request.requester,
    approvedBy: runApproversOf(request),
    begin,
  };
}
