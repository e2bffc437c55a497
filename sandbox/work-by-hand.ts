import { elementsOf } from './block-elements.js';
import type { Message } from './slack/page-contract.js';
import type { Town } from './town.js';

const channel = 'C0ZCAOPS01';
const operator = 'U0HOA00003';
const patienceMs = 30_000;

/**
 * Plays the operator: takes the work, unlinks each asset in the ZCA's own page and presses Done. Rejects if no work
 * appears within half a minute.
 */
export async function workByHand({ workspace, zca }: Pick<Town, 'workspace' | 'zca'>): Promise<void> {
  const message = await workspace.waitFor(() => workIn(workspace), patienceMs);
  await press(workspace, message, blockWith(message, 'take_work'), 'take_work');
  for (;;) {
    const now = await workspace.waitFor(() => {
      const newest = workIn(workspace);
      return newest !== null && (isOver(newest) || hasDone(newest)) ? newest : null;
    }, patienceMs);
    if (isOver(now)) return;
    const blockId = blockWith(now, 'work_done');
    const id = blockId.slice(blockId.lastIndexOf('/') + 1);
    const asset = zca.assets().find((each) => each.id === id);
    if (asset !== undefined) zca.remove(asset.kind, asset.id);
    await press(workspace, now, blockId, 'work_done');
    await workspace.waitFor(() => {
      const newest = workIn(workspace);
      return newest !== null && !newest.blocks.some(({ block_id }) => block_id === blockId);
    }, patienceMs);
  }
}

function workIn(workspace: Town['workspace']): Message | null {
  const isWork = ({ metadata }: Message) => JSON.stringify(metadata ?? null).includes('"op":"work-');
  return workspace.messages(channel).find(isWork) ?? null;
}

function isOver(message: Message): boolean {
  return !message.blocks.some(({ type }) => type === 'actions');
}

function hasDone(message: Message): boolean {
  return message.blocks.some((block) => elementsOf(block).some(({ action_id }) => action_id === 'work_done'));
}

function blockWith(message: Message, actionId: string): string {
  const block = message.blocks.find((each) =>
    elementsOf(each).some(({ action_id }) => action_id === actionId),
  );
  if (block?.block_id === undefined) throw new Error(`the operators' message has no ${actionId}`);
  return block.block_id;
}

async function press(
  workspace: Town['workspace'],
  message: Message,
  block_id: string,
  action_id: string,
): Promise<void> {
  const container = { type: 'message', channel, message_ts: message.ts } as const;
  await workspace.action({ user: operator, container, block_id, action_id });
}
