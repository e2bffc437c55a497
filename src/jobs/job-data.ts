import { z } from 'zod';
import type { Ask, Press } from '../core/ask.js';
import { assetKinds } from '../core/asset.js';
import type { Command } from '../core/command.js';
import { isRequestId } from '../core/request.js';

/** What is in the queue is input from outside: another version of the bot may have put it there. */
const version = z.literal(1);
const requestId = z.string().refine(isRequestId, 'a request id');
const moment = z.number().int().nonnegative();
const tooLong = { length: z.number(), most: z.number() };

const command: z.ZodType<Command> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('help') }),
  z.object({
    type: z.literal('unlink'),
    kind: z.enum(assetKinds),
    query: z.string(),
    reason: z.string().nullable(),
  }),
  z.object({
    type: z.literal('mistake'),
    nearest: z.string(),
    mistake: z.discriminatedUnion('type', [
      z.object({ type: z.literal('unknown_word'), word: z.string() }),
      z.object({ type: z.literal('missing_kind'), query: z.string() }),
      z.object({ type: z.literal('missing_query'), kind: z.enum(assetKinds) }),
      z.object({ type: z.literal('query_too_long'), ...tooLong }),
      z.object({ type: z.literal('reason_too_long'), ...tooLong }),
    ]),
  }),
]);

const ask: z.ZodType<Ask> = z.object({
  delivery: z.string().regex(/^[0-9a-f]{64}$/u),
  command,
  requester: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  askedAt: moment,
});

const press: z.ZodType<Press> = z.object({
  press: z.string().regex(/^[0-9a-f]{64}$/u),
  requestId: requestId.nullable(),
  action: z.discriminatedUnion('type', [
    z.object({ type: z.literal('approve') }),
    z.object({ type: z.literal('cancel') }),
    z.object({ type: z.literal('choose'), ids: z.array(z.string()) }),
  ]),
  user: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  ticked: z.array(z.string()).nullable(),
  listRevision: z.number().int().nonnegative(),
  pressedAt: moment,
});

export const jobData = {
  ask: z.object({ version, ask }),
  press: z.object({ version, press }),
  unlink: z.object({ version, requestId, id: z.string() }),
  report: z.object({ version, requestId }),
  repair: z.object({ version }),
} as const;

export type QueueName = keyof typeof jobData;
export type JobData<Q extends QueueName> = z.infer<(typeof jobData)[Q]>;

export const queueNames = [
  'ask',
  'press',
  'unlink',
  'report',
  'repair',
] as const satisfies readonly QueueName[];
