import type { Asset } from '../../../src/core/asset/asset.js';
import { policyFor } from '../../../src/core/request/policy.js';
import { type CardRequest, type Decision, hasCard } from '../../../src/core/request/request.js';
import type { Recorded } from '../memory-store.js';
import type { UnlinkCall } from '../memory-zca.js';
import type { World } from '../world.js';
import { policiesIn, type Stretch } from './history.js';
import { believedMs, mightApprove, stretchOf } from './permitted.js';
import type { Violation } from './violation.js';

/**
 * Nothing is unlinked without enough approvals of people who were allowed to give them, both when
 * they pressed and when the run began, for the very asset on the card; and the ZCA gets the names
 * of those people alone.
 */
export function* approvals(world: World): Generator<Violation> {
  for (const call of world.account.calls) {
    const { requestId, id } = call.order;
    const before = world.shelf.recorded.filter(
      ({ step, next }) => step <= call.begunAtStep && next?.id === requestId,
    );
    const request = before.at(-1)?.next ?? null;
    const started = before.findLast(({ entry }) => entry.action === 'started');
    if (request === null || !hasCard(request) || started === undefined) {
      yield { invariant: 1, what: `${id} was called for, and no run of a request had begun` };
      continue;
    }
    const atStart = stretchOf(started, believedMs.start);
    const people = new Set(
      decisionsOf(request)
        .filter(({ press, by }) => {
          const given = before.find((each) => hasGiven(each, press));
          return (
            given !== undefined &&
            mightApprove(by, request, stretchOf(given, believedMs.press), world) &&
            mightApprove(by, request, atStart, world)
          );
        })
        .map(({ by }) => by),
    );
    const needed = leastNeeded(request, atStart, world);
    if (people.size < needed)
      yield {
        invariant: 1,
        what: `${id} was called for with ${people.size} of ${needed} approvals by people who might give one`,
      };
    yield* namedToZca(call, before, request, world);
    if (!wasAsShown(call, request, atStart, world))
      yield { invariant: 1, what: `${id} was called for, and the card had not shown it as it was` };
  }
}

/**
 * A retry names only those earlier approvers who were still allowed to approve when it was pressed.
 */
function* namedToZca(
  { order }: UnlinkCall,
  before: readonly Recorded[],
  request: CardRequest,
  world: World,
): Generator<Violation> {
  const retried = before.findLast(({ entry }) => entry.action === 'retried');
  for (const by of order.approvedBy) {
    const given = decisionsOf(request).some((decision) => decision.by === by);
    const isNamed =
      given &&
      (retried === undefined || mightApprove(by, request, stretchOf(retried, believedMs.press), world));
    if (!isNamed)
      yield { invariant: 1, what: `the ZCA was told that ${by} had approved ${order.id}, who might not` };
  }
}

function decisionsOf(request: CardRequest): readonly Decision[] {
  return [...request.approvals, ...('retries' in request ? request.retries : [])];
}

function hasGiven({ next, entry }: Recorded, press: string): boolean {
  if (next === null || !hasCard(next)) return false;
  if (entry.action === 'retried') return 'retries' in next && next.retries.at(-1)?.press === press;
  const isApproval = ['approved', 'approval_given', 'quorum_reached'].includes(entry.action);
  return isApproval && next.approvals.at(-1)?.press === press;
}

function leastNeeded({ kind, channel }: CardRequest, { from }: Stretch, world: World): number {
  const all = policiesIn({ from, toStep: world.scheduler.step }, world);
  return Math.min(...all.map((policies) => policyFor(policies, kind, channel).approvals));
}

/**
 * At some moment since the run began to be checked. An asset differs if a fact that makes it
 * high-risk was not shown.
 */
function wasAsShown(
  { order, begunAtStep }: UnlinkCall,
  request: CardRequest,
  { from }: Stretch,
  world: World,
) {
  const shown = request.assets.find(({ id }) => id === order.id);
  const states = world.account.history.filter(({ id, step }) => id === order.id && step <= begunAtStep);
  const isVerifiedHeavy = policiesIn({ from, toStep: begunAtStep }, world).every(
    (policies) => policyFor(policies, request.kind, request.channel).heavy.verified,
  );
  return states.some(
    ({ asset, at }, place) =>
      asset !== null &&
      shown !== undefined &&
      (states[place + 1]?.at ?? Number.POSITIVE_INFINITY) >= from &&
      at <= world.scheduler.now &&
      isShown(asset, shown, isVerifiedHeavy),
  );
}

function isShown(asset: Asset, shown: Asset, isVerifiedHeavy: boolean): boolean {
  const isHeavyNow = asset.verified === true && shown.verified !== true;
  const facts = ['verified', 'linkedAt', 'linkedBy', 'zcaId'] as const;
  return (
    asset.name === shown.name &&
    !(isVerifiedHeavy && isHeavyNow) &&
    facts.every(
      (fact) => asset[fact] === undefined || shown[fact] === undefined || asset[fact] === shown[fact],
    )
  );
}
