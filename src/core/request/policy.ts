import type { Asset, AssetKind } from '../asset/asset.js';
import { words } from '../text/normalize.js';
import { type CardRequest, chosenAssets } from './request.js';

/** Who may ask, who may decide, and within which bounds. People and groups are chat ids; groups arrive already read. */
export interface Policy {
  /** User and group ids; empty: nobody can approve (it fails closed). */
  readonly approvers: readonly string[];
  /** User and group ids; empty: everyone in an allowed channel. */
  readonly requesters: readonly string[];
  /** Channel ids; empty: any channel the bot is in. */
  readonly channels: readonly string[];
  readonly allowSelfApproval: boolean;
  /** How many different people must approve. */
  readonly approvals: number;
  readonly reasonRequired: boolean;
  /** How long a request waits for its decision, in milliseconds. */
  readonly lifetimeMs: number;
  /** When the approvers are reminded, in milliseconds before the request expires. */
  readonly remindersMs: readonly number[];
  /** How long the last approval can still be stopped before the first call, in milliseconds; 0: not at all. */
  readonly stopWindowMs: number;
  /** The most assets in one request. */
  readonly mostAssets: number;
  readonly protectedAssets: readonly ProtectedAsset[];
  readonly heavy: HighRiskRule;
}

/** Assets that may never be unlinked by the bot: those that fit every part that is given. */
export interface ProtectedAsset {
  readonly kind?: AssetKind | undefined;
  readonly id?: string | undefined;
  /** Words of the name, compared without regard to case or diacritics; all must be there. */
  readonly name?: string | undefined;
  /** What people are told. */
  readonly message: string;
}

/** Which approvals ask the approver to type the last digits of the id. */
export interface HighRiskRule {
  readonly verified: boolean;
  /** Words of the name; an asset is heavy when all words of one entry are in its name. */
  readonly names: readonly string[];
  /** More than this many assets at once are heavy; null: no number is. */
  readonly moreThan: number | null;
}

/** A policy for all, and what differs for a kind, a channel or both. */
export interface Policies {
  readonly base: Policy;
  readonly rules: readonly PolicyRule[];
}

export interface PolicyRule {
  readonly kind?: AssetKind | undefined;
  readonly channel?: string | undefined;
  readonly change: Partial<Policy>;
}

/** The same policies, with these assets protected as well; a rule can only add to what is protected. */
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
 * A rule takes the place of what it gives of the policy for all. Of several rules the strictest counts, setting by
 * setting: there is one ZCA, so that asking in another channel must not loosen what a kind asks for. A rule that leaves a
 * setting out stands for the policy for all; of people, channels and reminders it then says nothing.
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
 * The ids that every rule names which names any; null where none does. Rules that have none in common are refused at the
 * start (`config/policy-schema.ts`): an empty list of requesters or channels would let everybody in.
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

/** Tells whether a group has a person; asked only for ids that are groups. */
export type Membership = (group: string, person: string) => boolean;

/** What the chat knows of a person that a group does not say. */
export interface Person {
  readonly id: string;
  /** A guest, somebody of another company (Slack Connect), or a bot: lets decide only if named by id. */
  readonly isOutsider: boolean;
  /** Deactivated, or not known at all; absent: neither. Being named by id is no help then. */
  readonly isGone?: boolean;
}

export type AskRefusal = 'channel_not_allowed' | 'not_a_requester' | 'outsider';
export type DecisionRefusal = 'no_approvers' | 'not_an_approver' | 'own_request' | 'outsider';

/** Ids of Slack's conversations of two begin with D (docs.slack.dev/reference/objects/conversation-object). */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Slack's user group ids begin with S (docs.slack.dev/reference/methods/usergroups.list). */
export function isGroup(id: string): boolean {
  return id.startsWith('S');
}

export function mayAsk(
  policy: Policy,
  person: Person,
  channel: string,
  member: Membership,
): AskRefusal | null {
  if (policy.channels.length > 0 && !policy.channels.includes(channel)) return 'channel_not_allowed';
  if (policy.requesters.length > 0 && !includes(policy.requesters, person.id, member))
    return 'not_a_requester';
  // As for deciding: in a group, or in the channel, is not enough for somebody from elsewhere.
  const isNamed = policy.requesters.includes(person.id) || policy.approvers.includes(person.id);
  return person.isOutsider && !isNamed ? 'outsider' : null;
}

/** `requesters`: everybody who asked, first or by joining: none of them decides on it, unless the policy lets them. */
export function mayApprove(
  policy: Policy,
  person: Person,
  requesters: readonly string[],
  member: Membership,
): DecisionRefusal | null {
  if (policy.approvers.length === 0) return 'no_approvers';
  const refusal = asApprover(policy, person, member);
  if (refusal !== null) return refusal;
  return requesters.includes(person.id) && !policy.allowSelfApproval ? 'own_request' : null;
}

/** Cancelling, choosing and stopping harm nobody: those whose request it is may, and so may any approver. */
export function mayCancel(
  policy: Policy,
  person: Person,
  requesters: readonly string[],
  member: Membership,
): DecisionRefusal | null {
  return requesters.includes(person.id) ? null : asApprover(policy, person, member);
}

/** Who may unlink by hand: the policy's approvers are the operators then. */
export function mayOperate(
  policy: Policy,
  person: Person,
  _requesters: readonly string[],
  member: Membership,
): DecisionRefusal | null {
  return policy.approvers.length === 0 ? 'no_approvers' : asApprover(policy, person, member);
}

function asApprover(policy: Policy, person: Person, member: Membership): DecisionRefusal | null {
  if (person.isGone === true) return 'not_an_approver';
  if (policy.approvers.includes(person.id)) return null;
  if (!includes(policy.approvers, person.id, member)) return 'not_an_approver';
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

/** What the first rule that protects this asset says; null when none does. */
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
 * The assets whose last four digits the approver types: those that are heavy by themselves, at most `maxTyped` of
 * them; of too many at once, the first stands for all.
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
 * The same for a request as it stands, or for another try of those `assets` of it that failed; a dry run harms nothing, so
 * nothing is typed for it.
 */
export function assetsToVerifyFor(
  policy: Policy,
  request: CardRequest,
  assets: readonly Asset[] = chosenAssets(request),
): readonly Asset[] {
  return request.dryRun ? [] : assetsToVerify(policy, assets);
}

/** Whether somebody has typed the last digits of every one of `assets`; `typed` holds them by id. */
export function areVerified(
  assets: readonly Asset[],
  typed: { readonly [id: string]: string } | undefined,
): boolean {
  return assets.every((asset) => typed?.[asset.id]?.trim() === lastDigits(asset));
}

/** Whether a newer reading shows an asset to be heavy that was not when it was confirmed: nobody has typed its digits. */
export function asksMore(policy: Policy, confirmed: Asset, now: Asset): boolean {
  return assetsToVerify(policy, [now]).length > assetsToVerify(policy, [confirmed]).length;
}

const maxTyped = 5;

/** What an approver types for a heavy asset. */
export function lastDigits(asset: Asset): string {
  return asset.id.slice(-4);
}

/** Whether each word of `wanted` begins a word of the text; nothing to look for is found nowhere. */
function hasWords(text: string, wanted: string): boolean {
  const asked = words(wanted);
  const named = words(text);
  return asked.length > 0 && asked.every((word) => named.some((part) => part.startsWith(word)));
}

function includes(listed: readonly string[], person: string, member: Membership): boolean {
  return listed.some((id) => (isGroup(id) ? member(id, person) : id === person));
}
