import type { Person } from '../../../sandbox/slack/seed.js';
import type { Workspace } from '../../../sandbox/slack/workspace.js';
import { approverGroup, channel } from '../environment/environment.js';
import type { Plan } from './plan.js';

/** Everybody who appears in a storm. */
export interface Cast {
  /** Everybody who may approve, or might before they left. */
  readonly approvers: ReadonlySet<string>;
  /** The times at which approvers left the group, in milliseconds since the epoch. */
  readonly left: ReadonlyMap<string, number>;
  readonly strangers: readonly Stranger[];
  /** Takes somebody out of the approvers' group. */
  leave(approver: string): void;
}

/** A person without the right to decide, and with `mayAsk` false also without the right to ask. */
export interface Stranger {
  readonly id: string;
  readonly mayAsk: boolean;
  /** The presses on one card, as fast as they can be made, at each attempt. */
  readonly inARow: number;
  /** The pause between two attempts. */
  readonly pauseMs: readonly [number, number];
}

const persistent = { inARow: 1, pauseMs: [500, 2_500] } as const;
/** More presses than anybody is answered in two minutes, and than refusals are recorded. */
const flooding = { inARow: 70, pauseMs: [10_000, 30_000] } as const;

/**
 * A guest, somebody of another company, and a colleague who may ask but not decide, and floods one card after the other.
 */
const allStrangers: readonly (Stranger & Partial<Person>)[] = [
  { id: 'U0GUEST001', mayAsk: false, ...persistent, is_restricted: true },
  { id: 'U0ELSE0001', mayAsk: false, ...persistent, is_stranger: true, team_id: 'T0OTHER001' },
  { id: 'U0IDLE0001', mayAsk: true, ...flooding },
];

/** Adds everybody to the workspace, and the approvers to their group. */
export function castAll(plans: readonly Plan[], strangersWanted: number, workspace: Workspace): Cast {
  const strangers = allStrangers.slice(0, strangersWanted);
  for (const { cast } of plans)
    for (const id of [cast.requester, cast.stranger, cast.rival, ...cast.approvers])
      workspace.addPerson({ id }, [channel]);
  for (const { mayAsk: _asks, inARow: _presses, pauseMs: _waits, ...person } of strangers)
    workspace.addPerson(person, [channel]);
  // A requester or joiner who may approve can approve the requests of others.
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
