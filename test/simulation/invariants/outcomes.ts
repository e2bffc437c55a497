import type { Outcome } from '../../../src/core/request/outcome.js';
import type { Finished } from '../../../src/core/request/request.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** Outcomes that deny an unlink by the bot. */
const isNot: ReadonlySet<Outcome['type']> = new Set([
  'failed',
  'refused',
  'stopped',
  'changed',
  'protected',
  'already_unlinked',
  'would_unlink',
]);

/** The report on each asset matches the effect of this very request, once in each run. */
export function* outcomes(world: World): Generator<Violation> {
  const removals = new Map<string, number>();
  for (const { id, call } of world.account.removals) {
    if (call === null) continue;
    const what = `${id} by run ${call.order.round} of ${call.order.requestId}`;
    removals.set(what, (removals.get(what) ?? 0) + 1);
    if (world.shelf.requests.get(call.order.requestId)?.dryRun === true)
      yield { invariant: 1, what: `a dry run has unlinked ${id}` };
  }
  for (const [what, count] of removals)
    if (count > 1) yield { invariant: 2, what: `${what} was unlinked ${count} times` };
  for (const results of world.workspace.results.values())
    for (const result of results) yield* ofResult(result, world);
}

function* ofResult(result: Finished, world: World): Generator<Violation> {
  for (const { id, outcome } of result.settled) {
    const calls = world.account.calls.filter(
      ({ order }) => order.requestId === result.id && order.id === id && order.round <= result.round,
    );
    // An identical new link cannot be told from one that was never removed.
    const settledAt = stepOf(result.id, outcome, world);
    const linked = world.account.history.findLast((link) => link.id === id && link.step <= settledAt)?.asset;
    const isLinkedAnew = linked?.name === result.assets.find((each) => each.id === id)?.name;
    const isDone = calls.some(({ removed }) => removed);
    if (outcome.type === 'unlinked' && !isDone && outcome.unconfirmed !== true)
      yield { invariant: 2, what: `${id} was said to be unlinked, and somebody else had done it` };
    const mayBeDone =
      calls.some(({ refused, caller }) => !refused || caller.isDead) || isNotedAlone(id, result, world);
    if (outcome.type === 'unlinked' && outcome.unconfirmed === true && !mayBeDone)
      yield { invariant: 2, what: `${id} was said to have been called, and no call can have unlinked it` };
    if (outcome.type === 'unlinked' && !world.account.removals.some((removal) => removal.id === id))
      yield { invariant: 2, what: `${id} was said to be unlinked, and is still linked` };
    if (isNot.has(outcome.type) && isDone && !isLinkedAnew)
      yield {
        invariant: 2,
        what: `${id} was said to be "${outcome.type}", and was unlinked by that request`,
      };
  }
}

/**
 * When a worker dies just after it has recorded a call, nobody knows that the call never went out.
 */
function isNotedAlone(id: string, { id: requestId, kind }: Finished, { shelf, account }: World): boolean {
  return shelf.recorded.some(
    ({ step, entry, caller }) =>
      entry.action === 'unlink_called' &&
      caller.isDead &&
      entry.requestId === requestId &&
      entry.details['asset'] === `${kind}:${id}` &&
      !account.calls.some(({ begunAtStep }) => begunAtStep === step),
  );
}

function stepOf(requestId: string, outcome: Outcome, { shelf }: World): number {
  const settled = shelf.recorded.find(
    ({ next }) =>
      next?.id === requestId && 'settled' in next && next.settled.some((each) => each.outcome === outcome),
  );
  return settled?.step ?? 0;
}
