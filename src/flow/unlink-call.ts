import type { Asset } from '../core/asset/asset.js';
import type { FailureCause, Outcome } from '../core/request/outcome.js';
import type { Request, Running, UnresolvedAttempt } from '../core/request/request.js';
import { runApproversOf } from '../core/request/run-approvers.js';
import { beginCall, voidCall } from '../core/request/unlink-transition.js';
import { assignToOperators } from './manual-task.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import type { UnlinkOrder } from './ports/zca.js';
import { gone, runOf } from './settle-by-reading.js';
import { zaloBefore } from './zalo-side.js';
import { ZcaError, ZcaWithdrawn } from './zca-error.js';

/** An asset's job, with the request as read when the job began. */
export interface Work {
  readonly asset: Asset;
  readonly request: Running;
  readonly attempt: Attempt;
}

/** The last attempt at an asset, which ended now; `tries`: its attempts until now. */
export function lastAttempt(
  { asset, attempt }: Work,
  cause: FailureCause,
  { now }: Ports,
  tries = attempt.number,
): UnresolvedAttempt {
  return { id: asset.id, at: now(), tries, cause };
}

/**
 * Records the call, makes it, and reads the link again. Null if operators have the asset, or the run has ended.
 * @throws {ZcaError} {StillLinked} if the link is still there
 */
export async function callThenRead({ asset, request, attempt }: Work, ports: Ports): Promise<Outcome | null> {
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
  if (answer === 'unlinked') return gone('yes', ports.now());
  return gone(calledBefore ? 'maybe' : 'no', ports.now());
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

/** If nobody was told to unlink it, no call was made. */
async function notHandedOver({ id, round }: Running, ports: Ports): Promise<Outcome | null> {
  const newest = await ports.store.get(id);
  if (newest?.status !== 'running' || newest.round !== round || newest.stop === null) return null;
  return stopped(newest.stop.by, ports);
}

export function stopped(by: string, { now }: Ports): Outcome {
  return { type: 'stopped', by, at: now() };
}

/**
 * The ZCA answered "unlinked" or "not linked", but its own reading does not agree yet: the bot reports success only
 * once it does.
 */
export class StillLinked extends ZcaError {
  override readonly name = 'StillLinked';
  override readonly failure: FailureCause = { type: 'still_linked' };
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
