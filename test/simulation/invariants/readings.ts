import type { World } from '../world.js';
import type { Violation } from './violation.js';

/** The run of a job that calls for an unlink has read the link before; no earlier reading by another will do. */
export function* readings({ account }: World): Generator<Violation> {
  for (const { order, caller, begunAtStep } of account.calls) {
    const hasRead = account.readings.some(
      (reading) => reading.id === order.id && reading.caller === caller && reading.step < begunAtStep,
    );
    if (!hasRead) yield { invariant: 2, what: `${order.id} was called for without reading it first` };
  }
}
