import type { Run } from '../workers.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** A reading of a group is trusted this long. */
const believedMs = 60_000;

/** No member of a group is turned away because it cannot be read, if it was read a moment ago. */
export function* groups({ shelf, workspace }: World): Generator<Violation> {
  for (const { entry, caller, at } of shelf.recorded) {
    const { why, action } = entry.details;
    // A retry always reads the presser's groups afresh.
    if (entry.action !== 'press_refused' || why !== 'group_unreadable' || action === 'retry') continue;
    // In a schedule only jobs change what is stored.
    const { process, startedAtStep } = caller as Run;
    const read = workspace.groupReadings.find(
      (reading) =>
        reading.process === process &&
        reading.step < startedAtStep &&
        reading.at > at - believedMs &&
        reading.members.includes(entry.actor),
    );
    if (read !== undefined)
      yield {
        invariant: 10,
        what: `the group could not be read, ${entry.actor} was told, and it had been ${at - read.at} ms before`,
      };
  }
}
