import { elementsOf } from '../../../sandbox/block-elements.js';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';

export type Button = 'approve' | 'cancel' | 'stop' | 'retry';

/** Presses a button of a card as it stands; false when it has no such button (any more). */
export async function press(
  workspace: Workspace,
  user: string,
  card: Message,
  button: Button,
): Promise<boolean> {
  const block = card.blocks.find((each) => elementsOf(each).some(({ action_id }) => action_id === button));
  if (block?.block_id === undefined) return false;
  const container = { type: 'message', channel: card.channel, message_ts: card.ts } as const;
  try {
    await workspace.action({ user, container, block_id: block.block_id, action_id: button });
    return true;
  } catch {
    // The card has changed between the look and the press.
    return false;
  }
}

/** Presses what a card had a moment ago, from a window that has not been drawn anew. */
export async function pressOld(
  workspace: Workspace,
  user: string,
  old: Message,
  button: Button,
): Promise<void> {
  const block = old.blocks.find((each) => elementsOf(each).some(({ action_id }) => action_id === button));
  const requestId = /\/(UR-[0-9A-Z]+)\//u.exec(block?.block_id ?? '')?.[1];
  if (block?.block_id === undefined || requestId === undefined) return;
  await workspace.forgeAction({
    user,
    container: { type: 'message', channel: old.channel, message_ts: old.ts },
    action: { type: 'button', action_id: button, block_id: block.block_id, value: requestId },
  });
}
