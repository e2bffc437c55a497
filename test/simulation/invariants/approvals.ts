import { isGroup, policyFor } from '../../../src/core/policy.js';
import { type CardRequest, type Decision, hasCard, requestersOf } from '../../../src/core/request.js';
import type { Run, World } from '../world.js';
import type { Violation } from './violation.js';

/** Nothing is unlinked without enough approvals of people who might, when they pressed and when the run began. */
export function* approvals(world: World): Generator<Violation> {
  for (const call of world.account.calls) {
    const { requestId, id } = call.order;
    const before = world.shelf.recorded.filter(
      ({ step, next }) => step <= call.begunAtStep && next?.id === requestId,
    );
    const request = before.at(-1)?.next ?? null;
    if (request === null || !hasCard(request)) {
      yield { invariant: 1, what: `${id} was called for, of no request` };
      continue;
    }
    const started = before.findLast(({ entry }) => entry.action === 'started');
    const startedFrom = started === undefined ? 0 : runOf(started.caller).startedAtStep;
    // A retry is an approval of what is left.
    const counted = [...request.approvals, ...retriesOf(request)].filter(({ press }) => {
      const given = before.find(
        ({ next, entry }) =>
          ['approved', 'approval_given', 'quorum_reached', 'retried'].includes(entry.action) &&
          next !== null &&
          hasCard(next) &&
          [next.approvals.at(-1)?.press, retriesOf(next).at(-1)?.press].includes(press),
      );
      if (given === undefined) return false;
      const by = given.entry.actor;
      return (
        mightApprove(by, request, runOf(given.caller).startedAtStep, given.step, world) &&
        mightApprove(by, request, startedFrom, started?.step ?? call.step, world)
      );
    });
    const needed = leastNeeded(request, startedFrom, world);
    const people = new Set(counted.map(({ by }) => by));
    if (people.size < needed)
      yield {
        invariant: 1,
        what: `${id} was called for with ${people.size} of ${needed} approvals by people who might give one`,
      };
  }
}

function retriesOf(request: CardRequest): readonly Decision[] {
  return 'retries' in request ? request.retries : [];
}

function runOf(caller: object): Run {
  return caller as Run;
}

/** At any moment from one step to another: whoever asks at one of them may be told so. */
function mightApprove(person: string, request: CardRequest, from: number, to: number, world: World): boolean {
  return policiesBetween(from, to, world).some((policies) => {
    const policy = policyFor(policies, request.kind, request.channel);
    if (!policy.allowSelfApproval && requestersOf(request).includes(person)) return false;
    return policy.approvers.some((id) => (isGroup(id) ? wasIn(id, person, from, to, world) : id === person));
  });
}

function policiesBetween(from: number, to: number, { policies }: World) {
  return policies
    .filter(({ step }, at) => step <= to && (policies[at + 1]?.step ?? Number.POSITIVE_INFINITY) >= from)
    .map((each) => each.policies);
}

function wasIn(
  group: string,
  person: string,
  from: number,
  to: number,
  { scenario, events }: World,
): boolean {
  let isIn = scenario.groups[group]?.includes(person) ?? false;
  let was = isIn;
  for (const { step, event } of events) {
    if (step > to) break;
    if (event.type === 'leaves' && event.group === group && event.person === person) isIn = false;
    if (event.type === 'enters' && event.group === group && event.person === person) isIn = true;
    was = step < from ? isIn : was || isIn;
  }
  return was;
}

function leastNeeded({ kind, channel }: CardRequest, from: number, world: World): number {
  const until = world.scheduler.step;
  const all = policiesBetween(from, until, world).map((policies) => policyFor(policies, kind, channel));
  return Math.min(...all.map(({ approvals: count }) => count));
}
