import { policyFor } from '../../../src/core/policy.js';
import { hasCard } from '../../../src/core/request.js';
import type { UnlinkCall } from '../memory-zca.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** What was stopped is not called for, and nothing is called for before it could be stopped for as long as was promised. */
export function* stopping(world: World): Generator<Violation> {
  for (const call of world.account.calls) {
    const { requestId, id, round } = call.order;
    const before = world.shelf.recorded.filter(
      ({ step, entry }) => step < call.begunAtStep && entry.requestId === requestId,
    );
    const last = before.findLast(({ entry }) => entry.action === 'stopped' || entry.action === 'retried');
    if (last?.entry.action === 'stopped')
      yield { invariant: 3, what: `${id} was called for after a Stop had counted` };
    if (round === 1) yield* windowOf(call, world);
  }
}

function* windowOf({ order, at, begunAtStep }: UnlinkCall, world: World): Generator<Violation> {
  const request = world.shelf.requests.get(order.requestId);
  if (request === undefined || !hasCard(request) || world.workspace.isClosed) return;
  const [first] = world.policies;
  if (first === undefined || world.policies.length > 1) return;
  const { stopWindowMs } = policyFor(first.policies, request.kind, request.channel);
  if (stopWindowMs === 0) return;
  const decision = 'decision' in request ? request.decision : null;
  const shown = world.workspace.cards
    .get(order.requestId)
    ?.find(
      (each) =>
        each.step < begunAtStep &&
        each.offers.has('stop') &&
        'decision' in each.request &&
        each.request.decision.press === decision?.press,
    );
  if (shown === undefined)
    yield { invariant: 3, what: `${order.id} was called for, and Stop was never shown` };
  else if (at - shown.at < stopWindowMs)
    yield {
      invariant: 3,
      what: `${order.id} was called for ${at - shown.at} ms after Stop was shown, not ${stopWindowMs} ms`,
    };
}
