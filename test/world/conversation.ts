import { elementsOf } from '../../sandbox/block-elements.js';
import type { ActionInput, DeliveryReport, Message } from '../../sandbox/slack/page-contract.js';
import { showsTicked, tickBoxes } from '../../sandbox/tick-boxes.js';
import { places, type World } from './world.js';

const patienceMs = 15_000;
/** A browser that starts on a busy machine, and walks through a list, takes its time. */
const browserPatienceMs = 60_000;

/** Types a command in #zca-ops (or elsewhere) and waits for the card it leads to. */
export async function cardFor(
  { workspace, config }: World,
  user: string,
  text: string,
  channel: string = places.ops,
): Promise<Message> {
  const before = new Set(workspace.messages(channel).map(({ ts }) => ts));
  await workspace.post({ user, channel, text });
  return workspace.waitFor(
    () => workspace.messages(channel).find((message) => isA('card', message) && !before.has(message.ts)),
    config.zca.driver === 'console' ? browserPatienceMs : patienceMs,
  );
}

/** Types something and waits for what only this person is told, but for word that it takes a while. */
export async function privateAnswer(
  world: World,
  user: string,
  act: () => Promise<unknown>,
): Promise<Message> {
  const before = new Set(world.workspace.ephemerals(user).map(({ ts }) => ts));
  await act();
  return world.workspace.waitFor(
    () => world.workspace.ephemerals(user).find(({ ts, text }) => !before.has(ts) && !isOnItsWay(text)),
    patienceMs,
  );
}

function isOnItsWay(text: string): boolean {
  return text.startsWith('🔎 Looking it up') || text.startsWith('🔎 Đang tra cứu…');
}

/** The buttons of a card, as a test names them. */
const actionIds = {
  confirm: 'approve',
  reject: 'reject',
  cancel: 'cancel',
  'take back': 'take_back',
  stop: 'stop',
  retry: 'retry',
} as const;
export type CardButton = keyof typeof actionIds;

/** Presses a card's button as somebody. */
export function press(
  { workspace }: World,
  user: string,
  card: Message,
  button: CardButton,
): Promise<DeliveryReport> {
  return workspace.action(pressInput(user, current(workspace, card), button));
}

/** Right after a fail-over a press may be told that it was not recorded: then people press again. */
export async function confirmedAfterFailover(world: World, user: string, card: Message): Promise<Message> {
  for (let tries = 0; tries < 5 && offers(current(world.workspace, card), 'confirm'); tries += 1) {
    await press(world, user, card, 'confirm');
    const result = await resultOf(world, card, 5_000).catch(() => null);
    if (result !== null) return result;
  }
  return resultOf(world, card, 30_000);
}

export function pressInput(user: string, card: Message, button: CardButton): ActionInput {
  const block = card.blocks.find((each) => hasButton(each, button));
  if (block?.block_id === undefined) throw new Error(`the card has no ${button} button: ${card.text}`);
  return { user, container: containerOf(card), block_id: block.block_id, action_id: actionIds[button] };
}

/** Waits until the card can be pressed so. */
export function cardOffers({ workspace }: World, card: Message, button: CardButton): Promise<Message> {
  return workspace.waitFor(() => {
    const now = current(workspace, card);
    return offers(now, button) ? now : undefined;
  }, patienceMs);
}

/** Whether a card can be pressed so now. */
export function offers(card: Message, button: CardButton): boolean {
  return card.blocks.some((block) => hasButton(block, button));
}

function hasButton(block: Message['blocks'][number], button: CardButton): boolean {
  return (
    block.type === 'actions' && elementsOf(block).some(({ action_id }) => action_id === actionIds[button])
  );
}

/** Waits for something said in the card's thread. */
export function threadSays({ workspace }: World, card: Message, words: string): Promise<Message> {
  return workspace.waitFor(
    () =>
      workspace
        .messages(card.channel)
        .find(({ ts, thread_ts, text }) => thread_ts === card.ts && ts !== card.ts && text.includes(words)),
    patienceMs,
  );
}

/** Ticks and unticks a card's boxes until exactly these assets are ticked, by id; answers with the last delivery. */
export async function tick(
  { workspace }: World,
  user: string,
  card: Message,
  ids: readonly string[],
): Promise<DeliveryReport> {
  const reports = await tickBoxes(workspace, user, card, (id) => ids.includes(id), patienceMs);
  const last = reports.at(-1);
  if (last === undefined) throw new Error('the card has no box that is to be ticked or unticked');
  return last;
}

/** Clicks the box of one asset on a card that has a box for each, whatever it shows. */
export function clickBox(
  { workspace }: World,
  user: string,
  card: Message,
  id: string,
  isTicked: boolean,
): Promise<DeliveryReport> {
  for (const block of current(workspace, card).blocks)
    for (const { type, action_id, options } of elementsOf(block)) {
      const selected = options.filter(({ value }) => value === id);
      if (type !== 'checkboxes' || selected.length !== 1 || block.block_id === undefined) continue;
      return workspace.action({
        user,
        container: containerOf(card),
        block_id: block.block_id,
        action_id,
        selected: isTicked ? selected : [],
      });
    }
  throw new Error(`the card has no box for ${id}`);
}

/** Ticks as `tick` does, and waits for the card that shows it. */
export async function ticked(
  world: World,
  user: string,
  card: Message,
  ids: readonly string[],
): Promise<void> {
  const { workspace } = world;
  await tick(world, user, card, ids);
  await workspace.waitFor(() => showsTicked(workspace, card, (id) => ids.includes(id)), patienceMs);
}

/** Waits for the result in the card's thread. */
export function resultOf({ workspace }: World, card: Message, withinMs = patienceMs): Promise<Message> {
  return workspace.waitFor(
    () =>
      workspace
        .messages(card.channel)
        .find(
          (message) =>
            message.thread_ts === (card.thread_ts ?? card.ts) &&
            message.ts > card.ts &&
            isA('result', message),
        ),
    withinMs,
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

/** Every message of the bot's says in its metadata what it is. */
function isA(what: 'card' | 'result', { metadata }: Message): boolean {
  return JSON.stringify(metadata ?? null).includes(`"op":"${what}-`);
}

/** The pictures that were posted where the card is, once there are any. */
export async function picturesOf(
  { workspace }: World,
  card: Message,
): Promise<NonNullable<Message['files']>> {
  const { files = [] } = await workspace.waitFor(
    () => workspace.messages(card.channel).find((message) => (message.files?.length ?? 0) > 0),
    browserPatienceMs,
  );
  return files;
}

/** What each picture shows, by its name. */
export function stagesOf(pictures: NonNullable<Message['files']>): (string | undefined)[] {
  return pictures.map(({ name }) => /-(row|dialog|gone)-/u.exec(name)?.[1]);
}
