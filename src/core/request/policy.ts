import type { Asset, AssetKind } from '../asset/asset.js';
import { words } from '../text/normalize.js';
import { type CardRequest, chosenAssets } from './request.js';

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

/** Tells whether a group contains a person; called only with group ids. */
export type Membership = (group: string, person: string) => boolean;

/** Facts about a person that groups do not tell. */
export interface Person {
  readonly id: string;
  /** A guest, a member of another company (Slack Connect), or a bot. They may decide only if named by id. */
  readonly isOutsider: boolean;
  /** Deactivated or unknown to the chat; absent: neither. Being named by id does not help then. */
  readonly isGone?: boolean;
}

export type AskRefusal = 'channel_not_allowed' | 'not_a_requester' | 'outsider';
export type DecisionRefusal = 'no_approvers' | 'not_an_approver' | 'own_request' | 'outsider';

/** Ids of Slack's direct messages begin with D (docs.slack.dev/reference/objects/conversation-object). */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Slack's user group ids begin with S (docs.slack.dev/reference/methods/usergroups.list). */
export function isGroup(id: string): boolean {
  return id.startsWith('S');
}

/** Checks whether a person may ask in a channel; null if so. */
export function mayAsk(
  policy: Policy,
  person: Person,
  channel: string,
  member: Membership,
): AskRefusal | null {
  if (policy.channels.length > 0 && !policy.channels.includes(channel)) return 'channel_not_allowed';
  if (policy.requesters.length > 0 && !includes(policy.requesters, person.id, member))
    return 'not_a_requester';
  // As for deciding: membership of a group or of the channel does not suffice for outsiders.
  const isNamed = policy.requesters.includes(person.id) || policy.approvers.includes(person.id);
  return person.isOutsider && !isNamed ? 'outsider' : null;
}

/**
 * Checks whether a person may approve; null if so. `requesters`: everybody who asked, including by joining. None of
 * them decides unless the policy allows self-approval.
 */
export function mayApprove(
  policy: Policy,
  person: Person,
  requesters: readonly string[],
  member: Membership,
): DecisionRefusal | null {
  if (policy.approvers.length === 0) return 'no_approvers';
  const refusal = asListed(policy.approvers, person, member);
  if (refusal !== null) return refusal;
  return requesters.includes(person.id) && !policy.allowSelfApproval ? 'own_request' : null;
}

/**
 * Checks whether a person may cancel, choose or stop; null if so. These do no harm, so requesters and all approvers
 * may.
 */
export function mayCancel(
  policy: Policy,
  person: Person,
  requesters: readonly string[],
  member: Membership,
): DecisionRefusal | null {
  return requesters.includes(person.id) ? null : asListed(policy.approvers, person, member);
}

/** Checks whether a person may unlink by hand; null if so. `operators` are people and groups. */
export function mayOperate(
  operators: readonly string[],
  person: Person,
  member: Membership,
): DecisionRefusal | null {
  return operators.length === 0 ? 'no_approvers' : asListed(operators, person, member);
}

function asListed(listed: readonly string[], person: Person, member: Membership): DecisionRefusal | null {
  if (person.isGone === true) return 'not_an_approver';
  if (listed.includes(person.id)) return null;
  if (!includes(listed, person.id, member)) return 'not_an_approver';
  return person.isOutsider ? 'outsider' : null;
}

/** The people a policy lets approve: those named, and the members of its groups. */
export function approversIn(
  policy: Policy,
  requesters: readonly string[],
  membersOf: (group: string) => Iterable<string>,
): ReadonlySet<string> {
  const people = new Set(policy.approvers.flatMap((id) => (isGroup(id) ? [...membersOf(id)] : [id])));
  if (!policy.allowSelfApproval) for (const requester of requesters) people.delete(requester);
  return people;
}

/** The message of the first rule that protects this asset; null if none does. */
export function protectionOf(policy: Policy, asset: Asset): string | null {
  const rule = policy.protectedAssets.find(
    ({ kind, id, name }) =>
      (kind ?? asset.kind) === asset.kind &&
      (id ?? asset.id) === asset.id &&
      (name === undefined || hasWords(asset.name, name)),
  );
  return rule?.message ?? null;
}

/**
 * The assets whose last four digits the approver types: the high-risk ones, at most `maxTyped`; if only their number
 * is high-risk, the first asset.
 */
export function assetsToVerify(policy: Policy, chosen: readonly Asset[]): readonly Asset[] {
  const { verified, names, moreThan } = policy.heavy;
  const heavy = chosen.filter(
    (asset) => (verified && asset.verified === true) || names.some((name) => hasWords(asset.name, name)),
  );
  if (heavy.length > 0) return heavy.slice(0, maxTyped);
  return moreThan !== null && chosen.length > moreThan ? chosen.slice(0, 1) : [];
}

/**
 * The same for a request, or for those `assets` of it that are retried. A dry run is harmless and needs no typing.
 */
export function assetsToVerifyFor(
  policy: Policy,
  request: CardRequest,
  assets: readonly Asset[] = chosenAssets(request),
): readonly Asset[] {
  return request.dryRun ? [] : assetsToVerify(policy, assets);
}

/** True if the last digits of each asset were typed correctly; `typed` holds them by id. */
export function areVerified(
  assets: readonly Asset[],
  typed: { readonly [id: string]: string } | undefined,
): boolean {
  return assets.every((asset) => typed?.[asset.id]?.trim() === lastDigits(asset));
}

/** True if a newer reading makes an asset high-risk that was not when confirmed: nobody has typed its digits. */
export function asksMore(policy: Policy, confirmed: Asset, now: Asset): boolean {
  return assetsToVerify(policy, [now]).length > assetsToVerify(policy, [confirmed]).length;
}

const maxTyped = 5;

/** The digits an approver types for a high-risk asset. */
export function lastDigits(asset: Asset): string {
  return asset.id.slice(-4);
}

/** True if every word of `wanted` begins a word of the text; false if `wanted` has no words. */
function hasWords(text: string, wanted: string): boolean {
  const asked = words(wanted);
  const named = words(text);
  return asked.length > 0 && asked.every((word) => named.some((part) => part.startsWith(word)));
}

function includes(listed: readonly string[], person: string, member: Membership): boolean {
  return listed.some((id) => (isGroup(id) ? member(id, person) : id === person));
}
