import {
  isManualTaskPress,
  type Press,
  type SubmittedCommand,
  type Viewer,
} from '../core/command/submitted-command.js';
import type { Refusal } from '../core/messages/verdict.js';
import { homeSurface } from '../core/person/directory.js';
import {
  type AskRefusal,
  approversIn,
  type DecisionRefusal,
  isGroup,
  type Membership,
  mayApprove,
  mayAsk,
  mayCancel,
  mayOperate,
  type Person,
} from '../core/request/permission.js';
import type { Policy } from '../core/request/policy.js';
import { type CardRequest, requestersOf } from '../core/request/request.js';
import type { Chat, MembersWanted } from './ports/chat.js';

/** The people and groups who unlink by hand; empty if nobody does. */
interface Operators {
  readonly operators: readonly string[];
}

interface Deps {
  readonly chat: Pick<Chat, 'groupMembers' | 'person'>;
}

/** A group or a person could not be read. The bot never guesses a permission. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly unread: { readonly type: 'group'; readonly group: string } | { readonly type: 'person' };

  constructor(unread: Unreadable['unread'], cause: unknown) {
    super(`a ${unread.type} could not be read`, { cause });
    this.unread = unread;
  }
}

/** The refusal for somebody who may not ask here; null if they may. */
export async function askRefusalOf(
  ask: SubmittedCommand,
  policy: Policy,
  ports: Deps,
): Promise<Refusal | null> {
  try {
    const member = membership(await readGroups(policy.requesters, ports, { wanted: ask.requester }));
    const refusal = await askRefusal({ user: ask.requester, channel: ask.channel }, policy, member, ports);
    const allowed = refusal === 'channel_not_allowed' ? policy.channels : policy.requesters;
    return refusal === null ? null : { type: 'ask_refused', refusal, allowed };
  } catch (error) {
    return unreadableNote(error);
  }
}

/**
 * The reason why somebody may not ask or query in a channel; reads the person only if they are not named by id.
 * @throws {Unreadable}
 */
export async function askRefusal(
  { user, channel }: Viewer,
  policy: Policy,
  member: Membership,
  ports: Deps,
): Promise<AskRefusal | null> {
  const insider = { id: user, isOutsider: false };
  const refusal = mayAsk(policy, insider, channel, member);
  if (refusal !== null || mayAsk(policy, { ...insider, isOutsider: true }, channel, member) === null)
    return refusal;
  return mayAsk(policy, await readPerson(user, ports), channel, member);
}

/** The refusal for somebody who may not do this to the request now; null if they may. */
export async function pressRefusalOf(
  press: Press,
  request: CardRequest,
  policy: Policy,
  ports: Deps & Operators,
): Promise<Refusal | null> {
  if (isManualTaskPress(press)) return operatorRefusalOf(press.user, ports);
  const isApproval = press.action.type === 'approve' || press.action.type === 'retry';
  const may = isApproval ? mayApprove : mayCancel;
  // People who joined share the request: only the first requester may cancel it, and none of them approves it.
  const asked = isApproval ? requestersOf(request) : [request.requester];
  try {
    const requesters = await idsNow(asked, ports);
    const refusal = await decisionRefusalOf(
      press.user,
      { listed: policy.approvers, may: (person, member) => may(policy, person, requesters, member) },
      ports,
    );
    if (refusal === null) return null;
    const allowed = policy.approvers;
    return isApproval
      ? { type: 'decision_refused', refusal, allowed }
      : { type: 'decision_refused', refusal, allowed, orRequester: request.requester };
  } catch (error) {
    return unreadableNote(error);
  }
}

async function operatorRefusalOf(user: string, ports: Deps & Operators): Promise<Refusal | null> {
  const { operators } = ports;
  const may: DecisionRule['may'] = (person, member) => mayOperate(operators, person, member);
  try {
    const refusal = await decisionRefusalOf(user, { listed: operators, may }, ports);
    return refusal === null ? null : { type: 'not_an_operator', because: refusal, allowed: operators };
  } catch (error) {
    return unreadableNote(error);
  }
}

