import { type CardRequest, hasCard } from '../../../src/core/request/request.js';
import type { Recorded } from '../memory-store.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** A person whose approval no longer counts is told so, unless they have approved again. */
export function* dropped(world: World): Generator<Violation> {
  if (world.workspace.isClosed) return;
  for (const change of world.shelf.recorded)
    for (const person of lostBy(change))
      if (!isToldOrBack(person, change, world))
        yield {
          invariant: 3,
          what: `${person} was not told that their approval of ${change.next?.id} had been dropped`,
        };
}

function lostBy({ before, next, entry }: Recorded): readonly string[] {
  // The thread reports how a request ended.
  if (before === null || !hasCard(before) || next?.status !== 'pending') return [];
  if (before.approvals.length === 0 || entry.action === 'approval_taken_back') return [];
  const kept = new Set(next.approvals.map(({ press }) => press));
  return before.approvals.filter(({ press }) => !kept.has(press)).map(({ by }) => by);
}

/** If two lapse within a millisecond, one is told. */
function isOf({ lapsed }: CardRequest, at: number): boolean {
  return lapsed?.at === at;
}

function isToldOrBack(person: string, { step, next, entry }: Recorded, { workspace, shelf }: World): boolean {
  const isSaid = workspace.said.some(
    ({ step: saidAt, request, note }) =>
      request.id === next?.id &&
      (note.type === 'list_changed'
        ? saidAt > step && request.dropped.includes(person)
        : note.type === 'approval_lapsed' && entry.action === 'approval_lapsed' && isOf(request, entry.at)),
  );
  return (
    isSaid ||
    shelf.recorded.some(
      (later) =>
        later.step > step &&
        later.next?.id === next?.id &&
        ((later.entry.actor === person && later.entry.action.startsWith('approv')) ||
          later.next?.status === 'cancelled'),
    )
  );
}
