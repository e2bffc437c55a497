import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import type { LedgerCall } from '../../../sandbox/zca/zca.js';
import { channel, secrets, type Town } from '../environment/environment.js';
import { maxAnswersPerMinute, stopWindowMs } from '../environment/times.js';
import { buttonsOf, opOf } from '../workload/board.js';
import type { Cast } from '../workload/cast.js';
import type { Damage } from '../workload/workload.js';
import { consoleCalls, requestAt } from './console-calls.js';
import type { AuditLine, Call, History } from './history.js';
import { lettersOf } from './interactions.js';
import { shownOf } from './shown.js';

/** Collects everything visible from outside, each time it is asked to. */
export interface Witness {
  /** @throws when Redis is away */
  look(): Promise<History>;
  /** As `look`, with the bot's own verdict on its log, and every text that could hold a secret. */
  lookEverywhere(verdict: () => Promise<string>): Promise<History>;
  close(): void;
}

export function createWitness(
  town: Town,
  { approvers, left, strangers }: Cast,
  { renamed }: Pick<Damage, 'renamed'>,
): Witness {
  const redis = town.redis.client();
  // Redis may be away between its kill and its start, so its errors are ignored.
  redis.on('error', () => undefined);
  const earlierEnds: { sequence: number; hash: string }[] = [];
  const look = async (): Promise<History> => {
    const audit = await quietly(town, () => auditOf(redis));
    const end = audit.at(-1);
    const seen = {
      ...lettersOf(town.workspace.deliveries, town.workspace.state().team.id),
      ...messagesOf(town.workspace),
      ...{ approvers, left, renamed, stopWindowMs },
      maxAnswersPerMinute: town.hasBudgets ? maxAnswersPerMinute : null,
      strangers: new Set(strangers.map(({ id }) => id)),
      shown: shownOf(town.workspace.calls, town.workspace.messages(channel)),
      ...doneAt(town, audit),
      audit,
      earlierEnds: [...earlierEnds],
      verdict: null,
      texts: [],
      secrets: Object.values(secrets),
    };
    if (end !== undefined) earlierEnds.push({ sequence: end.sequence, hash: end.hash });
    return seen;
  };
  return {
    look,
    lookEverywhere: async (verdict) => {
      const seen = await look();
      return { ...seen, verdict: await verdict(), texts: await textsOf(town) };
    },
    close: () => redis.disconnect(),
  };
}

/** The log is read at most this often until nothing else happens during a reading. */
const maxReadings = 40;

/**
 * Reads the log at a moment when nobody says or does anything, so that it is as new as everything else that is seen.
 * A storm too dense for that gives the last reading.
 */
async function quietly<T>({ workspace, zca }: Town, read: () => Promise<T>): Promise<T> {
  const happened = () =>
    workspace.deliveries.length +
    workspace.calls.length +
    zca.ledger.calls.length +
    zca.ledger.removals.length;
  for (let reading = 1; ; reading += 1) {
    const before = happened();
    const result = await read();
    if (happened() === before || reading === maxReadings) return result;
    await sleep(20);
  }
}

/** The ZCA's own record of its calls, and of the links that went away. */
function doneAt({ zca, driver }: Town, audit: readonly AuditLine[]) {
  const { calls, removals } = zca.ledger;
  const isConsole = driver.kind === 'console';
  const presses = zca.console.presses();
  // Somebody else removed a link that goes away without a press or a call.
  const isPressed = (asset: string) => presses.some(({ id, applied }) => applied && id === asset);
  return {
    calls: isConsole ? consoleCalls(presses, audit) : calls.map(callOf),
    keepsReadings: !isConsole,
    removals: removals.map(({ kind, id, at, requestId }) => {
      const time = Date.parse(at);
      const pressedFor = isPressed(id) ? requestAt(id, time, audit) : null;
      return { kind, id, at: time, requestId: requestId ?? pressedFor };
    }),
  };
}

const entry = z.object({
  at: z.number(),
  requestId: z.string(),
  action: z.string(),
  actor: z.string(),
  details: z.record(z.string(), z.unknown()),
});

async function auditOf(redis: Redis | Cluster): Promise<AuditLine[]> {
  const rows = await redis.xrange('{zca-unlink}:audit', '-', '+');
  return rows.map(([id, fields]) => {
    const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
    const text = field('entry');
    return {
      ...entry.parse(JSON.parse(text)),
      sequence: Number(id.split('-')[0]),
      hash: field('hash'),
      text,
    };
  });
}

function messagesOf(workspace: Workspace): Pick<History, 'said' | 'whispers'> {
  const { users, bot } = workspace.state();
  const said = workspace.messages(channel).flatMap((message) => {
    if (message.user !== bot.user_id) return [];
    const { ts, thread_ts, text } = message;
    const thread = thread_ts === undefined || thread_ts === ts ? null : thread_ts;
    return [{ op: opOf(message) ?? '', ts, thread, at: timeOf(ts), text, buttons: buttonsOf(message) }];
  });
  const whispers = users.flatMap(({ id }) =>
    workspace
      .ephemerals(id)
      .filter(({ text }) => !waits.test(text))
      .map(({ ts, text }) => ({ to: id, at: timeOf(ts), text })),
  );
  return { said, whispers };
}

/**
 * The notice that the console waits for a log-in, or that nobody works, comes besides the answer, which
 * follows.
 */
const waits = /^(Your command is waiting|Nothing is confirmed yet):|none of the bot’s workers is running/u;

function timeOf(ts: string): number {
  return Number(ts) * 1000;
}

const unlinkBody = z.object({ request_id: z.string(), approved_by: z.array(z.string()) });

function callOf({ operation, id, at, body, status, applied }: LedgerCall): Call {
  const order = unlinkBody.safeParse(body);
  return {
    operation: operation ?? '',
    id: id ?? '',
    at: Date.parse(at),
    requestId: order.success ? order.data.request_id : null,
    approvedBy: order.success ? order.data.approved_by : [],
    status,
    removed: applied,
  };
}

/** The bot's log, everything Redis was ever told, every message, and everything written to the ZCA. */
async function textsOf({ logFile, redis, workspace, zca }: Town): Promise<History['texts']> {
  return [
    { where: 'the log', text: await readFile(logFile, 'utf8') },
    ...(await redis.written()).map((file) => ({
      where: 'a file of Redis',
      text: file.toString('latin1'),
    })),
    ...workspace.calls.map(({ args }) => ({ where: 'a message', text: JSON.stringify(args) })),
    ...zca.ledger.calls.map(({ path, body }) => ({
      where: 'the body of a call',
      text: JSON.stringify([path, body]),
    })),
  ];
}