/** A rule for who may decide; `may` applies it once the groups among `listed` have been read. */
export interface DecisionRule {
  /** The people and groups that the policy names. */
  readonly listed: readonly string[];
  readonly may: (person: Person, member: Membership) => DecisionRefusal | null;
}

/**
 * The ids by which people are known now. A request keeps the ids it was asked under, and the configuration may since
 * have tied a Zalo account to a person with another one.
 * @throws {Unreadable}
 */
export function idsNow(people: readonly string[], ports: Deps): Promise<string[]> {
  return Promise.all(
    people.map(async (id) => (homeSurface(id) === 'slack' ? id : (await readPerson(id, ports)).id)),
  );
}

/** The rule for approving a request of `requesters`, by their ids of now. */
export function approvalRule(policy: Policy, requesters: readonly string[]): DecisionRule {
  return {
    listed: policy.approvers,
    may: (person, member) => mayApprove(policy, person, requesters, member),
  };
}

/**
 * The reason why a rule refuses somebody; null if it admits them. An unreadable group does not matter to people who are named by id. `fresh` reads memberships again and checks
 * that a named person is still there; otherwise the person who clicked exists, and a membership up to a minute old
 * counts.
 * @throws {Unreadable}
 */
export async function decisionRefusalOf(
  user: string,
  { listed, may }: DecisionRule,
  ports: Deps,
  { fresh }: Pick<MembersWanted, 'fresh'> = {},
): Promise<DecisionRefusal | null> {
  const insider = { id: user, isOutsider: false };
  const byName = fresh === true ? await readPerson(user, ports, { fresh }) : { ...insider, isOutsider: true };
  if (may(byName, () => false) === null) return null;
  if (listed.length === 0) return may(insider, () => false);
  const member = membership(await readGroups(listed, ports, { wanted: user, fresh: fresh === true }));
  return may(insider, member) ?? may(await readPerson(user, ports), member);
}

/**
 * The people who may approve a request of `requesters`, including guests and outsiders in a group.
 * @throws {Unreadable}
 */
export async function readApprovers(
  policy: Policy,
  requesters: readonly string[],
  ports: Deps,
): Promise<ReadonlySet<string>> {
  const groups = await readGroups(policy.approvers, ports);
  return approversIn(policy, requesters, (group) => groups.get(group) ?? []);
}

/**
 * The members of each group among these ids, as recent as `wanted` requires.
 * @throws {Unreadable}
 */
export async function readGroups(
  ids: readonly string[],
  { chat }: Deps,
  wanted?: MembersWanted,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const groups = await Promise.all(
    ids.filter(isGroup).map(async (group) => {
      const members = await chat.groupMembers(group, wanted).catch((cause: unknown) => {
        throw new Unreadable({ type: 'group', group }, cause);
      });
      return [group, members] as const;
    }),
  );
  return new Map(groups);
}

export function membership(groups: ReadonlyMap<string, ReadonlySet<string>>): Membership {
  return (group, person) => groups.get(group)?.has(person) ?? false;
}

async function readPerson(
  id: string,
  { chat }: Deps,
  wanted?: Pick<MembersWanted, 'fresh'>,
): Promise<Person> {
  return chat.person(id, wanted).catch((cause: unknown) => {
    throw new Unreadable({ type: 'person' }, cause);
  });
}

/** The result, or a refusal if a group or a person could not be read. */
export function unreadableAsRefusal<T>(asked: Promise<T>): Promise<T | Refusal> {
  return asked.catch(unreadableNote);
}

function unreadableNote(error: unknown): Refusal {
  if (!(error instanceof Unreadable)) throw error;
  const { unread } = error;
  return unread.type === 'group'
    ? { type: 'group_unreadable', group: unread.group }
    : { type: 'person_unreadable' };
}
