import type { Note } from '../core/note.js';
import { isGroup, type Membership, type Policy } from '../core/policy.js';
import type { Ports } from './ports.js';

/** A group named in the policy could not be read, so nobody can be let in by it. */
class GroupUnreadable extends Error {
  override readonly name = 'GroupUnreadable';
  readonly group: string;

  constructor(group: string, cause: unknown) {
    super(`user group ${group} could not be read`, { cause });
    this.group = group;
  }
}

/**
 * Reads the groups among these ids, so that the policy can be asked without waiting.
 * Throws what `unreadableNote` understands when one cannot be read.
 */
export async function readMembership(
  ids: Policy['approvers'],
  { chat }: Pick<Ports, 'chat'>,
): Promise<Membership> {
  const groups = await Promise.all(
    ids.filter(isGroup).map(async (group) => {
      const members = await chat.groupMembers(group).catch((cause: unknown) => {
        throw new GroupUnreadable(group, cause);
      });
      return [group, members] as const;
    }),
  );
  const membersOf = new Map(groups);
  return (group, person) => membersOf.get(group)?.has(person) ?? false;
}

/** What somebody is told when a group could not be read; any other error goes on. */
export function unreadableNote(error: unknown): Note {
  if (error instanceof GroupUnreadable) return { type: 'group_unreadable', group: error.group };
  throw error;
}
