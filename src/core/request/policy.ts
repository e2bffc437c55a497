import type { AssetKind } from '../asset/asset.js';

/** The rules on who may ask, who may decide, and within which limits. People and groups are chat ids. */
export interface Policy {
  /** User and group ids; empty: nobody can approve (fails closed). */
  readonly approvers: readonly string[];
  /** User and group ids; empty: everyone in an allowed channel. */
  readonly requesters: readonly string[];
  /** Channel ids; empty: any channel the bot is in. */
  readonly channels: readonly string[];
  readonly allowSelfApproval: boolean;
  /** The number of different people who must approve. */
  readonly approvals: number;
  readonly reasonRequired: boolean;
  /** The time a request waits for its decision. */
  readonly lifetimeMs: number;
  /** When the approvers are reminded, counted back from the request's expiry. */
  readonly remindersMs: readonly number[];
  /** The time between the last approval and the first call in which Stop cancels everything; 0: no window. */
  readonly stopWindowMs: number;
  /** The most assets in one request. */
  readonly mostAssets: number;
  readonly protectedAssets: readonly ProtectedAsset[];
  readonly heavy: HighRiskRule;
}

/** Assets that the bot must never unlink: those that match every given part. */
export interface ProtectedAsset {
  readonly kind?: AssetKind | undefined;
  readonly id?: string | undefined;
  /** Words of the name, all required; case and diacritics are ignored. */
  readonly name?: string | undefined;
  /** The explanation for people. */
  readonly message: string;
}

/** Defines the high-risk assets, for which an approver types the last digits of the id. */
export interface HighRiskRule {
  readonly verified: boolean;
  /** Lists of words; an asset is high-risk if its name has all words of one entry. */
  readonly names: readonly string[];
  /** Requests with more assets than this are high-risk; null disables the rule. */
  readonly moreThan: number | null;
}

/** The base policy, and the changes for a kind, a channel or both. */
export interface Policies {
  readonly base: Policy;
  readonly rules: readonly PolicyRule[];
}

export interface PolicyRule {
  readonly kind?: AssetKind | undefined;
  readonly channel?: string | undefined;
  readonly change: Partial<Policy>;
}

/** Adds these assets to the protected ones. A rule can only add to what is protected, so no rule lifts it. */
export function alwaysProtecting(policies: Policies, assets: readonly ProtectedAsset[]): Policies {
  const { base, rules } = policies;
  return { base: { ...base, protectedAssets: [...assets, ...base.protectedAssets] }, rules };
}

export function policyFor(policies: Policies, kind: AssetKind, channel: string): Policy {
  const fitting = policies.rules.filter((rule) => fits(rule, kind, channel));
  return strictest(
    policies.base,
    fitting.map(({ change }) => change),
  );
}

export function fits(rule: Omit<PolicyRule, 'change'>, kind: AssetKind, channel: string): boolean {
  return (rule.kind ?? kind) === kind && (rule.channel ?? channel) === channel;
}

/**
 * Applies the rules. A rule overrides the base policy; of several, the strictest wins, setting by setting, because
 * there is one ZCA and asking in another channel must not loosen what a kind requires. For a setting it leaves out, a
 * rule counts with the base policy's value; for people, channels and reminders it does not count.
 */
function strictest(base: Policy, changes: readonly Partial<Policy>[]): Policy {
  if (changes.length === 0) return base;
  const asked = changes.map((change) => ({ ...base, ...change }));
  const limits = asked.map(({ heavy }) => heavy.moreThan).filter((limit) => limit !== null);
  const remindersMs = changes.flatMap((change) =>
    change.remindersMs === undefined ? [] : [change.remindersMs],
  );
  return {
    approvers: inEach(changes, 'approvers') ?? base.approvers,
    requesters: inEach(changes, 'requesters') ?? base.requesters,
    channels: inEach(changes, 'channels') ?? base.channels,
    allowSelfApproval: asked.every((policy) => policy.allowSelfApproval),
    approvals: Math.max(...asked.map((policy) => policy.approvals)),
    reasonRequired: asked.some((policy) => policy.reasonRequired),
    lifetimeMs: Math.min(...asked.map((policy) => policy.lifetimeMs)),
    remindersMs:
      remindersMs.length === 0 ? base.remindersMs : [...new Set(remindersMs.flat())].sort((a, b) => b - a),
    stopWindowMs: Math.max(...asked.map((policy) => policy.stopWindowMs)),
    mostAssets: Math.min(...asked.map((policy) => policy.mostAssets)),
    protectedAssets: [base, ...changes].flatMap((policy) => policy.protectedAssets ?? []),
    heavy: {
      verified: asked.some(({ heavy }) => heavy.verified),
      names: [...new Set(asked.flatMap(({ heavy }) => heavy.names))],
      moreThan: limits.length === 0 ? null : Math.min(...limits),
    },
  };
}

/**
 * The ids that every rule with such a list has in common; null if no rule has one. `config/policy-schema.ts` refuses
 * rules with nothing in common at the start: an empty list of requesters or channels would admit everybody.
 */
function inEach(
  changes: readonly Partial<Policy>[],
  list: 'approvers' | 'requesters' | 'channels',
): readonly string[] | null {
  const given = changes.flatMap((change) => (change[list] === undefined ? [] : [change[list]]));
  const [first, ...others] = list === 'approvers' ? given : given.filter(({ length }) => length > 0);
  if (first === undefined) return given[0] ?? null;
  return first.filter((id) => others.every((ids) => ids.includes(id)));
}
