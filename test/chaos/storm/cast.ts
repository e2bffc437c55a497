import type { Person } from '../../../sandbox/slack/seed.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import { approverGroup, channel } from '../town/town.js';
import type { Plan } from './plan.js';

/** Everybody who appears in a storm. */
export interface Cast {
  /** All who may approve, or might before they left. */
  readonly approvers: ReadonlySet<string>;
  /** When an approver left the group, in milliseconds since the epoch. */
  readonly left: ReadonlyMap<string, number>;
  readonly strangers: readonly Stranger[];
  /** Takes somebody out of the approvers' group. */
  leave(approver: string): void;
}

/** Somebody who may not decide, and where `mayAsk` says so not ask either. */
export interface Stranger {
  readonly id: string;
  readonly mayAsk: boolean;
}

/** A guest, somebody of another company, and a colleague who may ask, and decide nothing. */
const strangers: readonly (Stranger & Partial<Person>)[] = [
  { id: 'U0GUEST001', mayAsk: false, is_restricted: true },
  { id: 'U0ELSE0001', mayAsk: false, is_stranger: true, team_id: 'T0OTHER001' },
  { id: 'U0IDLE0001', mayAsk: true },
];

/** Everybody who will appear joins the workspace, and the approvers their group. */
export function castAll(plans: readonly Plan[], workspace: Workspace): Cast {
  for (const { cast } of plans)
    for (const id of [cast.requester, cast.stranger, cast.rival, ...cast.approvers])
      workspace.addPerson({ id }, [channel]);
  for (const { mayAsk: _, ...person } of strangers) workspace.addPerson(person, [channel]);
  // Who presses on a request of their own may approve those of others.
  const approvers = plans.flatMap(({ cast, requesterApproves, rivalApproves }) => [
    ...cast.approvers,
    ...(requesterApproves ? [cast.requester] : []),
    ...(rivalApproves ? [cast.rival] : []),
  ]);
  const left = new Map<string, number>();
  workspace.setUsergroup(approverGroup, approvers);
  return {
    approvers: new Set(approvers),
    left,
    strangers,
    leave: (approver) => {
      left.set(approver, Date.now());
      workspace.setUsergroup(
        approverGroup,
        approvers.filter((id) => !left.has(id)),
      );
    },
  };
}
