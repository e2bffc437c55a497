import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { redisAddress } from '../../config/redis-address.js';
import type { Config } from '../../config/schema.js';
import { type Asset, assetKinds } from '../../core/asset/asset.js';
import type { SubmittedCommand } from '../../core/command/submitted-command.js';
import { cardMessageKey } from '../../core/messages/message-key.js';
import { protectionOf } from '../../core/request/asset-rules.js';
import { policyFor } from '../../core/request/policy.js';
import type { Request } from '../../core/request/request.js';
import { askRefusalOf } from '../../flow/permission.js';
import type { MessageRef } from '../../flow/ports/message-delivery.js';
import { noMetrics } from '../../flow/ports/metrics.js';
import type { Queues } from '../../jobs/queues.js';
import { sleep } from '../../shared/sleep.js';
import type { RedisClient } from '../../store/redis-client.js';
import { createQueues, type Parts, partsOf } from '../../wiring/components.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { noLog } from './no-log.js';

/** One step of the rehearsal; a console's look-up takes the longest. */
const stepMs = 10_000;
const lookEveryMs = 200;

/** The place of the rehearsal, and the person in whose name it runs. */
export interface Stage {
  readonly channel: string;
  readonly user: string;
}

interface Players extends Stage {
  readonly config: Config;
  readonly redis: RedisClient;
  readonly parts: Parts;
  readonly queues: Queues;
}

/**
 * Asks for a dry run as a command does, waits for its card, cancels it as its requester does, and deletes the card. The
 * worker does everything else; the request and its audit entries stay, as of every request.
 */
export async function rehearse(
  config: Config,
  redis: RedisClient,
  stage: Stage,
): Promise<readonly Finding[]> {
  const address = redisAddress(config.redis.url);
  const parts = partsOf(config, { address, redis, metrics: noMetrics, log: noLog });
  const queues = createQueues(config, redis, parts, { telemetry: null, log: noLog });
  try {
    return await play({ config, redis, parts, queues, ...stage });
  } finally {
    await queues.close();
    await parts.closeZca();
  }
}

async function play(players: Players): Promise<readonly Finding[]> {
  const since = performance.now();
  const asset = await unprotectedAsset(players);
  if (asset === null) return [failed('rehearsal_refused', { code: 'nothing_linked' })];
  const ask = askFor(asset, players);
  const refusal = await refusalOf(ask, asset, players);
  if (refusal !== null) return [failed('rehearsal_refused', { code: refusal })];
  await players.queues.ask(ask);
  const asked = await until(() => requestOf(ask.delivery, players));
  if (asked === null) return stuck('queued');
  const card = await until(() => cardOf(asked.id, players));
  if (card === null) return stuck('looked_up');
  const isCancelled = await cancel(asked.id, players);
  const isDeleted = await deleteCard(card, players);
  const left = isDeleted ? [] : [warning('rehearsal_left', { request: asked.id })];
  if (!isCancelled) return [...stuck('cancelled'), ...left];
  const seconds = Math.ceil((performance.now() - since) / 1_000);
  return [ok('rehearsal_fine', { request: asked.id, seconds }), ...left];
}

function stuck(at: 'queued' | 'looked_up' | 'cancelled'): readonly Finding[] {
  return [failed('rehearsal_stuck', { at, seconds: stepMs / 1_000 })];
}

async function unprotectedAsset({ config, parts, channel }: Players): Promise<Asset | null> {
  const kinds = config.zca.driver === 'console' ? (['oa'] as const) : assetKinds;
  for (const kind of kinds) {
    const policy = policyFor(parts.policies, kind, channel);
    const free = (await parts.zca.list(kind)).find((asset) => protectionOf(policy, asset) === null);
    if (free !== undefined) return free;
  }
  return null;
}

function askFor({ kind, id }: Asset, { user, channel }: Stage): SubmittedCommand {
  return {
    delivery: createHash('sha256').update(`rehearsal ${randomUUID()}`).digest('hex'),
    command: { type: 'unlink', kind, queries: [id], reason: 'npm run doctor -- --rehearse', dryRun: true },
    requester: user,
    ...{ channel, thread: null, askedAt: Date.now() },
  };
}

async function refusalOf(
  ask: SubmittedCommand,
  { kind }: Asset,
  { parts, channel }: Players,
): Promise<string | null> {
  const refused = await askRefusalOf(ask, policyFor(parts.policies, kind, channel), { chat: parts.people });
  if (refused === null) return null;
  return refused.type === 'ask_refused' ? refused.refusal : refused.type;
}

async function requestOf(delivery: string, { redis, parts, user }: Players): Promise<Request | null> {
  const newest = await redis.zrevrange(parts.keys.requestsOf(user), 0, 4);
  const stored = await parts.store.getAll(newest);
  return (
    stored.find(
      (each): each is Request => typeof each === 'object' && each !== null && each.delivery === delivery,
    ) ?? null
  );
}

async function cardOf(requestId: string, { parts }: Players): Promise<MessageRef | null> {
  const entry = await parts.journal.read(cardMessageKey(requestId));
  return entry?.type === 'posted' ? entry.message : null;
}

/** Presses Cancel as the requester; true once the request has ended and its card shows it. */
async function cancel(requestId: string, { parts, queues, user, channel }: Players): Promise<boolean> {
  const request = await parts.store.get(requestId);
  if (request === null || !('listRevision' in request)) return false;
  const press = createHash('sha256').update(`rehearsal ${randomUUID()}`).digest('hex');
  await queues.press({
    ...{ press, requestId, user, pressedAt: Date.now() },
    place: { channel, thread: null },
    action: { type: 'cancel' },
    ...{ ticked: null, listRevision: request.listRevision, round: 0 },
  });
  const ended = await until(async () => ((await queues.isOpen('press', press)) ? null : true));
  return ended === true && (await parts.store.get(requestId))?.status === 'cancelled';
}

const thread = z.object({ messages: z.array(z.object({ ts: z.string(), bot_id: z.string().optional() })) });

/** Deletes the card, and first what the bot has posted below it. */
async function deleteCard({ channel, ts }: MessageRef, { parts }: Players): Promise<boolean> {
  const { client } = parts;
  try {
    const { messages } = thread.parse(await client.conversations.replies({ channel, ts }));
    const below = messages.filter((message) => message.ts !== ts && message.bot_id !== undefined);
    for (const message of below) await client.chat.delete({ channel, ts: message.ts });
    await client.chat.delete({ channel, ts });
    return true;
  } catch {
    return false;
  }
}

/** The first result that is not null, within one step's time; null if there is none. */
async function until<T>(look: () => Promise<T | null>): Promise<T | null> {
  const since = performance.now();
  while (performance.now() - since < stepMs) {
    const found = await look();
    if (found !== null) return found;
    await sleep(lookEveryMs);
  }
  return null;
}
