import {
  type CardRequest,
  hasCard,
  heldAssets,
  isFinished,
  isOpen,
} from '../../../src/core/request/request.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** Everything ends, and every requester sees how. */
export function* ends(world: World): Generator<Violation> {
  const { workspace, shelf } = world;
  if (world.isStuck) yield { invariant: 4, what: 'something never settles' };
  for (const request of shelf.requests.values()) {
    if (isOpen(request)) yield { invariant: 4, what: `${request.id} is ${request.status} for ever` };
    if (!hasCard(request)) continue;
    // In a channel without the bot, no card can be posted or updated.
    if (!workspace.isClosed) yield* cardOf(request, world);
    if (!isFinished(request)) continue;
    for (let round = 1; round <= request.round; round += 1) {
      const count = workspace.results.get(`${request.id} ${round}`)?.length ?? 0;
      if (count !== 1) yield { invariant: 4, what: `run ${round} of ${request.id} has ${count} results` };
    }
  }
  yield* heldTwice(world);
}

function* cardOf({ id, status }: CardRequest, { workspace }: World): Generator<Violation> {
  const shown = workspace.cards.get(id)?.at(-1);
  if (shown === undefined) yield { invariant: 4, what: `${id} has no card` };
  else if (shown.request.status !== status)
    yield { invariant: 4, what: `the card of ${id} shows ${shown.request.status}, not ${status}` };
}

function* heldTwice({ shelf }: World): Generator<Violation> {
  const holders = new Map<string, string>();
  for (const { before, next } of shelf.recorded) {
    if (next === null) continue;
    if (before !== null) for (const asset of heldAssets(before)) holders.delete(asset);
    for (const asset of heldAssets(next)) {
      const other = holders.get(asset);
      if (other !== undefined && other !== next.id)
        yield { invariant: 6, what: `${asset} is held by ${other} and by ${next.id}` };
      holders.set(asset, next.id);
    }
  }
}
