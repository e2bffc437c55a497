import { assetKey } from '../asset/asset.js';
import { manualTaskOf, openManualTasks, withStopped } from './manual-task.js';
import type { Outcome } from './outcome.js';
import type { Decision, ManualTask, Request, Running } from './request.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type PressRefusal,
  type Transition,
  withNextRevision,
} from './transition.js';
import { hasNoOutcome } from './unlink-transition.js';

/** Transitions of a manual task, from assignment to outcome; each as in `transition.ts`. */

/** Assigns one asset of a run to the operators, once. Refused if the run is being stopped or has ended. */
export function assignManualTask(
  request: Request,
  id: string,
  round: number,
  at: number,
): Transition<InvalidState> {
  const work = manualTaskOf(request);
  if (!hasNoOutcome(request, id) || request.round !== round || request.stop !== null || request.dryRun)
    return invalidState(request);
  if (work.ids.includes(id)) return invalidState(request);
  const handWork = { ...work, ids: [...work.ids, id], since: work.since === 0 ? at : work.since };
  const next: Running = { ...withNextRevision(request), handWork };
  const asset = assetKey({ kind: request.kind, id });
  return { next, entry: auditEntry(next, 'handed_over', { by: 'bot', at }, { asset, round }) };
}

/** The state on the operator's screen when they clicked. */
export interface SeenManualTask {
  readonly round: number;
  readonly turn: number;
}

/** Claims the whole task of a run, even from another operator, if the operator saw who had it. */
export function claimManualTask(
  request: Request,
  decision: Decision,
  seen: SeenManualTask,
): Transition<PressRefusal> {
  if (!isOpenIn(request, seen.round)) return { refused: { type: 'work_over' } };
  const work = manualTaskOf(request);
  const { by, at } = decision;
  if (work.taken?.by === by) return { refused: { type: 'work_is_yours' } };
  if (work.turn !== seen.turn) return { refused: { type: 'work_moved', by: work.taken?.by ?? null } };
  const from = work.taken === null ? {} : { takenFrom: work.taken.by };
  const handWork = { ...free(work), ...from, taken: decision, turn: work.turn + 1 };
  const next: Running = { ...withNextRevision(request), handWork };
  const details = { round: seen.round, from: work.taken?.by ?? null };
  return { next, entry: auditEntry(next, 'work_taken', { by, at }, details) };
}

/** Releases the task for somebody else; if the run is being stopped, nobody may start it again. */
export function releaseManualTask(
  request: Request,
  { by, at }: Decision,
  round: number,
): Transition<PressRefusal> {
  if (!isOpenIn(request, round)) return { refused: { type: 'work_over' } };
  const work = manualTaskOf(request);
  if (work.taken?.by !== by) return { refused: { type: 'not_your_work', by: work.taken?.by ?? null } };
  const handWork = { ...free(work), turn: work.turn + 1 };
  const { stop } = request;
  const settled = stop === null ? request.settled : withStopped({ ...request, handWork }, stop);
  const next: Running = { ...withNextRevision(request), handWork, settled };
  return { next, entry: auditEntry(next, 'work_given_back', { by, at }, { round }) };
}

/**
 * Records the outcome of one asset, as reported by the operator who has the task; the first outcome stays. A “done”
 * also counts from the previous operator if they clicked before the other took over: nobody should look for an asset
 * that is already unlinked.
 */
export function reportManualTask(
  request: Request,
  { by }: Pick<Decision, 'by'>,
  { id, round }: { readonly id: string; readonly round: number },
  outcome: Outcome,
): Transition<PressRefusal> {
  if (!isOpenIn(request, round) || !openManualTasks(request).some((asset) => asset.id === id))
    return { refused: { type: 'work_over' } };
  const work = manualTaskOf(request);
  if (work.taken?.by !== by && !hadItThen(work, by, outcome))
    return { refused: { type: 'not_your_work', by: work.taken?.by ?? null } };
  const next: Running = {
    ...withNextRevision(request),
    settled: [...request.settled, { id, outcome }],
  };
  const reason =
    outcome.type === 'failed' && outcome.cause.type === 'could_not' ? outcome.cause.reason : null;
  const details = {
    asset: assetKey({ kind: request.kind, id }),
    outcome: outcome.type,
    ...(reason === null ? {} : { reason }),
  };
  return { next, entry: auditEntry(next, 'settled', { by, at: outcome.at }, details) };
}

function isOpenIn(request: Request, round: number): request is Running {
  return request.status === 'running' && request.round === round && openManualTasks(request).length > 0;
}

function hadItThen({ taken, takenFrom }: ManualTask, by: string, outcome: Outcome): boolean {
  return outcome.type === 'reported' && takenFrom === by && taken !== null && outcome.at < taken.at;
}

function free({ takenFrom: _, ...work }: ManualTask): ManualTask {
  return { ...work, taken: null };
}
