import { hasCard } from '../../../src/core/request/request.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** Every card can be decided, and no asset appears ticked that nobody has named. */
export function* cards(world: World): Generator<Violation> {
  for (const shown of world.workspace.cards.values())
    for (const { request, offers } of shown) {
      if (request.status !== 'pending') continue;
      if (!offers.has('approve') && !offers.has('choose'))
        yield { invariant: 9, what: `${request.id} can be neither confirmed nor ticked` };
    }
  for (const { next, entry } of world.shelf.recorded) {
    if (next === null || entry.action !== 'listed' || !hasCard(next)) continue;
    const { queries, chosen } = next;
    for (const id of chosen) {
      const isNamed = queries.includes(id);
      const isAlone = queries.length === 1 && next.assets.length + next.more + next.withheld.length === 1;
      if (!isNamed && !isAlone) yield { invariant: 9, what: `${id} came up ticked, and nobody had named it` };
    }
  }
}
