import { mayApprove } from '../../../src/core/request/permission.js';
import { policyFor } from '../../../src/core/request/policy.js';
import { type Expired, requestersOf } from '../../../src/core/request/request.js';
import { guest } from '../scenario.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** By then everybody knows of changes, and lapsed approvals are no longer left to people. */
const settledMs = 16 * 60_000;

/** A request with the necessary approvals, of people who may give them, is not left to expire. */
export function* quorums(world: World): Generator<Violation> {
  for (const request of world.shelf.requests.values()) {
    if (request.status !== 'expired' || request.endedAt - lastChange(request, world) < settledMs) continue;
    const policy = policyFor(world.policiesNow(), request.kind, request.channel);
    const given = request.approvals.filter(({ by }) => {
      const person = { id: by, isOutsider: by === guest };
      const isIn = (group: string) => world.workspace.membersOf(group).includes(by);
      return mayApprove(policy, person, requestersOf(request), isIn) === null;
    });
    if (given.length >= policy.approvals)
      yield {
        invariant: 4,
        what: `${request.id} has expired with ${given.length} of ${policy.approvals} approvals`,
      };
  }
}

/** The last change of the approvers, the quorum, or the approvals given. */
function lastChange({ id, endedAt }: Expired, { events, shelf }: World): number {
  const changes = shelf.recorded.filter(({ next, at }) => next?.id === id && at < endedAt);
  return Math.max(0, ...events.map(({ at }) => at), ...changes.map(({ at }) => at));
}
