import { type ConsoleLabels, isLabel } from './labels.js';
import type { PageSnapshot } from './page-snapshot.js';
import { listed } from './page-watch.js';

/**
 * Finds a question that has come since the press and is not marked as a dialog: a drawer without a role,
 * or a frame. Neither is confirmed, since where it begins and ends cannot be told, and a frame's content is not read.
 * Null: nothing of that kind.
 */
export function unmarkedQuestion(
  seen: PageSnapshot,
  before: PageSnapshot,
  labels: ConsoleLabels,
): string | null {
  const [frame] = newIn(seen.wideFrames, before.wideFrames);
  if (frame !== undefined)
    return `a frame that came after the press, “${frame}”; a question in a frame is not confirmed`;
  const presses = newIn(seen.presses, before.presses);
  return presses.some((name) => isLabel(name, [...labels.confirm, ...labels.unlink]))
    ? `a question that is not marked as a dialog, with ${listed(presses)}; it was not confirmed`
    : null;
}

/** Those that were not there before; of equal ones, those beyond their earlier number. */
function newIn(now: readonly string[], before: readonly string[]): readonly string[] {
  const known = [...before];
  return now.filter((each) => {
    const at = known.indexOf(each);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}
