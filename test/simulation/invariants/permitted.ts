import { isGroup } from '../../../src/core/request/permission.js';
import { type Policy, policyFor } from '../../../src/core/request/policy.js';
import { type CardRequest, requestersOf } from '../../../src/core/request/request.js';
import type { Recorded } from '../memory-store.js';
import { guest } from '../scenario.js';
import type { Run } from '../workers.js';
import type { World } from '../world.js';
import { policiesIn, type Stretch, wasIn } from './history.js';

/**
 * A press trusts a reading of a group for a minute. The start of a run reads it again, but trusts
 * that for a few seconds.
 */
export const believedMs = { press: 60_000, start: 5_000 };

/** Starts when the worker of a change may have read the facts that it used. */
export function stretchOf({ caller, step }: Recorded, believed: number): Stretch {
  // In a schedule only jobs change what is stored.
  const { startedAt } = caller as Run;
  return { from: startedAt - believed, toStep: step };
}

/** True if a person was allowed to approve a request at any moment of a stretch. */
export function mightApprove(person: string, request: CardRequest, stretch: Stretch, world: World): boolean {
  return policiesOf(request, stretch, world).some((policy) => {
    if (!policy.allowSelfApproval && requestersOf(request).includes(person)) return false;
    return isApprover(person, policy, stretch, world);
  });
}

/** The same for cancelling, ticking and stopping. */
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
