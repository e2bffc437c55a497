import { type AssetKind, assetKinds } from '../core/asset/asset.js';
import type { Viewer } from '../core/command/submitted-command.js';
import type { NotAllowed, Unreadable as UnreadableAnswer } from '../core/messages/query-result.js';
import { mayAsk } from '../core/request/permission.js';
import { type Policies, type Policy, policyFor } from '../core/request/policy.js';
import {
  approvalRule,
  askRefusal,
  decisionRefusalOf,
  idsNow,
  membership,
  readGroups,
  Unreadable,
} from '../flow/permission.js';
import type { Chat } from '../flow/ports/chat.js';

export interface ReadAccessPorts {
  readonly policies: Policies;
  readonly chat: Pick<Chat, 'groupMembers' | 'person'>;
}

/** The kinds a person may see, and why not the others. */
export interface ReadAccess {
  readonly kinds: readonly AssetKind[];
  readonly refusal: NotAllowed | UnreadableAnswer | null;
}

/** The kinds a person may see in a channel: those they may request there, and those they may approve anywhere. */
export async function readAccessOf(viewer: Viewer, ports: ReadAccessPorts): Promise<ReadAccess> {
  return accessBy(viewer, (kind) => policyFor(ports.policies, kind, viewer.channel), ports);
}

/**
 * The same for a person outside any channel. If asking is limited to channels, their membership is unknown, so only
 * people named as requesters or approvers have access.
 */
export async function readAccessAtHome(user: string, ports: ReadAccessPorts): Promise<ReadAccess> {
  const anywhere = (kind: AssetKind) => {
    const policy = policyFor(ports.policies, kind, '');
    const isOpenToChannels = policy.channels.length > 0 && policy.requesters.length === 0;
    return { ...policy, channels: [], requesters: isOpenToChannels ? policy.approvers : policy.requesters };
  };
  return accessBy({ user, channel: '' }, anywhere, ports);
}

/** The same for a person who picks assets in a form before its channel is known. */
export async function readAccessInForm(user: string, ports: ReadAccessPorts): Promise<ReadAccess> {
  const anywhere = (kind: AssetKind) => ({ ...policyFor(ports.policies, kind, ''), channels: [] });
  return accessBy({ user, channel: '' }, anywhere, ports);
}

async function accessBy(
  viewer: Viewer,
  policyOf: (kind: AssetKind) => Policy,
  ports: ReadAccessPorts,
): Promise<ReadAccess> {
  const refusals = await Promise.all(
    assetKinds.map(async (kind) => ({ kind, refusal: await refusalOf(viewer, policyOf(kind), ports) })),
  );
  return {
    kinds: refusals.filter(({ refusal }) => refusal === null).map(({ kind }) => kind),
    refusal: refusals.map(({ refusal }) => refusal).find((refusal) => refusal !== null) ?? null,
  };
}

/** An unreadable group does not matter to people who are admitted without it. */
async function refusalOf(
  viewer: Viewer,
  policy: Policy,
  ports: ReadAccessPorts,
): Promise<NotAllowed | UnreadableAnswer | null> {
  const asRequester = await unlessUnreadable(() => requesterRefusal(viewer, policy, ports));
  if (asRequester === null) return null;
  return unlessUnreadable(async () =>
    (await mayDecide(viewer.user, policy, [], ports)) ? null : asRequester,
  );
}

async function requesterRefusal(
  viewer: Viewer,
  policy: Policy,
  ports: ReadAccessPorts,
): Promise<NotAllowed | null> {
  const { user, channel } = viewer;
  const mayNeedGroups = mayAsk(policy, { id: user, isOutsider: false }, channel, () => false) !== null;
  const member = membership(mayNeedGroups ? await readGroups(policy.requesters, ports) : new Map());
  const refusal = await askRefusal(viewer, policy, member, ports);
  if (refusal === null) return null;
  const allowed = refusal === 'channel_not_allowed' ? policy.channels : policy.requesters;
  return { type: 'not_allowed', refusal, allowed };
}

/**
 * True if a person may approve a request of `requesters`.
 * @throws {Unreadable}
 */
export async function mayDecide(
  user: string,
  policy: Policy,
  requesters: readonly string[],
  ports: ReadAccessPorts,
): Promise<boolean> {
  const rule = approvalRule(policy, await idsNow(requesters, ports));
  return (await decisionRefusalOf(user, rule, ports)) === null;
}

async function unlessUnreadable<T>(ask: () => Promise<T>): Promise<T | UnreadableAnswer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { type: 'unreadable', cause: error.unread };
  }
}

/** The same ports, except that the chat is asked about each group and person only once, even if it fails. */
export function askingOnce<P extends ReadAccessPorts>(ports: P): P {
  const { chat } = ports;
  return {
    ...ports,
    chat: { groupMembers: once((id) => chat.groupMembers(id)), person: once((id) => chat.person(id)) },
  };
}

function once<T>(read: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (id) => {
    const answer = asked.get(id) ?? read(id);
    asked.set(id, answer);
    return answer;
  };
}
