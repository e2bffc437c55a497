import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import { consolePauses, type FailureCause, type Outcome, type ZaloSide } from '../core/request/outcome.js';
import { joinedHows, type Request } from '../core/request/request.js';
import { assetRecord } from './asset-record.js';

/**
 * The schema of a stored request: Redis's content is outside input like any other. Fields of a newer version are kept,
 * at every depth, so that a change by this version does not lose them.
 */
const moment = z.number().int().nonnegative();

const asset = assetRecord;

export const cause: z.ZodType<FailureCause> = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('token_invalid') }),
  z.looseObject({ type: z.literal('not_allowed') }),
  z.looseObject({ type: z.literal('refused'), message: z.string() }),
  z.looseObject({ type: z.literal('unreachable'), detail: z.string() }),
  z.looseObject({ type: z.literal('too_many_calls') }),
  z.looseObject({ type: z.literal('not_the_contract'), detail: z.string() }),
  z.looseObject({ type: z.literal('still_linked') }),
  z.looseObject({ type: z.literal('screen_unexpected'), seen: z.string() }),
  z.looseObject({ type: z.literal('console_paused'), why: z.enum(consolePauses) }),
  z.looseObject({ type: z.literal('crashed'), restored: z.literal(true).exactOptional() }),
  z.looseObject({ type: z.literal('stopped') }),
  z.looseObject({ type: z.literal('approvals_lapsed') }),
  z.looseObject({ type: z.literal('could_not'), by: z.string(), reason: z.string().nullable() }),
]);

const zalo: z.ZodType<ZaloSide> = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('shown'), before: z.string().nullable(), now: z.string() }),
  z.looseObject({
    type: z.literal('unreadable'),
    why: z.discriminatedUnion('type', [
      z.looseObject({ type: z.enum(['no_answer', 'token', 'other_oa', 'not_understood']) }),
      z.looseObject({ type: z.literal('refused'), code: z.number() }),
    ]),
  }),
]);

const outcome: z.ZodType<Outcome> = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('unlinked'),
    at: moment,
    zalo: zalo.exactOptional(),
    unconfirmed: z.literal(true).exactOptional(),
  }),
  z.looseObject({ type: z.literal('already_unlinked'), at: moment, zalo: zalo.exactOptional() }),
  z.looseObject({ type: z.literal('reported'), at: moment, by: z.string(), zalo: zalo.exactOptional() }),
  z.looseObject({ type: z.literal('changed'), at: moment, nameNow: z.string().nullable() }),
  z.looseObject({ type: z.literal('refused'), at: moment, message: z.string() }),
  z.looseObject({ type: z.literal('protected'), at: moment, message: z.string() }),
  z.looseObject({
    type: z.literal('stopped'),
    at: moment,
    by: z.string(),
    restored: z.literal(true).exactOptional(),
  }),
  z.looseObject({ type: z.literal('would_unlink'), at: moment }),
  z.looseObject({ type: z.literal('failed'), at: moment, tries: z.number(), cause }),
  z.looseObject({
    type: z.literal('unknown'),
    at: moment,
    tries: z.number(),
    cause,
    linkedAnew: z.looseObject({ nameNow: z.string().nullable() }).exactOptional(),
  }),
]);

const asked = {
  id: z.string(),
  revision: z.number().int().positive(),
  delivery: z.string(),
  kind: z.enum(assetKinds),
  queries: z.array(z.string()),
  reason: z.string().nullable(),
  dryRun: z.boolean(),
  requester: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  askedAt: moment,
  message: z.string().exactOptional(),
};
const withheld = z.array(
  z.looseObject({
    asset,
    why: z.discriminatedUnion('type', [
      z.looseObject({ type: z.literal('protected'), message: z.string() }),
      z.looseObject({ type: z.literal('held'), by: z.string() }),
    ]),
  }),
);
const unlinkedBefore = z
  .array(
    z.looseObject({
      query: z.string(),
      asset,
      requestId: z.string(),
      at: moment,
      approvedBy: z.array(z.string()),
    }),
  )
  .exactOptional();
