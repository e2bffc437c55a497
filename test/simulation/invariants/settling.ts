import type { Recorded } from '../memory-store.js';
import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** The bot tries this long to read the link after an unclear call. */
const settleTimeoutMs = 10 * 60_000;

/** The bot reports a call as unknown only once waiting for the ZCA has become useless. */
export function* settling(world: World): Generator<Violation> {
  for (const change of world.shelf.recorded) {
    const { action, details } = change.entry;
    if (action !== 'settled' || details['outcome'] !== 'unknown' || details['linkedAnew'] === true) continue;
    const id = idIn(change);
    const called = world.account.calls.findLast(
      ({ order, step }) =>
        order.id === id && order.requestId === change.entry.requestId && step < change.step,
    );
    if (called === undefined) continue;
    const isNoUse = world.account.failedReadings.some(
      (reading) =>
        reading.id === id && !reading.passes && reading.step > called.step && reading.step < change.step,
    );
    if (!isNoUse && change.at - called.at < settleTimeoutMs)
      yield {
        invariant: 2,
        what: `of ${id} nothing was said to be known ${change.at - called.at} ms after its call`,
      };
  }
}

function idIn({ entry }: Recorded): string {
  return String(entry.details['asset']).replace(/^[a-z]+:/u, '');
}
