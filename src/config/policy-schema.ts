import { z } from 'zod';
import { assetKinds } from '../core/asset.js';
import { fold, words as wordsOf } from '../core/fold.js';
import { isGroup, type Policies, type Policy } from '../core/policy.js';
import { idList, people } from './fields.js';

export const channelId = /^[CGD][A-Z0-9]{2,30}$/u;
const minute = 60_000;
const always = () => true;

const kind = z.enum(assetKinds, { error: 'must be oa or app' });
const words = z.string().refine((text) => fold(text) !== '', 'must not be empty');
/** A name is compared by its words, so it needs a letter or a digit. */
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

/** Each setting of a policy, as `bot.config.ts` has it; a rule may give any of them. */
const settings = {
  approvers: people,
  requesters: people,
  channels: idList(channelId, 'a channel id (C…)'),
  allowSelfApproval: z.boolean({ error: 'must be true or false' }),
  /** How many different people must approve. */
  approvals: z.coerce.number().int().min(1).max(20),
  reasonRequired: z.boolean({ error: 'must be true or false' }),
  /** How long a request waits for its decision, in minutes; 30 days at most. */
  expiresAfterMinutes: z.coerce
    .number()
    .positive()
    .max(30 * 24 * 60),
  /** When approvers are reminded, in minutes before the request expires. */
  remindBeforeExpiryMinutes: z.array(z.coerce.number().positive()).max(10),
  /** How long the last approval can still be stopped, in seconds; 0: not at all. */
  stopWindowSeconds: z.coerce.number().min(0).max(3600),
  /** The most assets in one request; a message has room for 50. */
  mostAssets: z.coerce.number().int().min(1).max(50),
  protectedAssets: z.array(protectedAsset),
  heavy: z.strictObject({
    verified: z.boolean(),
    names: z.array(nameWords),
    /** More than this many assets at once; null: no number is. */
    moreThan: z.coerce.number().int().min(1).nullable(),
  }),
};

const rule = z
  .strictObject({
    kind: kind.exactOptional(),
    channel: z.string().regex(channelId, 'must be a channel id (C…)').exactOptional(),
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

/** The same settings, none of them needed. */
function mapped<S extends { [name: string]: z.ZodType }>(
  shape: S,
): { [N in keyof S]: z.ZodExactOptional<S[N]> } {
  return Object.fromEntries(
    Object.entries(shape).map(([name, schema]) => [name, schema.exactOptional()]),
  ) as { [N in keyof S]: z.ZodExactOptional<S[N]> };
}

type Written = z.output<z.ZodObject<typeof settings>>;

/** What is compared with each other, where it can be read; what cannot is reported at its own place. */
const comparable = z.object({
  approvers: people.optional().catch(undefined),
  approvals: z.coerce.number().optional().catch(undefined),
  expiresAfterMinutes: z.coerce.number().optional().catch(undefined),
  remindBeforeExpiryMinutes: z.array(z.coerce.number()).optional().catch(undefined),
});
type Comparable = z.output<typeof comparable>;

const comparables = comparable.extend({ rules: z.array(comparable.catch({})).catch([]) });

export const policySchema = z
  .strictObject({ ...settings, rules: z.array(rule).default([]) })
  .superRefine(
    (written, context) => {
      const { rules, ...base } = comparables.parse(written);
      const report = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path, message, input: undefined });
      for (const { setting, message } of problemsOf(base)) report([setting], message);
      for (const [index, change] of rules.entries()) {
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        for (const { setting, causes, message } of problemsOf({ ...base, ...given })) {
          if (causes.some((name) => name in given)) report(['rules', index, setting], message);
        }
      }
    },
    // Also when something else is wrong: every problem is named at once.
    { when: always },
  )
  .transform(
    ({ rules, ...base }): Policies => ({
      base: policyOf(base),
      rules: rules.map(({ kind, channel, ...change }) => ({ kind, channel, change: changeOf(change) })),
    }),
  );

/** What cannot work together; `causes` are the settings that a rule may have changed to bring it about. */
function problemsOf(written: Comparable) {
  const { approvers = [], approvals = 1, remindBeforeExpiryMinutes = [] } = written;
  const { expiresAfterMinutes = Number.POSITIVE_INFINITY } = written;
  const problems: { setting: keyof Comparable; causes: readonly (keyof Comparable)[]; message: string }[] =
    [];
  const countable = approvers.length > 0 && !approvers.some(isGroup);
  if (countable && new Set(approvers).size < approvals) {
    const message = `asks for ${approvals} approvals, but only ${new Set(approvers).size} people may give one`;
    problems.push({ setting: 'approvals', causes: ['approvals', 'approvers'], message });
  }
  if (remindBeforeExpiryMinutes.some((minutes) => minutes >= expiresAfterMinutes)) {
    const message = `has a reminder that would come before the request itself, which lives ${expiresAfterMinutes} minutes`;
    problems.push({
      setting: 'remindBeforeExpiryMinutes',
      causes: ['remindBeforeExpiryMinutes', 'expiresAfterMinutes'],
      message,
    });
  }
  return problems;
}

function policyOf(written: Written): Policy {
  const { expiresAfterMinutes, remindBeforeExpiryMinutes, stopWindowSeconds, ...same } = written;
  return {
    ...same,
    lifetimeMs: expiresAfterMinutes * minute,
    remindersMs: remindBeforeExpiryMinutes.map((minutes) => minutes * minute),
    stopWindowMs: stopWindowSeconds * 1000,
  };
}

/** Only what a rule gives. */
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
