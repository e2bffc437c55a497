import type { Run } from '../workers.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** A person who confirms the stored ticks, having made them, is not sent back to the same list. */
export function* ticks({ shelf, acts }: World): Generator<Violation> {
  const standing = (requestId: string, before: number) => {
    const last = shelf.recorded.findLast(({ step, next }) => step < before && next?.id === requestId);
    return last?.next?.status === 'pending' ? last.next : null;
  };
  for (const { entry, caller, step } of shelf.recorded) {
    if (entry.action !== 'press_refused' || entry.details['why'] !== 'list_changed') continue;
    const pressed = acts.pressed.find(({ press }) => press.press === entry.details['press']);
    // In a schedule only jobs change what is stored.
    const { startedAtStep } = caller as Run;
    const [atFirst, atLast] = [standing(entry.requestId, startedAtStep), standing(entry.requestId, step)];
    if (pressed === undefined || atFirst === null || atLast === null) continue;
    const { press, shown } = pressed;
    const { ticked } = press;
    const isSameList =
      atFirst.listRevision === atLast.listRevision &&
      JSON.stringify(shown.request.assets) === JSON.stringify(atLast.assets);
    const isSameChoice =
      ticked !== null &&
      ticked.length === atLast.chosen.length &&
      atLast.chosen.every((id) => ticked.includes(id));
    if (press.action.type === 'approve' && isSameList && isSameChoice)
      yield {
        invariant: 5,
        what: `${press.user} confirmed what is ticked, and was told that the list had changed`,
      };
  }
}
