import { hasCard } from '../../../src/core/request.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** Who has ticked what is stored, and then confirms it, is not sent back to a list that is the same. */
export function* ticks({ shelf, acts }: World): Generator<Violation> {
  for (const { entry, step } of shelf.recorded) {
    if (entry.action !== 'press_refused' || entry.details['why'] !== 'list_changed') continue;
    const pressed = acts.pressed.find(({ press }) => press.press === entry.details['press']);
    const stood = shelf.recorded.findLast(
      (each) => each.step < step && each.next?.id === entry.requestId,
    )?.next;
    if (pressed === undefined || stood === undefined || stood === null || !hasCard(stood)) continue;
    const { press, shown } = pressed;
    const { ticked } = press;
    const isSameList = JSON.stringify(shown.request.assets) === JSON.stringify(stood.assets);
    const isSameChoice =
      ticked !== null &&
      ticked.length === stood.chosen.length &&
      stood.chosen.every((id) => ticked.includes(id));
    if (press.action.type === 'approve' && stood.status === 'pending' && isSameList && isSameChoice)
      yield {
        invariant: 5,
        what: `${press.user} confirmed what is ticked, and was told that the list had changed`,
      };
  }
}
