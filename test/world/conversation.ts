import { elementsOf } from '../../sandbox/block-elements.js';
import type { ActionInput, DeliveryReport, Message } from '../../sandbox/slack/page-contract.js';
import { places, type World } from './world.js';

const patienceMs = 15_000;

/** Types a command in #zca-ops (or elsewhere) and waits for the card it leads to. */
export async function cardFor(
  { workspace }: World,
  user: string,
  text: string,
  channel: string = places.ops,
): Promise<Message> {
  const before = new Set(workspace.messages(channel).map(({ ts }) => ts));
  await workspace.post({ user, channel, text });
  return workspace.waitFor(
    () => workspace.messages(channel).find((message) => isBot(workspace, message) && !before.has(message.ts)),
    patienceMs,
  );
}

/** Types something and waits for what only this person is told. */
export async function privateAnswer(
  world: World,
  user: string,
  act: () => Promise<unknown>,
): Promise<Message> {
  const before = new Set(world.workspace.ephemerals(user).map(({ ts }) => ts));
  await act();
  return world.workspace.waitFor(
    () => world.workspace.ephemerals(user).find(({ ts }) => !before.has(ts)),
    patienceMs,
  );
}

/** Presses a card's button as somebody. Confirm is the red one. */
export function press(
  { workspace }: World,
  user: string,
  card: Message,
  button: 'confirm' | 'cancel',
): Promise<DeliveryReport> {
  return workspace.action(pressInput(user, current(workspace, card), button));
}

export function pressInput(user: string, card: Message, button: 'confirm' | 'cancel'): ActionInput {
  const block = card.blocks.find(({ type }) => type === 'actions');
  const found =
    block === undefined
      ? undefined
      : elementsOf(block).find(({ style }) => (style === 'danger') === (button === 'confirm'));
  if (block?.block_id === undefined || found === undefined)
    throw new Error(`the card has no ${button} button: ${card.text}`);
  return { user, container: containerOf(card), block_id: block.block_id, action_id: found.action_id };
}

/** Ticks boxes of a card that lists several, by asset id. */
export function tick(
  { workspace }: World,
  user: string,
  card: Message,
  ids: readonly string[],
): Promise<DeliveryReport> {
  const now = current(workspace, card);
  const block = now.blocks.find((each) => elementsOf(each).some(({ type }) => type === 'checkboxes'));
  const [boxes] = block === undefined ? [] : elementsOf(block);
  if (block?.block_id === undefined || boxes === undefined) throw new Error('the card has no boxes to tick');
  const selected = boxes.options.filter(({ value }) => ids.includes(value));
  return workspace.action({
    user,
    container: containerOf(now),
    block_id: block.block_id,
    action_id: boxes.action_id,
    selected,
  });
}

/** Waits for the result in the card's thread. */
export function resultOf({ workspace }: World, card: Message): Promise<Message> {
  return workspace.waitFor(
    () =>
      workspace
        .messages(card.channel)
        .find(
          (message) =>
            message.thread_ts === (card.thread_ts ?? card.ts) &&
            message.ts > card.ts &&
            isBot(workspace, message),
        ),
    patienceMs,
  );
}

/** Waits until the card says something. */
export function cardSays({ workspace }: World, card: Message, words: string): Promise<Message> {
  return workspace.waitFor(() => {
    const now = current(workspace, card);
    return now.text.includes(words) ? now : undefined;
  }, patienceMs);
}

export function current(workspace: World['workspace'], card: Message): Message {
  return workspace.messages(card.channel).find(({ ts }) => ts === card.ts) ?? card;
}

/** The request's id, as the card's title shows it. */
export function requestIdOf(card: Message): string {
  return /UR-[0-9A-Z]+/u.exec(card.text)?.[0] ?? '';
}

export function hasButtons(card: Message): boolean {
  return card.blocks.some((block) => block.type === 'actions' || 'accessory' in block);
}

function containerOf(card: Message): ActionInput['container'] {
  return { type: 'message', channel: card.channel, message_ts: card.ts };
}

function isBot(workspace: World['workspace'], message: Message): boolean {
  return message.user === workspace.state().bot.user_id;
}
