import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import type { Zca } from '../../../sandbox/zca/zca.js';
import { approverGroup, channel } from '../town/town.js';
import { type Board, buttonsOf } from './board.js';
import type { Plan } from './plan.js';
import { press, pressOld } from './presses.js';

/** Where people do what they do. */
export interface Stage {
  readonly workspace: Workspace;
  readonly zca: Zca;
  readonly board: Board;
  /** How long people wait for an answer before they try once more, in milliseconds. */
  readonly patienceMs: number;
}

const botName = 'zca-unlink';

/** Everybody who will appear joins the workspace, and the approvers their group. */
export function castAll(plans: readonly Plan[], workspace: Workspace): ReadonlySet<string> {
  for (const { cast } of plans)
    for (const id of [cast.requester, cast.stranger, cast.rival, ...cast.approvers])
      workspace.addPerson({ id }, [channel]);
  // Who presses on a request of their own may approve those of others.
  const approvers = plans.flatMap(({ cast, requesterApproves }) =>
    requesterApproves ? [...cast.approvers, cast.requester] : cast.approvers,
  );
  workspace.setUsergroup(approverGroup, approvers);
  return new Set(approvers);
}

/** Plays one request from the question to its end, as people do: who gets no answer tries again, and not for ever. */
export async function play(plan: Plan, stage: Stage): Promise<void> {
  for (const asset of plan.assets) stage.zca.link(asset);
  const card = await ask(plan, plan.cast.requester, stage);
  if (card === undefined) return;
  if (plan.rivalAsks) await say(plan, plan.cast.rival, stage);
  await sleep(plan.thinkMs);
  await intrude(plan, card, stage);
  await decide(plan, stage);
  if (plan.lateClick && plan.decision !== 'none')
    await pressOld(stage.workspace, plan.cast.approvers[1], card, 'approve');
  await afterwards(plan, stage);
}

/** Asks, and asks again after a refusal or a long silence. */
async function ask(plan: Plan, user: string, stage: Stage): Promise<Message | undefined> {
  for (let tries = 0; tries < 3; tries += 1) {
    const told = stage.workspace.ephemerals(user).length;
    await say(plan, user, stage);
    const heard = await stage.board.until(
      () => openCard(plan, stage) ?? (stage.workspace.ephemerals(user).length > told && 'told'),
      stage.patienceMs,
    );
    const card = openCard(plan, stage);
    if (card !== undefined) return card;
    if (heard === 'told') await sleep(1_000);
  }
  return openCard(plan, stage);
}

function openCard(plan: Plan, { board }: Stage): Message | undefined {
  const card = cardOf(plan, board);
  return card !== undefined && buttonsOf(card).includes('approve') ? card : undefined;
}

function cardOf({ assets: [first] }: Plan, board: Board): Message | undefined {
  return first === undefined ? undefined : board.cardOf(first.id);
}

async function say(plan: Plan, user: string, { workspace }: Stage): Promise<void> {
  const words = `${plan.kind} ${plan.assets.map(({ id }) => id).join(', ')}${plan.dryRun ? ' --dry-run' : ''}`;
  const text = plan.door === 'command' ? `/unlink ${words}` : `@${botName} unlink ${words}`;
  await workspace.post({ user, channel, text });
  if (plan.commandAgain) await deliverAgain(user, workspace);
}

/** The newest delivery from this person once more, byte for byte. */
async function deliverAgain(user: string, workspace: Workspace): Promise<void> {
  const newest = workspace.deliveries.findLast(
    ({ kind, request }) => kind !== 'raw' && request?.body.includes(user) === true,
  );
  // What was refused or not taken is not delivered again: a person would ask anew.
  if (newest?.receipt?.status === 200 && newest.receipt.text === '') await workspace.redeliver(newest);
}

/** Presses of people who may not decide. */
async function intrude({ cast, ...plan }: Plan, card: Message, { workspace }: Stage): Promise<void> {
  if (plan.strangerPresses) await press(workspace, cast.stranger, card, 'approve');
  if (plan.requesterApproves) await press(workspace, cast.requester, card, 'approve');
}

/** Presses until the card waits no more. */
async function decide(plan: Plan, stage: Stage): Promise<void> {
  if (plan.decision === 'none') return;
  for (let tries = 0; tries < 4; tries += 1) {
    const card = openCard(plan, stage);
    if (card === undefined) return;
    await Promise.all(pressesOf(plan).map(([user, button]) => press(stage.workspace, user, card, button)));
    if (plan.pressAgain) await deliverAgain(plan.cast.approvers[0], stage.workspace);
    const decided = await stage.board.until(() => openCard(plan, stage) === undefined, stage.patienceMs);
    if (decided === true) return;
  }
}

type Press = readonly [user: string, button: 'approve' | 'cancel'];

function pressesOf({ decision, cast, doubleClick, bothApprove }: Plan): readonly Press[] {
  const [first, second] = cast.approvers;
  if (decision === 'cancel') return [[cast.requester, 'cancel']];
  if (decision === 'reject') return [[second, 'cancel']];
  const presses: Press[] = [[first, 'approve']];
  if (doubleClick) presses.push([first, 'approve']);
  if (bothApprove) presses.push([second, 'approve']);
  if (decision === 'race') presses.push([cast.requester, 'cancel']);
  return presses;
}

/** Asks anew for what was cancelled; else stops a run, and tries again what did not work. */
async function afterwards(plan: Plan, stage: Stage): Promise<void> {
  const { workspace, zca, board, patienceMs } = stage;
  const { approvers, rival } = plan.cast;
  const cardWith = (button: string) => {
    const card = cardOf(plan, board);
    return card !== undefined && buttonsOf(card).includes(button) ? card : undefined;
  };
  if (plan.decision === 'cancel' || plan.decision === 'reject') {
    if (plan.asksAnew) await say(plan, rival, stage);
    return;
  }
  if (plan.stops) {
    const running = await board.until(() => cardWith('stop'), 2_500);
    if (running !== undefined) await press(workspace, approvers[1], running, 'stop');
  }
  if (plan.retries) {
    await board.until(() => cardWith('retry') ?? cardOf(plan, board)?.text.includes('Done'), patienceMs / 2);
    const failed = cardWith('retry');
    // Somebody pays what was owed.
    for (const { kind, id } of plan.assets)
      if (zca.asset(kind, id) !== undefined) zca.refuse(kind, id, undefined);
    if (failed !== undefined) await press(workspace, approvers[0], failed, 'retry');
  }
}
