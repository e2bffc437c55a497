import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import type { Budgets } from '../core/request/budgets.js';
import type { Policies, Policy } from '../core/request/policy.js';
import { fold, words as wordsOf } from '../core/text/normalize.js';
import { idList, people } from './fields.js';
import { problemsTogether } from './policy-problems.js';

export const channelId = /^[CGD][A-Z0-9]{2,30}$/u;
/** A request from Zalo has the surface's name as its channel. */
const place = /^(?:[CGD][A-Z0-9]{2,30}|zalo|zalo-bot)$/u;
const placeForm = 'a channel id (C…), zalo or zalo-bot';
const minute = 60_000;
const always = () => true;

const kind = z.enum(assetKinds, { error: 'must be oa or app' });
const words = z.string().refine((text) => fold(text) !== '', 'must not be empty');
/** Names are compared by words, so one needs a letter or a digit. */
const nameWords = z
  .string()
  .refine((text) => wordsOf(text).length > 0, 'must have at least one letter or digit to compare names by');

const protectedAsset = z
  .strictObject({
    kind: kind.exactOptional(),
    id: z
      .string()
      .regex(/^\d{1,20}$/u, 'must be an id of digits, in quotes')
      .exactOptional(),
    name: nameWords.exactOptional(),
    message: words,
  })
  .refine(({ id, name }) => id !== undefined || name !== undefined, {
    error: 'must name an id or a name; else every asset would be protected',
  });

/** The settings of a policy, as in `bot.config.ts`; a rule may change any of them. */
const settings = {
  approvers: people,
  requesters: people,
  channels: idList(place, placeForm),
  allowSelfApproval: z.boolean({ error: 'must be true or false' }),
  /** The number of different people who must approve. */
  approvals: z.coerce.number().int().min(1).max(20),
  reasonRequired: z.boolean({ error: 'must be true or false' }),
  /** The time a request waits for its decision, in minutes; 30 days at most. */
  expiresAfterMinutes: z.coerce
    .number()
    .positive()
    .max(30 * 24 * 60),
  /** The reminders to approvers, in minutes before the request expires. */
  remindBeforeExpiryMinutes: z.array(z.coerce.number().positive()).max(10),
  /** The time in which the last approval can still be stopped, in seconds; 0: none. */
  stopWindowSeconds: z.coerce.number().min(0).max(3600),
  /** The most assets in one request; a message has room for 50. */
  mostAssets: z.coerce.number().int().min(1).max(50),
  protectedAssets: z.array(protectedAsset),
  heavy: z.strictObject({
    verified: z.boolean(),
    names: z.array(nameWords),
    /** Requests with more assets than this are high-risk; null disables the rule. */
    moreThan: z.coerce.number().int().min(1).nullable(),
  }),
};

const rule = z
  .strictObject({
    kind: kind.exactOptional(),
    channel: z.string().regex(place, `must be ${placeForm}`).exactOptional(),
    ...mapped({
      ...settings,
      approvers: people.refine((ids) => ids.length > 0, {
        error: 'names nobody, so nobody could ever approve; leave it out to keep the approvers of all',
      }),
    }),
  })
  .refine((value) => 'kind' in value || 'channel' in value, {
    error: 'must name a kind, a channel, or both',
    when: always,
  });

/** The same settings, all optional. */
function mapped<S extends { [name: string]: z.ZodType }>(
  shape: S,
): { [N in keyof S]: z.ZodExactOptional<S[N]> } {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, schema.exactOptional()]),
  ) as { [N in keyof S]: z.ZodExactOptional<S[N]> };
}

type Written = z.output<z.ZodObject<typeof settings>>;

/** Nobody needs more; with less than 1 nobody could do anything. */
const budget = z.coerce
  .number({ error: 'must be a number' })
  .int('must be a whole number')
  .min(1, 'must be at least 1')
  .max(100_000, 'must be at most 100000');

/** Limits per person, the same for every kind and channel: no rule changes them. */
const budgets: z.ZodType<Budgets> = z.strictObject({
  openRequests: budget,
  asksPerMinute: budget,
  pressesPerMinute: budget,
  looksPerMinute: budget,
  searchesPerMinute: budget,
});

export const policySchema = z
  .strictObject({ ...settings, budgets, rules: z.array(rule).default([]) })
  .superRefine(
    (written, context) => {
      for (const { path, message } of problemsTogether(written))
        context.addIssue({ code: 'custom', path: [...path], message, input: undefined });
    },
    // Run even if another setting is invalid, so that all problems are reported at once.
    { when: always },
  )
  .transform(({ rules, budgets, ...base }): Policies & { readonly budgets: Budgets } => ({
    budgets,
    base: policyOf(base),
    rules: rules.map(({ kind, channel, ...change }) => ({ kind, channel, change: changeOf(change) })),
  }));

function policyOf(written: Written): Policy {
  const { expiresAfterMinutes, remindBeforeExpiryMinutes, stopWindowSeconds, ...same } = written;
  return {
    ...same,
    lifetimeMs: expiresAfterMinutes * minute,
    remindersMs: remindBeforeExpiryMinutes.map((minutes) => minutes * minute),
    stopWindowMs: stopWindowSeconds * 1000,
  };
}

/** Only the settings that the rule has. */
function changeOf(written: Partial<Written>): Partial<Policy> {
  const { expiresAfterMinutes, remindBeforeExpiryMinutes, stopWindowSeconds, ...same } = written;
  return {
    ...same,
    ...(expiresAfterMinutes === undefined ? {} : { lifetimeMs: expiresAfterMinutes * minute }),
    ...(remindBeforeExpiryMinutes === undefined
      ? {}
      : { remindersMs: remindBeforeExpiryMinutes.map((minutes) => minutes * minute) }),
    ...(stopWindowSeconds === undefined ? {} : { stopWindowMs: stopWindowSeconds * 1000 }),
  };
}
