import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import type { Zca } from '../../../sandbox/zca/zca.js';
import { channel } from '../environment/environment.js';
import { type Board, buttonsOf } from './board.js';
import type { Cast } from './cast.js';
import { type Plan, wordsOf } from './plan.js';

/** Where people do what they do. */
export interface Stage {
  readonly workspace: Workspace;
  readonly zca: Zca;
  readonly board: Board;
  readonly cast: Cast;
  /** Whether anything goes wrong but what is killed. */
  readonly isCalm: boolean;
  /** How long people wait for an answer before they try once more, in milliseconds. */
  readonly patienceMs: number;
}

const botName = 'zca-unlink';

/** The card while it waits for a decision. */
export function openCard(plan: Plan, stage: Stage): Message | undefined {
  return cardWith('cancel', plan, stage);
}

/** The same, where it has this button. */
export function cardWith(button: string, plan: Plan, stage: Stage): Message | undefined {
  const card = cardOf(plan, stage);
  return card !== undefined && buttonsOf(card).includes(button) ? card : undefined;
}

/** The newest card that lists what the plan asks for. */
export function cardOf({ assets: [first] }: Plan, { board }: Stage): Message | undefined {
  return first === undefined ? undefined : board.cardOf(first.id);
}

/** Gives the plan's command. */
export async function say(plan: Plan, user: string, { workspace }: Stage): Promise<void> {
  const wanted = plan.guarded === null ? plan.assets.map(({ id }) => id).join(', ') : wordsOf(plan.number);
  const words = `${plan.kind} ${wanted}${plan.dryRun ? ' --dry-run' : ''}`;
  const text = plan.door === 'command' ? `/unlink ${words}` : `@${botName} unlink ${words}`;
  await workspace.post({ user, channel, text });
  if (plan.commandAgain) await deliverAgain(user, workspace);
}

/** The newest delivery from this person once more, byte for byte. */
export async function deliverAgain(user: string, workspace: Workspace): Promise<void> {
  const newest = workspace.deliveries.findLast(
    ({ kind, request }) => kind !== 'raw' && request?.body.includes(user) === true,
  );
  // What was refused or not taken is not delivered again: a person would ask anew.
  if (newest?.receipt?.status === 200 && newest.receipt.text === '') await workspace.redeliver(newest);
}
