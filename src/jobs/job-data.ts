import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import type { Command, Mistake, Since } from '../core/command/command.js';
import {
  type CardAction,
  type CardPress,
  isManualTaskAction,
  isManualTaskPress,
  type ManualTaskAction,
  type Press,
  type SubmittedCommand,
} from '../core/command/submitted-command.js';
import { isRequestId } from '../core/request/request-id.js';

/** Data in the queue is untrusted input: another version of the bot may have written it. */
export const dataVersion = 4;
/** Data from this version on is read as the newest, so that jobs queued during a rollout are done. */
const oldestUnderstood = 2;
const version = z.number().int().min(oldestUnderstood).max(dataVersion);
const requestId = z.string().refine(isRequestId, 'a request id');
const moment = z.number().int().nonnegative();
const tooMany = { length: z.number(), most: z.number() };
const kind = z.enum(assetKinds);

const mistake: z.ZodType<Mistake> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('unknown_word'), word: z.string() }),
  z.object({ type: z.literal('missing_kind'), query: z.string() }),
  z.object({ type: z.literal('missing_query'), kind, other: z.string().exactOptional() }),
  z.object({ type: z.literal('text_too_long'), ...tooMany }),
  z.object({ type: z.literal('query_too_long'), ...tooMany }),
  z.object({ type: z.literal('reason_too_long'), ...tooMany }),
  z.object({ type: z.literal('too_many_queries'), count: z.number(), most: z.number() }),
  z.object({ type: z.literal('wrong_request_id'), word: z.string() }),
  z.object({ type: z.literal('wrong_since'), word: z.string() }),
  z.object({ type: z.literal('unknown_option'), word: z.string() }),
  z.object({ type: z.literal('other_kind'), kind, all: z.boolean() }),
]);

const since: z.ZodType<Since> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('days'), days: z.number().int().nonnegative() }),
  z.object({ type: z.literal('date'), date: z.iso.date() }),
]);

const command: z.ZodType<Command> = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['help', 'form', 'pending', 'mine']) }),
  z.object({
    type: z.literal('unlink'),
    kind,
    queries: z.array(z.string()).min(1),
    reason: z.string().nullable(),
    dryRun: z.boolean(),
  }),
  z.object({ type: z.literal('status'), requestId: requestId.nullable() }),
  z.object({ type: z.literal('decide'), requestId }),
  z.object({
    type: z.literal('history'),
    kind: kind.nullable(),
    query: z.string().nullable(),
    since: since.nullable(),
    until: since.exactOptional(),
  }),
  z.object({ type: z.literal('show'), kind, query: z.string() }),
  z.object({ type: z.literal('mistake'), nearest: z.string(), mistake }),
]);

const ask: z.ZodType<SubmittedCommand> = z.object({
  delivery: z.string().regex(/^[0-9a-f]{64}$/u),
  command,
  requester: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  askedAt: moment,
  message: z.object({ ts: z.string().regex(/^\d+\.\d+$/u), isEdited: z.boolean() }).exactOptional(),
  formerDelivery: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .exactOptional(),
});

/** The stored form of both kinds of presses. `listRevision` of a manual task's press holds the task's turn. */
interface StoredPress extends Omit<CardPress, 'action'> {
  readonly action: CardAction | ManualTaskAction;
}

const storedPress: z.ZodType<StoredPress> = z.object({
  press: z.string().regex(/^[0-9a-f]{64}$/u),
  requestId: requestId.nullable(),
  action: z.discriminatedUnion('type', [
    z.object({ type: z.literal('approve'), typed: z.record(z.string(), z.string()) }),
    z.object({ type: z.literal('reject'), reason: z.string().nullable() }),
    // Version 2 stored a rejection with a reason as a cancellation with one.
    z
      .object({ type: z.literal('cancel'), reason: z.string().nullish() })
      .transform(({ type, reason }) => (reason == null ? { type } : { type: 'reject' as const, reason })),
    z.object({ type: z.literal('choose'), ids: z.array(z.string()) }),
    z.object({ type: z.enum(['open_reject', 'take_back', 'stop', 'take_work', 'give_back_work']) }),
    z.object({ type: z.literal('retry'), typed: z.record(z.string(), z.string()).exactOptional() }),
    z.object({ type: z.literal('work_done'), id: z.string() }),
    z.object({ type: z.literal('work_failed'), id: z.string(), reason: z.string().nullable() }),
  ]),
  user: z.string(),
  place: z.object({ channel: z.string(), thread: z.string().nullable() }).nullable(),
  ticked: z.array(z.string()).nullable(),
  listRevision: z.number().int().nonnegative(),
  round: z.number().int().nonnegative(),
  pressedAt: moment,
});

const press = storedPress.transform(
  ({ action, ticked, listRevision, ...pressed }): Press =>
    isManualTaskAction(action)
      ? { ...pressed, action, turn: listRevision }
      : { ...pressed, action, ticked, listRevision },
);

/** The stored form of a press, which workers of older versions read as well. */
export function toStored(given: Press): StoredPress {
  if (!isManualTaskPress(given)) return { ...given };
  const { turn, ...pressed } = given;
  return { ...pressed, ticked: null, listRevision: turn };
}

/** Identifies the attempt that enqueued this job, so that it can be revoked. Older jobs have none. */
const taking = z.string().optional();

export const jobData = {
  ask: z.object({ version, ask, taking }),
  press: z.object({ version, press, taking }),
  expire: z.object({ version, requestId }),
  remind: z.object({ version, requestId, number: z.number().int().nonnegative(), expiresAt: moment }),
  remind_operators: z.object({
    version,
    requestId,
    round: z.number().int().positive(),
    number: z.number().int().nonnegative(),
  }),
  start: z.object({ version, requestId }),
  unlink: z.object({ version, requestId, id: z.string(), round: z.number().int().positive() }),
  progress: z.object({ version, requestId }),
  report: z.object({ version, requestId, round: z.number().int().positive() }),
  home: z.object({ version, user: z.string(), isOpened: z.boolean().default(true) }),
  repair: z.object({ version }),
  tidy: z.object({ version }),
  anchor: z.object({ version }),
} as const;

export type QueueName = keyof typeof jobData;
/** Job data as a worker reads it. */
export type JobData<Q extends QueueName> = z.infer<(typeof jobData)[Q]>;
/** Job data as the queue stores it. */
export type StoredJob<Q extends QueueName> = Q extends 'press'
  ? Omit<JobData<'press'>, 'press'> & { readonly press: StoredPress }
  : JobData<Q>;

export const queueNames = [
  'ask',
  'press',
  'expire',
  'remind',
  'remind_operators',
  'start',
  'unlink',
  'progress',
  'report',
  'home',
  'repair',
  'tidy',
  'anchor',
] as const satisfies readonly QueueName[];

const versioned = z.looseObject({ version: z.number().int() });

/**
 * Converts data of an older form that this version reads to the newest, so that older workers leave the job alone;
 * null for any other.
 */
export function claimed(data: unknown): { readonly version: number } | null {
  const parsed = versioned.safeParse(data);
  if (!parsed.success || parsed.data.version < oldestUnderstood || parsed.data.version >= dataVersion)
    return null;
  return { ...parsed.data, version: dataVersion };
}

/** True if a newer version of the bot made the job: only a worker of that version understands it. */
export function isNewer(data: unknown): boolean {
  const parsed = versioned.safeParse(data);
  return parsed.success && parsed.data.version > dataVersion;
}
