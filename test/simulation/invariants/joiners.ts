import {
  type CardRequest,
  hasCard,
  isFinished,
  type OtherRequester,
} from '../../../src/core/request/request.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/**
 * A person who joins a request is added to it once, is told so only if it is true, and is told the
 * outcome of their assets.
 */
export function* joiners(world: World): Generator<Violation> {
  yield* joinedByApprovers(world);
  for (const request of world.shelf.requests.values()) {
    if (request.status === 'joined')
      yield* toldAsAdded(request.other, request.requester, request.delivery, world);
    if (!hasCard(request) || request.others.length === 0) continue;
    const people = new Set(request.others.map(({ user }) => user));
    if (people.size < request.others.length)
      yield { invariant: 4, what: `somebody is listed twice on ${request.id} as having joined it` };
    for (const other of request.others)
      for (const asset of other.assets ?? [])
        if (!isToldOf(asset, other, request, world))
          yield { invariant: 4, what: `${other.user} was not told how ${request.id} ended for ${asset}` };
  }
}

/** Nobody joins a request that they have approved. */
function* joinedByApprovers({ shelf }: World): Generator<Violation> {
  for (const { entry, before } of shelf.recorded) {
    if (entry.action !== 'requester_added' || before === null || !hasCard(before)) continue;
    const retries = 'retries' in before ? before.retries : [];
    if ([...before.approvals, ...retries].some(({ by }) => by === entry.actor))
      yield { invariant: 1, what: `${entry.actor} has joined ${before.id}, which they had approved` };
  }
}

function* toldAsAdded(other: string, user: string, delivery: string, { shelf, workspace }: World) {
  const isAdded = workspace.told.some(
    ({ op, note }) => op.endsWith(delivery) && note.type === 'joined' && note.how === 'added',
  );
  const was = shelf.recorded.some(
    ({ next }) => next?.id === other && hasCard(next) && next.others.some((each) => each.user === user),
  );
  if (isAdded && !was) yield { invariant: 3, what: `${user} was told to be added to ${other}, and was not` };
}

/**
 * The result reports the assets of the run; a note in the thread reports the rest. In a channel
 * without the bot, each person is told directly.
 */
function isToldOf(
  asset: string,
  { user }: OtherRequester,
  request: CardRequest,
  { workspace }: World,
): boolean {
  const isNamed = ({ others }: CardRequest) => others.some((other) => other.user === user);
  const results = [...workspace.results.values()].flat();
  if (isFinished(request) && request.chosen.includes(asset))
    return results.some((result) => result.id === request.id && isNamed(result));
  const type = isFinished(request) ? 'left_out' : request.status;
  // A person whose press has ended it knows by that.
  if (workspace.isClosed && 'decision' in request && request.decision.by === user) return true;
  return (
    workspace.direct.some((to) => to.user === user && to.request.id === request.id && to.what === type) ||
    workspace.said.some(
      (said) => said.request.id === request.id && said.note.type === type && isNamed(said.request),
    )
  );
}
