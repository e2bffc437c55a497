import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import type { Zca } from '../../../sandbox/zca/zca.js';
import { channel } from '../environment/environment.js';
import { type Board, buttonsOf } from './board.js';
import type { Cast } from './cast.js';
import { type Plan, wordsOf } from './plan.js';
import type { StormClock } from './storm-clock.js';

/** An asset whose name is another than the card showed. */
export interface Renamed {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly name: string;
}

/** The place where people act. */
export interface Stage {
  readonly workspace: Workspace;
  readonly zca: Zca;
  readonly board: Board;
  readonly clock: Pick<StormClock, 'now' | 'sleep'>;
  readonly cast: Cast;
  readonly renamed: Map<string, Renamed>;
  /** True if processes are killed and nothing else goes wrong. */
  readonly isCalm: boolean;
  /** People wait this long by the storm’s clock for an answer before they try once more. */
  readonly answerTimeoutMs: number;
}

const botName = 'zca-unlink';

/** The card while it waits for a decision. */
export function openCard(plan: Plan, stage: Stage): Message | undefined {
  return cardWith('cancel', plan, stage);
}

/** The open card, if it has this button. */
export function cardWith(button: string, plan: Plan, stage: Stage): Message | undefined {
  const card = cardOf(plan, stage);
  return card !== undefined && buttonsOf(card).includes(button) ? card : undefined;
}

/** The newest card with the plan's assets. */
export function cardOf({ assets: [first] }: Plan, { board }: Stage): Message | undefined {
  return first === undefined ? undefined : board.cardOf(first.id);
}

/** Types the plan's command. */
export async function say(plan: Plan, user: string, { workspace }: Stage): Promise<void> {
  const wanted = plan.guarded === null ? plan.assets.map(({ id }) => id).join(', ') : wordsOf(plan.number);
  const words = `${plan.kind} ${wanted}${plan.dryRun ? ' --dry-run' : ''}`;
  const text = plan.door === 'command' ? `/unlink ${words}` : `@${botName} unlink ${words}`;
  await workspace.post({ user, channel, text });
  if (plan.commandAgain) await deliverAgain(user, workspace);
}

/** Repeats the newest delivery from this person, byte for byte. */
export async function deliverAgain(user: string, workspace: Workspace): Promise<void> {
  const newest = workspace.deliveries.findLast(
    ({ kind, request }) => kind !== 'raw' && request?.body.includes(user) === true,
  );
  // Slack does not repeat a refused or failed delivery: a person would ask again.
  if (newest?.receipt?.status === 200 && newest.receipt.text === '') await workspace.redeliver(newest);
}
