import { type Asset, isSameLink } from '../core/asset/asset.js';
import { asksMore, protectionOf } from '../core/request/asset-rules.js';
import { openManualTasks } from '../core/request/manual-task.js';
import type { Outcome } from '../core/request/outcome.js';
import { policyFor } from '../core/request/policy.js';
import { chosenAssets, type Running } from '../core/request/request.js';
import { outcomeOf } from '../core/request/run-outcomes.js';
import { hasStoodStill, stop } from '../core/request/stop-transition.js';
import { invalidState, type PressRefusal } from '../core/request/transition.js';
import { hasNoOutcome, unresolvedAttemptOf } from '../core/request/unlink-transition.js';
import { tellOperators } from './manual-task.js';
import { outcomeAfterError } from './outcome-after-error.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import {
  gone,
  linkedAnew,
  readUnresolved,
  record,
  replaced,
  runOf,
  settleUnresolved,
} from './settle-by-reading.js';
import { callThenRead, lastAttempt, stopped, type Work } from './unlink-call.js';
import { withZaloSide } from './zalo-side.js';
import { ZcaError, ZcaWithdrawn } from './zca-error.js';

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
    if (error instanceof ZcaWithdrawn) return notBegun(work, ports);
    return outcomeAfterError(error, work, ports);
  }
}

async function readThenUnlink(work: Work, ports: Ports): Promise<Outcome | null> {
  const { asset, request } = work;
  const calledBefore = request.called.includes(asset.id);
  if (request.stop !== null && !calledBefore) return stopped(request.stop.by, ports);
  const before = await ports.zca.read(asset.kind, asset.id, calledBefore ? runOf(request) : null);
  if (before === null) return gone(calledBefore ? 'maybe' : 'no', ports.now());
  const barred = await barredBy(before, work, ports);
  if (barred !== null) return barred;
  if (request.dryRun) return { type: 'would_unlink', at: ports.now() };
  return callThenRead(work, ports);
}

/** The outcome if the newest reading forbids the call; null if the call may go out. */
async function barredBy(before: Asset, work: Work, ports: Ports): Promise<Outcome | null> {
  const { asset, request } = work;
  const calledBefore = request.called.includes(asset.id);
  const policy = policyFor(ports.policies, request.kind, request.channel);
  if (!isSameLink(asset, before) || asksMore(policy, asset, before)) {
    const relinked = linkedAnew(asset, before);
    // The response of the earlier call was lost, or its worker crashed.
    const last = lastAttempt(work, { type: 'crashed' }, ports);
    return calledBefore ? replaced(last, relinked) : { type: 'changed', at: last.at, ...relinked };
  }
  const message = protectionOf(policy, before);
  if (message !== null) {
    if (!calledBefore) return { type: 'protected', at: ports.now(), message };
    return settleUnresolved(asset, request, lastAttempt(work, { type: 'stopped' }, ports), ports);
  }
  return null;
}

async function notBegun(work: Work, ports: Ports): Promise<Outcome | null> {
  const { asset } = work;
  const { id, round } = work.request;
  const newest = await ports.store.get(id);
  if (newest?.status !== 'running' || newest.round !== round || newest.stop === null) return null;
  const last = lastAttempt(work, { type: 'stopped' }, ports, 1);
  return newest.called.includes(asset.id)
    ? settleUnresolved(asset, newest, last, ports)
    : stopped(newest.stop.by, ports);
}
