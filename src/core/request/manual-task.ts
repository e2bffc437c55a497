import type { Asset } from '../asset/asset.js';
import {
  chosenAssets,
  type Decision,
  type Finished,
  isFinished,
  type ManualTask,
  type Request,
  type Running,
} from './request.js';

/** The part of a run that waits for operators; `manual-task-transition.ts` changes it. */

const none: ManualTask = { since: 0, ids: [], taken: null, turn: 1, presses: [] };

export function manualTaskOf(request: Request): ManualTask {
  return ('handWork' in request ? request.handWork : undefined) ?? none;
}

/** Assets assigned to operators and without an outcome yet. */
export function openManualTasks(request: Request): readonly Asset[] {
  if (request.status !== 'running') return [];
  const { ids } = manualTaskOf(request);
  const settled = new Set(request.settled.map(({ id }) => id));
  return chosenAssets(request).filter(({ id }) => ids.includes(id) && !settled.has(id));
}

/** True if any asset of the newest run was assigned to operators. */
export function hasManualTasks(request: Request): request is Running | Finished {
  const hasRun = request.status === 'running' || isFinished(request);
  return hasRun && manualTaskOf(request).ids.length > 0;
}

/** True if only operators' work remains. */
export function waitsForOperators(request: Running): boolean {
  const open = openManualTasks(request).length;
  return open > 0 && request.settled.length + open === request.chosen.length;
}

/**
 * The recorded outcomes, plus `stopped` for every asset that nobody has begun: no operator has claimed it and no call
 * went out.
 */
export function withStopped(request: Running, { by, at }: Decision): Running['settled'] {
  const { ids, taken } = manualTaskOf(request);
  const settled = new Set(request.settled.map(({ id }) => id));
  const hasBegun = (id: string) => (ids.includes(id) ? taken !== null : request.called.includes(id));
  const stopped = request.chosen
    .filter((id) => !settled.has(id) && !hasBegun(id))
    .map((id) => ({ id, outcome: { type: 'stopped', by, at } as const }));
  return [...request.settled, ...stopped];
}

/** The task reset for another run, before any of its assets is assigned. */
export function reassignedManualTasks(request: { readonly handWork?: ManualTask }): {
  handWork?: ManualTask;
} {
  const { handWork } = request;
  if (handWork === undefined) return {};
  const { takenFrom: _, ...kept } = handWork;
  return { handWork: { ...kept, since: 0, ids: [], taken: null, turn: handWork.turn + 1 } };
}
