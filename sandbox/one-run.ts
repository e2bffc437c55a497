import { elementsOf } from './block-elements.js';
import { onlyLooks } from './only-looks.js';
import type { Block, Message } from './slack/page-contract.js';
import type { Workspace } from './slack/workspace.js';
import { showsTicked, tickBoxes } from './tick-boxes.js';

const channel = 'C0ZCAOPS01';
const opsPerson = 'U0LAN00001';
const approver = 'U0MINH0002';
const patienceMs = 60_000;

/** The outcome of one run of the main job; `ok` when the result says that everything requested was unlinked. */
export interface RunReport {
  readonly ok: boolean;
  readonly reason: string;
  /** The time from the chat's request to the bot's 200; `resultMs` runs from the press to the outcome. */
  readonly acknowledgedMs: number;
  readonly resultMs: number | null;
}

/**
 * Types a command as the ops person and presses as the approver, as two people at the page would. `atHand` runs between
 * the confirmation and the result, where people do the unlinking.
 */
export async function runOnce(
  workspace: Workspace,
  text: string,
  press: 'confirm' | 'cancel',
  atHand: () => Promise<void> = async () => {},
): Promise<RunReport> {
  const delivery = await workspace.post({ user: opsPerson, channel, text });
  const acknowledgedMs = delivery.elapsed_ms;
  const ended = (reason: string, ok = false, resultMs: number | null = null) => ({
    ok,
    reason,
    acknowledgedMs,
    resultMs,
  });
  if (!delivery.ok) return ended(delivery.notice ?? 'the bot did not take the command');
  const answer = await soon(
    workspace,
    () => cardIn(workspace) ?? privateAnswer(workspace, opsPerson) ?? workspace.views(opsPerson).modal,
  );
  if (answer === null) return ended(`nothing answered within ${patienceMs / 1000} seconds`);
  if ('callback_id' in answer) return ended('the command opened a form, which only the page can fill in');
  if (answer.ephemeral_to !== undefined) {
    return onlyLooks(text) ? ended('answered', true) : ended(`no card: ${answer.text.split('\n')[0]}`);
  }
  const card = press === 'confirm' ? await tickAll(workspace, answer) : answer;
  const pressedAt = performance.now();
  await workspace.action({ user: approver, ...elementOf(card, press) });
  if (press === 'confirm') {
    await typeDigits(workspace);
    await atHand();
  }
  const after = await soon(
    workspace,
    () =>
      (press === 'confirm' ? resultOf(workspace, card) : changed(workspace, card)) ??
      privateAnswer(workspace, approver),
  );
  if (after === null) return ended(`the press led to no outcome within ${patienceMs / 1000} seconds`);
  const resultMs = performance.now() - pressedAt;
  const over = await soon(workspace, () => {
    const now = cardIn(workspace, card.ts);
    return now !== null && isEnded(now) ? now : null;
  });
  if (over === null) return ended('the card did not end', false, resultMs);
  const [line = ''] = after.text.split('\n');
  if (after.ephemeral_to !== undefined) return ended(after.text);
  if (press === 'cancel') return ended('the request was cancelled; nothing was unlinked', true, resultMs);
  return ended(line, line.startsWith('✅'), resultMs);
}

/** Waits until `look` finds something; null when the time is up. */
function soon<Found>(workspace: Workspace, look: () => Found | null): Promise<Found | null> {
  return workspace.waitFor(look, patienceMs).catch(() => null);
}

/** The newest private answer; the note that the list is still being read (🔎) does not count. */
function privateAnswer(workspace: Workspace, user: string): Message | null {
  return workspace.ephemerals(user).findLast(({ text }) => !text.startsWith('🔎')) ?? null;
}

function cardIn(workspace: Workspace, ts?: string): Message | null {
  const { user_id } = workspace.state().bot;
  const isCard = (message: Message) => message.user === user_id && (ts === undefined || message.ts === ts);
  return workspace.messages(channel).find(isCard) ?? null;
}

function resultOf(workspace: Workspace, card: Message): Message | null {
  const isResult = ({ ts, thread_ts, metadata }: Message) =>
    thread_ts === card.ts && ts !== card.ts && JSON.stringify(metadata ?? null).includes('"op":"result-');
  return workspace.messages(channel).find(isResult) ?? null;
}

/** True once the card offers no confirmation and nothing runs or waits for people. */
function isEnded(card: Message): boolean {
  return card.blocks.every((block) => !offers(block, 'approve')) && !/[🔄🛠]/u.test(card.text);
}

function changed(workspace: Workspace, card: Message): Message | null {
  const now = cardIn(workspace, card.ts);
  return now?.text === card.text ? null : now;
}

/** Ticks everything on a card that lists several assets, as the person who asked. */
async function tickAll(workspace: Workspace, card: Message): Promise<Message> {
  const ticks = await tickBoxes(workspace, opsPerson, card, () => true, patienceMs);
  const shown = () => showsTicked(workspace, card, () => true) && cardIn(workspace, card.ts);
  return ticks.length === 0 ? card : workspace.waitFor(shown, patienceMs);
}

function elementOf(card: Message, press: 'confirm' | 'cancel') {
  const action_id = press === 'confirm' ? 'approve' : 'cancel';
  const block = card.blocks.find((each) => offers(each, action_id));
  if (block?.block_id === undefined) throw new Error('the card has no such button');
  return {
    container: { type: 'message' as const, channel, message_ts: card.ts },
    block_id: block.block_id,
    action_id,
  };
}

function offers(block: Block, actionId: string): boolean {
  return block.type === 'actions' && elementsOf(block).some(({ action_id }) => action_id === actionId);
}

/** If a dialog asks for the ids' last digits, types them as an approver reads them on the card. */
async function typeDigits(workspace: Workspace): Promise<void> {
  const dialog = workspace.views(approver).modal;
  if (dialog === null) return;
  const values = Object.fromEntries(
    dialog.blocks.flatMap(({ type, block_id = '' }) =>
      type === 'input'
        ? [[block_id, { digits: { type: 'plain_text_input', value: block_id.slice(-4) } }]]
        : [],
    ),
  );
  await workspace.submit({ user: approver, view_id: dialog.id, state: { values } });
}
