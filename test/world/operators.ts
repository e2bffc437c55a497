import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { elementsOf } from '../../sandbox/block-elements.js';
import type { ActionInput, DeliveryReport, Message } from '../../sandbox/slack/page-contract.js';
import { type Asset, assetKey } from '../../src/core/asset.js';
import { importInto, type RegisterEntry } from '../../src/core/asset-register.js';
import { RedisAssetRegister } from '../../src/store/asset-register.js';
import { Keys } from '../../src/store/keys.js';
import { imported } from '../store/imported-list.js';
import { current, requestIdOf } from './conversation.js';
import type { World } from './world.js';

const patienceMs = 15_000;

/** The environment of a bot whose unlinks are done by people. */
export function byHand(operators: readonly string[]): Record<string, string> {
  return {
    ZCA_DRIVER: 'manual',
    ZCA_OPERATORS: operators.join(','),
    ZCA_PAGE_URL: 'https://zca.example/page',
  };
}

/** Puts assets of one kind on the list that people keep, beside what is on it. */
export async function keep(world: World, assets: readonly Asset[]): Promise<void> {
  await withRegister(world, async (register, shelf) => {
    const before = await register.snapshot();
    const kept = before.entries.filter(({ gone }) => gone === null).map(({ asset }) => asset);
    const others = kept.filter((asset) => !assets.some((each) => assetKey(each) === assetKey(asset)));
    await imported(register, before, importInto(before.entries, [...others, ...assets], Date.now()), shelf);
  });
}

/** An asset with an id of its own, on the list. */
export async function keptAsset(world: World, name: string, kind: Asset['kind'] = 'oa'): Promise<Asset> {
  const digits = BigInt(`0x${randomBytes(8).toString('hex')}`)
    .toString()
    .padStart(19, '1')
    .slice(0, 19);
  const asset = { kind, id: digits, name };
  await keep(world, [asset]);
  return asset;
}

/** What the list says of an asset; undefined when it is not on it. */
export async function registerEntry(world: World, asset: Asset): Promise<RegisterEntry | undefined> {
  return withRegister(world, async (register) => {
    const { entries } = await register.snapshot();
    return entries.find((entry) => assetKey(entry.asset) === assetKey(asset));
  });
}

async function withRegister<T>(
  { redis, config }: World,
  act: (register: RedisAssetRegister, shelf: { redis: Redis; keys: Keys }) => Promise<T>,
): Promise<T> {
  const client = new Redis(redis.url);
  const keys = new Keys(config.redis.prefix);
  try {
    const register = new RedisAssetRegister(client, keys, { raise: () => undefined });
    return await act(register, { redis: client, keys });
  } finally {
    client.disconnect();
  }
}

/** Waits for the message that tells operators what to do in a run, until it says `words`. */
export function workOf({ workspace }: World, card: Message, words = '', round = 1): Promise<Message> {
  const op = `"op":"work-${requestIdOf(card)}-${round}"`;
  return workspace.waitFor(
    () =>
      workspace
        .messages(card.channel)
        .find(({ metadata, text }) => JSON.stringify(metadata ?? null).includes(op) && text.includes(words)),
    patienceMs,
  );
}

const actionIds = {
  take: 'take_work',
  'take over': 'take_work',
  'give back': 'give_back_work',
  done: 'work_done',
  'could not': 'work_failed',
} as const;
export type WorkButton = keyof typeof actionIds;

/** Presses a button of operators' message; of several assets, the one that is named. */
export function pressWork(
  { workspace }: World,
  user: string,
  message: Message,
  button: WorkButton,
  asset?: Asset,
): Promise<DeliveryReport> {
  return workspace.action(workInput(user, current(workspace, message), button, asset));
}

export function workInput(user: string, message: Message, button: WorkButton, asset?: Asset): ActionInput {
  const action_id = actionIds[button];
  const block = message.blocks.find(
    (each) =>
      each.type === 'actions' &&
      elementsOf(each).some((element) => element.action_id === action_id) &&
      (asset === undefined || each.block_id?.endsWith(`/${asset.id}`) === true),
  );
  if (block?.block_id === undefined) throw new Error(`the message has no ${button} button: ${message.text}`);
  const container = { type: 'message', channel: message.channel, message_ts: message.ts } as const;
  return { user, container, block_id: block.block_id, action_id };
}
