import type { Policy } from './policy.js';

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

export function includes(listed: readonly string[], person: string, member: Membership): boolean {
  return listed.some((id) => (isGroup(id) ? member(id, person) : id === person));
}
