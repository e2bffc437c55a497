import { setTimeout as sleep } from 'node:timers/promises';
import type { Plan } from './plan.js';
import { press } from './presses.js';
import { cardOf, cardWith, type Stage, say } from './stage.js';

/** An approver has been gone this long when somebody presses: the bot may have read the group just before. */
export const leftForMs = 9_000;

/** Asks again for a cancelled request; else stops a run, and retries its failures. */
export async function afterwards(plan: Plan, stage: Stage): Promise<void> {
  if (plan.decision === 'cancel' || plan.decision === 'reject') {
    if (plan.asksAnew) await say(plan, plan.cast.rival, stage);
    return;
  }
  if (plan.stops) await stopRun(plan, stage);
  if (plan.retries) await tryAgain(plan, stage);
}

async function stopRun(plan: Plan, stage: Stage): Promise<void> {
  const running = await stage.board.until(() => cardWith('stop', plan, stage), 2_500);
  if (running !== undefined) await press(stage.workspace, plan.cast.approvers[1], running, 'stop');
}

async function tryAgain(plan: Plan, stage: Stage): Promise<void> {
  const { workspace, board, answerTimeoutMs, cast } = stage;
  const isDone = () => cardOf(plan, stage)?.text.includes('Done');
  await board.until(() => cardWith('retry', plan, stage) ?? isDone(), answerTimeoutMs / 2);
  const failed = cardWith('retry', plan, stage);
  mend(plan, stage);
  if (failed === undefined) return;
  const [first, second] = plan.cast.approvers;
  if (plan.approverLeaves && !plan.approverLeft) {
    cast.leave(first);
    await sleep(leftForMs);
  }
  await press(workspace, plan.approverLeaves || plan.approverLeft ? second : first, failed, 'retry');
}

/** Somebody pays the debt, or unlinks the asset by hand. */
function mend({ assets, removedByHand }: Plan, { zca }: Stage): void {
  for (const { kind, id, refusal } of assets) {
    if (refusal === undefined || zca.asset(kind, id) === null) continue;
    if (removedByHand) zca.remove(kind, id);
    else zca.refuse(kind, id, null);
  }
}
