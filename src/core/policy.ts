/** Who may ask and who may decide. People and groups are chat ids; groups arrive already read. */
export interface Policy {
  /** User and group ids; empty: nobody can approve (it fails closed). */
  readonly approvers: readonly string[];
  /** User and group ids; empty: everyone in an allowed channel. */
  readonly requesters: readonly string[];
  /** Channel ids; empty: any channel the bot is in. */
  readonly channels: readonly string[];
  readonly allowSelfApproval: boolean;
}

/** Tells whether a group has a person; asked only for ids that are groups. */
export type Membership = (group: string, person: string) => boolean;

export type AskRefusal = 'channel_not_allowed' | 'not_a_requester';
export type DecisionRefusal = 'no_approvers' | 'not_an_approver' | 'own_request';

/** Slack's user group ids begin with S (docs.slack.dev/reference/methods/usergroups.list). */
export function isGroup(id: string): boolean {
  return id.startsWith('S');
}

export function mayAsk(
  policy: Policy,
  person: string,
  channel: string,
  member: Membership,
): AskRefusal | null {
  if (policy.channels.length > 0 && !policy.channels.includes(channel)) return 'channel_not_allowed';
  if (policy.requesters.length > 0 && !includes(policy.requesters, person, member)) return 'not_a_requester';
  return null;
}

export function mayApprove(
  policy: Policy,
  person: string,
  requester: string,
  member: Membership,
): DecisionRefusal | null {
  if (policy.approvers.length === 0) return 'no_approvers';
  if (!includes(policy.approvers, person, member)) return 'not_an_approver';
  if (person === requester && !policy.allowSelfApproval) return 'own_request';
  return null;
}

/** Cancelling and choosing harm nobody: the requester may, and so may any approver. */
export function mayCancel(
  policy: Policy,
  person: string,
  requester: string,
  member: Membership,
): DecisionRefusal | null {
  return person === requester || includes(policy.approvers, person, member) ? null : 'not_an_approver';
}

function includes(listed: readonly string[], person: string, member: Membership): boolean {
  return listed.some((id) => (isGroup(id) ? member(id, person) : id === person));
}
