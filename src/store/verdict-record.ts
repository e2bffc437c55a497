import { z } from 'zod';
import type { Refusal, Verdict } from '../core/messages/verdict.js';
import { TryLater } from '../flow/try-later.js';
import { cause, change } from './request-record.js';

/** A newer version's verdict is left for this long to a worker that can read it. */
const leftForMs = 5_000;

const alone = z.object({});
const people = z.array(z.string());
const decisionRefusal = z.enum(['no_approvers', 'not_an_approver', 'own_request', 'outsider']);

/** The fields of each refusal besides its type. */
const refusals: {
  readonly [T in Refusal['type']]: z.ZodType<Omit<Extract<Refusal, { type: T }>, 'type'>>;
} = {
  given_up: alone,
  dialog_not_opened: alone,
  ask_refused: z.object({
    refusal: z.enum(['channel_not_allowed', 'not_a_requester', 'outsider']),
    allowed: people,
  }),
  direct_message: z.object({ allowed: people }),
  reason_required: alone,
  too_many_assets: z.object({ count: z.number(), most: z.number() }),
  too_many_open: z.object({ most: z.number() }),
  over_budget: z.object({
    budget: z.enum(['asks', 'presses', 'looks', 'searches']),
    most: z.number(),
    until: z.number(),
  }),
  decision_refused: z.object({
    refusal: decisionRefusal,
    allowed: people,
    orRequester: z.string().exactOptional(),
  }),
  group_unreadable: z.object({ group: z.string() }),
  person_unreadable: alone,
  no_such_request: alone,
  not_open: alone,
  list_changed: z.object({ changes: z.array(change) }),
  nothing_left: z.object({ changes: z.array(change) }),
  list_unreadable: z.object({ cause }),
  pressed_long_ago: alone,
  past_expiry: alone,
  nothing_chosen: alone,
  too_many_chosen: z.object({ most: z.number() }),
  already_approved: alone,
  not_yours_to_take_back: alone,
  nothing_to_stop: alone,
  nothing_to_retry: alone,
  too_few_approvals: z.object({ needed: z.number(), given: z.number() }),
  stop_of_earlier_run: alone,
  wrong_digits: alone,
  not_an_operator: z.object({ because: decisionRefusal, allowed: people }),
  work_moved: z.object({ by: z.string().nullable() }),
  work_is_yours: alone,
  not_your_work: z.object({ by: z.string().nullable() }),
  work_over: alone,
  held: z.object({ other: z.string(), asset: z.string() }),
};

function isKnown(type: string): type is Refusal['type'] {
  return Object.hasOwn(refusals, type);
}

const refusal = z.looseObject({ type: z.string().refine(isKnown) }).transform((why, context) => {
  const facts = refusals[why.type].safeParse(why);
  if (facts.success) return { ...facts.data, type: why.type } as Refusal;
  context.addIssue({ code: 'custom', message: `no ${why.type}` });
  return z.NEVER;
});

const verdict: z.ZodType<Verdict> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('counted') }),
  z.object({ type: z.literal('refused'), why: refusal }),
]);

/** @throws {TryLater} when a newer version of the bot wrote something unknown to this one */
export function parseVerdict(text: string): Verdict {
  const parsed = verdict.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new TryLater(leftForMs, 'a newer version of the bot wrote the verdict');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
