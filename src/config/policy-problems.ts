import { z } from 'zod';
import { assetKinds } from '../core/asset/asset.js';
import { isGroup } from '../core/request/permission.js';
import { fits, type Policies, type Policy, type PolicyRule, policyFor } from '../core/request/policy.js';
import { type PolicyPlace, policyPlaces } from '../core/request/policy-places.js';
import { people } from './fields.js';

const minute = 60_000;

export interface Problem {
  /** The setting's path, below `policy`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const ids = people.optional().catch(undefined);
const texts = z.array(z.string()).optional().catch(undefined);
const number = z.coerce.number().optional().catch(undefined);

/** The settings that are compared with each other, if readable. Unreadable ones are reported by their own setting. */
const comparable = z.object({
  approvers: ids,
  requesters: ids,
  channels: texts,
  allowSelfApproval: z.boolean().optional().catch(undefined),
  approvals: number,
  expiresAfterMinutes: number,
  remindBeforeExpiryMinutes: z.array(z.coerce.number()).optional().catch(undefined),
});
const comparableRule = comparable.extend({
  kind: z.enum(assetKinds).optional().catch(undefined),
  channel: z.string().optional().catch(undefined),
});
const comparables = comparable.extend({ rules: z.array(comparableRule.catch({})).catch([]) });

/**
 * Finds settings that contradict each other, in the base policy and wherever rules apply, each with the path of the
 * setting. Rules are combined for each kind in each channel they name, and for each kind in any other.
 */
export function problemsTogether(written: unknown): readonly Problem[] {
  const { rules, ...base } = comparables.parse(written);
  const policies: Policies = {
    base: { ...harmless, ...settingsOf(base) },
    rules: rules.map(({ kind, channel, ...change }) => ({ kind, channel, change: settingsOf(change) })),
  };
  const forAll = problemsOf(policies.base).map(({ setting, message }) => ({ path: [setting], message }));
  const found = [...forAll, ...policyPlaces(rules).flatMap((place) => problemsAt(place, policies))];
  const firsts = new Map(found.toReversed().map((problem) => [problem.path.join('.'), problem]));
  return found.filter((problem) => firsts.get(problem.path.join('.')) === problem);
}

/** Names the last of the rules that cause a problem. */
function problemsAt({ kind, channel }: PolicyPlace, policies: Policies): Problem[] {
  const fitting = policies.rules.flatMap((rule, index) =>
    fits(rule, kind, channel) ? [{ ...rule, index }] : [],
  );
  const policy = policyFor(policies, kind, channel);
  return [...apart(fitting), ...problemsOf(policy)].flatMap(({ setting, causes, message }) => {
    const givers = fitting.filter(({ change }) => causes.some((cause) => cause in change));
    const last = givers.at(-1);
    if (last === undefined) return [];
    const others = givers.slice(0, -1).map(({ index }) => `policy.rules.${index}`);
    const together = others.length === 0 ? '' : ` (together with ${others.join(' and ')})`;
    return [{ path: ['rules', last.index, setting], message: `${message}${together}` }];
  });
}

interface Conflict {
  readonly setting: string;
  /** The settings through which a rule may have caused it. */
  readonly causes: readonly (keyof Policy)[];
  readonly message: string;
}

function problemsOf(policy: Policy): Conflict[] {
  const problems: Conflict[] = [];
  const { approvals, lifetimeMs } = policy;
  const most = mostApprovers(policy);
  if (most !== null && most < approvals) {
    const causes = ['approvals', 'approvers', 'requesters', 'allowSelfApproval'] as const;
    const people = most === 1 ? '1 person' : `${most} people`;
    const message = `asks for ${approvals} approvals, but only ${people} may give one; name more approvers or ask for fewer approvals`;
    problems.push({ setting: 'approvals', causes, message });
  }
  if (policy.remindersMs.some((beforeMs) => beforeMs >= lifetimeMs)) {
    const message = `has a reminder that would come before the request itself, which lives ${lifetimeMs / minute} minutes`;
    problems.push({ setting: 'remindBeforeExpiryMinutes', causes: ['remindersMs', 'lifetimeMs'], message });
  }
  return problems;
}

/**
 * The number of people who could approve at most; null if a group is among the approvers, or nobody. If only
 * approvers may ask, each request has one of them as its requester, who does not count without self-approval.
 */
function mostApprovers({ approvers, requesters, allowSelfApproval }: Policy): number | null {
  if (approvers.length === 0 || approvers.some(isGroup)) return null;
  const onlyApproversAsk = requesters.length > 0 && requesters.every((id) => approvers.includes(id));
  return new Set(approvers).size - (onlyApproversAsk && !allowSelfApproval ? 1 : 0);
}

/** Lists of several rules that have nobody, or no channel, in common. */
function apart(fitting: readonly PolicyRule[]): Conflict[] {
  const lists = ['approvers', 'requesters', 'channels'] as const;
  return lists.flatMap((setting) => {
    const given = fitting.flatMap(({ change }) => [change[setting] ?? []]).filter(({ length }) => length > 0);
    const isApart = given.length > 1 && !given[0]?.some((id) => given.every((each) => each.includes(id)));
    const message =
      'names none that the other rules for the same requests name; only whom all of them name counts';
    return isApart ? [{ setting, causes: [setting], message }] : [];
  });
}

/** Replaces unreadable settings; it causes no problem. */
const harmless: Policy = {
  approvers: [],
  requesters: [],
  channels: [],
  allowSelfApproval: false,
  approvals: 1,
  reasonRequired: false,
  lifetimeMs: Number.POSITIVE_INFINITY,
  remindersMs: [],
  stopWindowMs: 0,
  mostAssets: 1,
  protectedAssets: [],
  heavy: { verified: false, names: [], moreThan: null },
};

function settingsOf(written: z.output<typeof comparable>): Partial<Policy> {
  const { expiresAfterMinutes: lifetime, remindBeforeExpiryMinutes: reminders, ...same } = written;
  const settings = {
    ...same,
    lifetimeMs: lifetime === undefined ? undefined : lifetime * minute,
    remindersMs: reminders?.map((minutes) => minutes * minute),
  };
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
