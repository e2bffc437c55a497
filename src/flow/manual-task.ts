import type { Asset } from '../core/asset/asset.js';
import type { Press } from '../core/command/submitted-command.js';
import { openManualTasks } from '../core/request/manual-task.js';
import { assignManualTask, reportManualTask } from '../core/request/manual-task-transition.js';
import type { Outcome } from '../core/request/outcome.js';
import { type CardRequest, chosenAssets, type Running } from '../core/request/request.js';
import type { Ports } from './ports/ports.js';
import { showWork } from './show-card.js';
import { withZaloSide } from './zalo-side.js';

/**
 * Assigns an asset of a run to the operators and tells them. Their report gives its outcome; no job waits for it.
 * Returns false if the run is being stopped or has ended, so nobody should act. Safe to repeat.
 */
export async function assignToOperators(asset: Asset, request: Running, ports: Ports): Promise<boolean> {
  const at = ports.now();
  await ports.store.change(request.id, (current) => assignManualTask(current, asset.id, request.round, at));
  const newest = await ports.store.get(request.id);
  if (newest?.status !== 'running' || newest.round !== request.round) return false;
  if (!openManualTasks(newest).some(({ id }) => id === asset.id)) return false;
  await tellOperators(newest, ports);
  return true;
}

/** Tells the operators about their task and schedules its reminders. Safe to repeat. */
export async function tellOperators(request: Running, { jobs, manual }: Ports): Promise<void> {
  await jobs.remindOperators(request, manual?.remindersMs ?? []);
  await jobs.progress(request.id);
}

/**
 * Restores what a crash withheld from the operators: their message and its reminders. Returns the number restored.
 */
export async function watchOperators(request: Running, { jobs, manual, chat }: Ports): Promise<PutBack> {
  const missing = await jobs.remindOperators(request, manual?.remindersMs ?? []);
  return { jobs: missing, messages: (await chat.ensureWork(request)) ? 1 : 0 };
}

/** The jobs and messages of a request that were lost and are restored. */
export interface PutBack {
  readonly jobs: number;
  readonly messages: number;
}

/**
 * The outcome that an operator's click reports, with Zalo's own view if available; null if the click reports none.
 */
export async function outcomeOfPress(
  press: Press,
  request: CardRequest,
  ports: Ports,
): Promise<Outcome | null> {
  const { action, user: by, pressedAt: at, round } = press;
  if (action.type === 'work_failed') {
    const { reason } = action;
    return { type: 'failed', at, tries: 1, cause: { type: 'could_not', by, reason } };
  }
  if (action.type !== 'work_done') return null;
  const outcome: Outcome = { type: 'reported', by, at };
  const about = { id: action.id, round };
  const asset = chosenAssets(request).find(({ id }) => id === action.id);
  if (asset === undefined || 'refused' in reportManualTask(request, { by }, about, outcome)) return outcome;
  return withZaloSide(outcome, asset, request.id, ports);
}

/**
 * Updates everything that depends on operators' work: the register, the report once nothing is left, their message.
 * Safe to repeat.
 */
export async function followWork(request: CardRequest, ports: Ports): Promise<void> {
  if (request.status === 'running') {
    await takeOffTheList(request, ports);
    if (request.settled.length === request.chosen.length) await ports.jobs.report(request);
  }
  await showWork(request, ports);
}

/** Marks everything that operators unlinked in the register. Safe to repeat. */
export async function takeOffTheList(request: Running, { manual }: Ports): Promise<void> {
  for (const { id, outcome } of request.settled) {
    if (outcome.type !== 'reported') continue;
    const { by, at } = outcome;
    await manual?.markUnlinked({ kind: request.kind, id }, { by, at, requestId: request.id });
  }
}

/** Reminds the operators, in the thread, of open work assigned in this run. */
export async function remindOperators(
  {
    requestId,
    round,
    number,
  }: { readonly requestId: string; readonly round: number; readonly number: number },
  ports: Ports,
): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request?.status !== 'running' || request.round !== round || openManualTasks(request).length === 0)
    return;
  const { operators } = ports;
  await ports.chat.postInThread(request, { type: 'work_reminder', number, round, operators });
}