const withheldMore = z.number().int().positive().exactOptional();
export const change = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('gone'), asset }),
  z.looseObject({ type: z.literal('changed'), asset, before: asset }),
  z.looseObject({ type: z.literal('protected'), asset, message: z.string() }),
]);
const decision = z.looseObject({
  by: z.string(),
  at: moment,
  press: z.string(),
  typed: z.array(z.string()).exactOptional(),
});
const listed = {
  ...asked,
  assets: z.array(asset),
  more: z.number().int().nonnegative(),
  missed: z.array(z.string()),
  closest: z.array(asset).exactOptional(),
  unlinkedBefore,
  withheld,
  withheldMore,
  chosen: z.array(z.string()),
  chosenAt: moment,
  chosenBy: z.string().exactOptional(),
  listRevision: z.number().int().positive(),
  listSince: z.number().int().positive().exactOptional(),
  changes: z.array(change),
  approvals: z.array(decision),
  withdrawn: z.array(z.string()),
  dropped: z.array(z.string()),
  droppedAt: z.number().int().positive().exactOptional(),
  lapsed: z
    .looseObject({
      at: moment,
      by: z.array(z.string()),
      needed: z.number().int().positive(),
      late: z.literal(true).exactOptional(),
      restored: z.literal(true).exactOptional(),
    })
    .exactOptional(),
  others: z.array(
    z.looseObject({
      user: z.string(),
      reason: z.string().nullable(),
      at: moment,
      requestId: z.string(),
      assets: z.array(z.string()).exactOptional(),
    }),
  ),
  expiresAt: moment,
};
const decided = { ...listed, decision };
const confirmed = {
  ...decided,
  round: z.number().int().positive(),
  retries: z.array(decision),
  carriedBy: z.array(z.string()).exactOptional(),
  called: z.array(z.string()),
  zaloBefore: z.array(z.looseObject({ id: z.string(), zca: z.string() })).exactOptional(),
  settled: z.array(z.looseObject({ id: z.string(), outcome })),
  handWork: z
    .looseObject({
      since: moment,
      ids: z.array(z.string()),
      taken: decision.nullable(),
      takenFrom: z.string().exactOptional(),
      turn: z.number().int().positive(),
      presses: z.array(z.string()),
    })
    .exactOptional(),
};
const ran = {
  ...confirmed,
  startedAt: moment,
  stop: decision.nullable(),
  doubts: z.array(z.looseObject({ id: z.string(), at: moment, tries: z.number(), cause })).exactOptional(),
  calls: z.array(z.looseObject({ id: z.string(), call: z.string() })).exactOptional(),
  voided: z.array(z.number().int()).exactOptional(),
};
const cancelReason = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('said'), text: z.string().nullable() }),
  z.looseObject({ type: z.literal('stopped') }),
  z.looseObject({ type: z.literal('nothing_left') }),
]);

export const requestRecord: z.ZodType<Request> = z.discriminatedUnion('status', [
  z.looseObject({
    ...asked,
    status: z.literal('looking_up'),
    joining: z.looseObject({ other: z.string(), id: z.string() }).exactOptional(),
  }),
  z.looseObject({
    ...asked,
    status: z.literal('no_match'),
    closest: z.array(asset),
    withheld,
    withheldMore,
    unlinkedBefore,
    meant: z.string().exactOptional(),
    endedAt: moment,
  }),
  z.looseObject({ ...asked, status: z.literal('lookup_failed'), cause, endedAt: moment }),
  z.looseObject({
    ...asked,
    status: z.literal('joined'),
    other: z.string(),
    how: z.enum(joinedHows).exactOptional(),
    endedAt: moment,
  }),
  z.looseObject({ ...listed, status: z.literal('pending') }),
  z.looseObject({ ...decided, status: z.literal('cancelled'), why: cancelReason.nullable() }),
  z.looseObject({ ...listed, status: z.literal('expired'), endedAt: moment }),
  z.looseObject({ ...confirmed, status: z.literal('approved'), startsAt: moment.nullable() }),
  z.looseObject({ ...ran, status: z.literal('running') }),
  z.looseObject({ ...ran, status: z.enum(['succeeded', 'partial', 'failed']), endedAt: moment }),
]);
