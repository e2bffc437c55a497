import { policyFor } from '../../../src/core/request/policy.js';
import { type CardRequest, hasCard } from '../../../src/core/request/request.js';
import type { UnlinkCall } from '../memory-zca.js';
import type { Run } from '../workers.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/**
 * An unlink that has not begun can be stopped, for as long as promised, and is not called for after
 * that; a Stop stops the run that it was pressed in; and a run that has paused too long does not
 * begin.
 */
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
    yield* standstillOf(call, world);
  }
  for (const shown of world.workspace.cards.values())
    for (const { request, offers } of shown)
      if (isToBegin(request) && !offers.has('stop'))
        yield { invariant: 3, what: `the card of ${request.id} offers no Stop, and something has not begun` };
  yield* otherRuns(world);
}

function* windowOf({ order, at, begunAtStep }: UnlinkCall, world: World): Generator<Violation> {
  const request = world.shelf.requests.get(order.requestId);
  if (request === undefined || !hasCard(request) || world.workspace.isClosed) return;
  const [first] = world.policies;
  if (first === undefined || world.policies.length > 1) return;
  const { stopWindowMs } = policyFor(first.what, request.kind, request.channel);
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

const steps: ReadonlySet<string> = new Set([
  ...['approved', 'retried', 'stop_window_opened', 'started', 'settled', 'unlink_called'],
]);

/** A worker that begins the unlink after that should have seen that nobody expects it now. */
function* standstillOf({ order, begunAtStep }: UnlinkCall, { shelf, scenario }: World): Generator<Violation> {
  const begun = shelf.recorded.find(
    ({ step, entry }) => step === begunAtStep && entry.action === 'unlink_called',
  );
  if (begun === undefined) return;
  const last = shelf.recorded.findLast(
    ({ step, entry }) => step < begunAtStep && entry.requestId === order.requestId && steps.has(entry.action),
  );
  const { startedAt } = begun.caller as Run;
  const { lifetimeMs } = scenario.policies.base;
  // The end of a stop window is a step as well.
  const stillMs = startedAt - (last?.at ?? startedAt) - scenario.policies.base.stopWindowMs;
  if (stillMs > lifetimeMs)
    yield { invariant: 3, what: `${order.id} was called for after ${stillMs} ms in which nothing happened` };
}

/** Confirmed, with an asset neither called for nor ended. */
function isToBegin(request: CardRequest): boolean {
  if (request.status === 'approved') return true;
  if (request.status !== 'running' || request.stop !== null) return false;
  const { chosen, called, settled, doubts = [] } = request;
  // An asset in doubt gets no further call.
  const begun = [...called, ...[...settled, ...doubts].map(({ id }) => id)];
  return chosen.some((id) => !begun.includes(id));
}

function* otherRuns({ shelf, acts }: World): Generator<Violation> {
  for (const { entry, before } of shelf.recorded) {
    if (entry.action !== 'stopped' || before === null || !('round' in before)) continue;
    const stops = acts.pressed.filter(
      ({ press, at }) =>
        press.action.type === 'stop' &&
        press.user === entry.actor &&
        press.requestId === before.id &&
        at === entry.at,
    );
    if (stops.length > 0 && stops.every(({ press }) => press.round !== before.round))
      yield {
        invariant: 5,
        what: `a Stop of ${entry.actor} in run ${stops[0]?.press.round} stopped run ${before.round}`,
      };
  }
}
