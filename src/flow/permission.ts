import type { Ask, Press } from '../core/ask.js';
import type { Note } from '../core/note.js';
import {
  type DecisionRefusal,
  isGroup,
  type Membership,
  mayApprove,
  mayAsk,
  mayCancel,
  type Person,
  type Policy,
} from '../core/policy.js';
import type { CardRequest } from '../core/request.js';
import type { Ports } from './ports.js';

type Doors = Pick<Ports, 'chat'>;

/** A group named in the policy could not be read, so nobody can be let in by it. */
class GroupUnreadable extends Error {
  override readonly name = 'GroupUnreadable';
  readonly group: string;

  constructor(group: string, cause: unknown) {
    super(`user group ${group} could not be read`, { cause });
    this.group = group;
  }
}

/** Why somebody may not ask here, as what to tell them; null when they may. */
export async function askRefusalOf(ask: Ask, policy: Policy, ports: Doors): Promise<Note | null> {
  try {
    const member = membership(await readGroups(policy.requesters, ports, ask.requester));
    const refusal = mayAsk(policy, ask.requester, ask.channel, member);
    const allowed = refusal === 'channel_not_allowed' ? policy.channels : policy.requesters;
    return refusal === null ? null : { type: 'ask_refused', refusal, allowed };
  } catch (error) {
    return unreadableNote(error);
  }
}

/** Why somebody may not do this to the request now, as what to tell them; null when they may. */
export async function pressRefusalOf(
  press: Press,
  request: CardRequest,
  policy: Policy,
  ports: Doors,
): Promise<Note | null> {
  const isApproval = press.action.type === 'approve' || press.action.type === 'retry';
  const may = isApproval ? mayApprove : mayCancel;
  const refusalBy = (person: Person, member: Membership): DecisionRefusal | null =>
    may(policy, person, request.requester, member);
  // A group that cannot be read keeps nobody out who is named without it.
  const named = refusalBy({ id: press.user, isOutsider: true }, () => false);
  if (named === null) return null;
  try {
    const member = membership(await readGroups(policy.approvers, ports, press.user));
    const known = { id: press.user, isOutsider: false };
    const refusal = refusalBy(known, member) ?? refusalBy(await readPerson(press.user, ports), member);
    return refusal === null ? null : { type: 'decision_refused', refusal, allowed: policy.approvers };
  } catch (error) {
    return unreadableNote(error);
  }
}

/** The members of each group among these ids, as new as `wanted` needs it. Throws when one cannot be read. */
export async function readGroups(
  ids: readonly string[],
  { chat }: Doors,
  wanted?: string,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const groups = await Promise.all(
    ids.filter(isGroup).map(async (group) => {
      const members = await chat.groupMembers(group, wanted).catch((cause: unknown) => {
        throw new GroupUnreadable(group, cause);
      });
      return [group, members] as const;
    }),
  );
  return new Map(groups);
}

export function membership(groups: ReadonlyMap<string, ReadonlySet<string>>): Membership {
  return (group, person) => groups.get(group)?.has(person) ?? false;
}

class PersonUnreadable extends Error {
  override readonly name = 'PersonUnreadable';
}

async function readPerson(id: string, { chat }: Doors): Promise<Person> {
  return chat.person(id).catch((cause: unknown) => {
    throw new PersonUnreadable(`who ${id} is could not be read`, { cause });
  });
}

function unreadableNote(error: unknown): Note {
  if (error instanceof GroupUnreadable) return { type: 'group_unreadable', group: error.group };
  if (error instanceof PersonUnreadable) return { type: 'person_unreadable' };
  throw error;
}
