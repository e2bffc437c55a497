import { elementsOf } from '../../../sandbox/block-elements.js';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';

export type Button = 'approve' | 'cancel' | 'stop' | 'retry';

/** Presses a button of the current card; returns false when it has no such button. */
export async function press(
  workspace: Workspace,
  user: string,
  card: Message,
  button: Button,
): Promise<boolean> {
  const block = blockWith(card, button);
  if (block?.block_id === undefined) return false;
  return acts(workspace, card, { user, block_id: block.block_id, action_id: button });
}

/** Ticks or unticks one asset of a card; returns false when it has no box for it. */
export async function tick(
  workspace: Workspace,
  user: string,
  card: Message,
  { asset, isTicked }: { readonly asset: string; readonly isTicked: boolean },
): Promise<boolean> {
  const boxes = card.blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const found = boxes.find(({ element: { options } }) => options.some(({ value }) => value === asset));
  if (found?.block.block_id === undefined) return false;
  const { options, ticked, action_id } = found.element;
  const selected = options.filter(({ value }) => (value === asset ? isTicked : ticked.includes(value)));
  return acts(workspace, card, { user, block_id: found.block.block_id, action_id, selected });
}

async function acts(
  workspace: Workspace,
  card: Message,
  input: Omit<Parameters<Workspace['action']>[0], 'container'>,
): Promise<boolean> {
  const container = { type: 'message', channel: card.channel, message_ts: card.ts } as const;
  try {
    await workspace.action({ ...input, container });
    return true;
  } catch {
    // The card has changed between the look and the press.
    return false;
  }
}

/**
 * Presses a button that the card had a moment ago, from a stale window. `payload`: changes to Slack's
 * delivery.
 */
export async function pressOld(
  workspace: Workspace,
  user: string,
  old: Message,
  button: Button,
  payload: Record<string, unknown> = {},
): Promise<void> {
  const block = blockWith(old, button) ?? old.blocks.find(({ block_id }) => requestIn(block_id) !== null);
  const requestId = requestIn(block?.block_id);
  if (block?.block_id === undefined || requestId === null) return;
  await workspace.forgeAction({
    user,
    container: { type: 'message', channel: old.channel, message_ts: old.ts },
    action: { type: 'button', action_id: button, block_id: block.block_id, value: requestId },
    payload,
  });
}

function blockWith({ blocks }: Message, button: Button) {
  return blocks.find((each) => elementsOf(each).some(({ action_id }) => action_id === button));
}

function requestIn(blockId: string | undefined): string | null {
  return /\/(UR-[0-9A-Z]+)\//u.exec(blockId ?? '')?.[1] ?? null;
}
