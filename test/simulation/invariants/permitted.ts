import { isGroup, type Policy, policyFor } from '../../../src/core/request/policy.js';
import { type CardRequest, requestersOf } from '../../../src/core/request/request.js';
import type { Recorded } from '../memory-store.js';
import { guest } from '../scenario.js';
import type { Run } from '../workers.js';
import type { World } from '../world.js';
import { policiesIn, type Stretch, wasIn } from './history.js';

/** Who is in a group is believed for a minute when somebody presses. When a run begins it is read anew, but not without end. */
export const believedMs = { press: 60_000, start: 5_000 };

/** From when a change's worker may have gone by what it had read. */
export function stretchOf({ caller, step }: Recorded, believed: number): Stretch {
  // In a schedule only jobs change what is stored.
  const { startedAt } = caller as Run;
  return { from: startedAt - believed, toStep: step };
}

/** Whether somebody was allowed to approve a request at any moment of a stretch. */
export function mightApprove(person: string, request: CardRequest, stretch: Stretch, world: World): boolean {
  return policiesOf(request, stretch, world).some((policy) => {
    if (!policy.allowSelfApproval && requestersOf(request).includes(person)) return false;
    return isApprover(person, policy, stretch, world);
  });
}

/** The same of calling it off, ticking and stopping. */
export function mightCancel(person: string, request: CardRequest, stretch: Stretch, world: World): boolean {
  return (
    person === request.requester ||
    policiesOf(request, stretch, world).some((policy) => isApprover(person, policy, stretch, world))
  );
}

function policiesOf({ kind, channel }: CardRequest, stretch: Stretch, world: World): readonly Policy[] {
  return policiesIn(stretch, world).map((policies) => policyFor(policies, kind, channel));
}

function isApprover(person: string, { approvers }: Policy, stretch: Stretch, world: World): boolean {
  return approvers.some((id) =>
    isGroup(id) ? person !== guest && wasIn(id, person, stretch, world) : id === person,
  );
}
