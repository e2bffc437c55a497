import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { channel } from '../environment/environment.js';
import { afterwards, leftForMs } from './afterwards.js';
import type { Plan } from './plan.js';
import { press, pressOld, tick } from './presses.js';
import { deliverAgain, openCard, type Stage, say } from './stage.js';

/** The bot's attempts to unlink an asset in a storm (`zca.attempts`). */
const tries = 5;

/**
 * Plays one request from the command to its end, as people do: without an answer they try again, but not for
 * ever.
 */
export async function play(plan: Plan, stage: Stage): Promise<void> {
  for (const asset of linkedFor(plan)) stage.zca.link(asset);
  const card = await ask(plan, plan.cast.requester, stage);
  if (card === undefined) return;
  if (plan.rivalAsks && plan.guarded === null) await rival(plan, card, stage);
  await stage.clock.sleep(plan.thinkMs);
  await choose(plan, stage);
  await intrude(plan, card, stage);
  if (!stage.isCalm) spoil(plan, stage);
  await change(plan, stage);
  await decide(plan, stage);
  if (plan.lateClick && plan.decision !== 'none')
    await pressOld(stage.workspace, plan.cast.approvers[1], card, 'approve');
  await afterwards(plan, stage);
}

function linkedFor({ assets, guarded }: Plan) {
  return guarded === null ? assets : [...assets, guarded];
}

/** The asset that a rival joins for, and that is unticked: the card keeps the others. */
function lastOf({ assets }: Plan): string {
  return assets.at(-1)?.id ?? '';
}

/** Somebody else asks for the same, and may want to confirm the request they joined. */
async function rival(plan: Plan, card: Message, stage: Stage): Promise<void> {
  const { workspace, board, answerTimeoutMs } = stage;
  const { rival: user } = plan.cast;
  if (!plan.rivalJoins) return say(plan, user, stage);
  await workspace.post({ user, channel, text: `/unlink ${plan.kind} ${lastOf(plan)}` });
  const hasJoined = () => workspace.ephemerals(user).some(({ text }) => text.includes('I added you to it'));
  if (plan.rivalApproves && (await board.until(hasJoined, answerTimeoutMs / 2)) === true)
    await pressOld(workspace, user, card, 'approve');
}

/** Ticks the boxes that came unticked; unticks one of several. */
async function choose(plan: Plan, stage: Stage): Promise<void> {
  const isTicked = plan.guarded !== null;
  if (!isTicked && !(plan.unticks && plan.assets.length > 1)) return;
  const asset = lastOf(plan);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const card = openCard(plan, stage);
    if (card === undefined || !(await tick(stage.workspace, plan.cast.requester, card, { asset, isTicked })))
      return;
    const isDrawn = () => openCard(plan, stage) !== card;
    if ((await stage.board.until(isDrawn, stage.answerTimeoutMs / 4)) === true) return;
  }
}

/** Before anybody presses, renames an asset on the card, or has an approver leave the group. */
async function change({ assets: [first], renames, approverLeft, cast }: Plan, stage: Stage): Promise<void> {
  if (renames && first !== undefined && stage.zca.asset(first.kind, first.id) !== null) {
    const name = `${first.name} đổi tên`;
    stage.zca.rename(first.kind, first.id, name);
    stage.renamed.set(first.id, { at: Date.now(), name });
  }
  if (!approverLeft) return;
  stage.cast.leave(cast.approvers[0]);
  await sleep(leftForMs);
}

/** Makes Slack and the ZCA fail at the worst moments. */
function spoil({ kind, assets, meetsFullLine, neverClear, pretends }: Plan, { workspace, zca }: Stage): void {
  if (meetsFullLine) {
    for (const { id } of assets) zca.faults.add({ type: 'status', status: 403, operation: 'read', kind, id });
    workspace.faults.add({ method: 'chat.update', kind: 'ratelimited', retryAfterSeconds: 1, times: 4 });
  }
  const [first] = assets;
  if (first === undefined) return;
  const { id } = first;
  if (pretends) zca.faults.add({ type: 'not_applied', operation: 'unlink', id });
  if (!neverClear) return;
  zca.faults.add({ type: 'status', status: 502, operation: 'unlink', id, times: tries });
  // The bot reads for the approval, at the start and before each call; the reading after the last meets a busy ZCA.
  zca.faults.add({ type: 'delay', delayMs: 0, operation: 'read', id, times: 2 + tries });
  zca.faults.add({ type: 'ratelimited', retryAfterSeconds: 1, operation: 'read', id });
}

/** Asks, and asks again after a refusal or a long silence. */
async function ask(plan: Plan, user: string, stage: Stage): Promise<Message | undefined> {
  for (let tries = 0; tries < 3; tries += 1) {
    const told = stage.workspace.ephemerals(user).length;
    await say(plan, user, stage);
    const heard = await stage.board.until(
      () => openCard(plan, stage) ?? (stage.workspace.ephemerals(user).length > told && 'told'),
      stage.answerTimeoutMs,
    );
    const card = openCard(plan, stage);
    if (card !== undefined) return card;
    if (heard === 'told') await stage.clock.sleep(1_000);
  }
  return openCard(plan, stage);
}

/** Presses by people without the right to decide. */
async function intrude({ cast, ...plan }: Plan, card: Message, { workspace }: Stage): Promise<void> {
  if (plan.strangerPresses) await press(workspace, cast.stranger, card, 'approve');
  if (plan.requesterApproves) await press(workspace, cast.requester, card, 'approve');
}

/** Presses until the card no longer waits. */
async function decide(plan: Plan, stage: Stage): Promise<void> {
  if (plan.decision === 'none') return;
  for (let tries = 0; tries < 4; tries += 1) {
    const card = openCard(plan, stage);
    if (card === undefined) return;
    await Promise.all(pressesOf(plan).map(([user, button]) => press(stage.workspace, user, card, button)));
    if (plan.pressAgain) await deliverAgain(plan.cast.approvers[0], stage.workspace);
    const decided = await stage.board.until(() => openCard(plan, stage) === undefined, stage.answerTimeoutMs);
    if (decided === true) return;
  }
}

type Press = readonly [user: string, button: 'approve' | 'cancel'];

function pressesOf({ decision, cast, doubleClick, bothApprove, approverLeft }: Plan): readonly Press[] {
  const [first, second] = cast.approvers;
  if (decision === 'cancel') return [[cast.requester, 'cancel']];
  if (decision === 'reject') return [[second, 'cancel']];
  const presses: Press[] = [[first, 'approve']];
  if (doubleClick) presses.push([first, 'approve']);
  if (bothApprove || approverLeft) presses.push([second, 'approve']);
  if (decision === 'race') presses.push([cast.requester, 'cancel']);
  return presses;
}
