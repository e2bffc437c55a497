import { Fault, type FaultOrder } from './fault.js';
import type { Target } from './route.js';

/** The faults waiting for their calls. */
export interface Faults {
  /** Queues faults. Throws a ZodError that says what is wrong with one. */
  add(...orders: readonly FaultOrder[]): void;
  /** The faults that are not used up, the next one first. */
  list(): readonly Fault[];
  /** Returns to good behaviour. */
  clear(): void;
}

interface Waiting {
  readonly fault: Fault;
  timesLeft: number;
}

/** First in, first out: a call meets only the oldest fault that matches it. */
export class FaultQueue implements Faults {
  #waiting: Waiting[] = [];

  add(...orders: readonly FaultOrder[]): void {
    const faults = orders.map((order) => Fault.parse(order));
    this.#waiting.push(...faults.map((fault) => ({ fault, timesLeft: countOf(fault) })));
  }

  list(): readonly Fault[] {
    return this.#waiting.map(({ fault, timesLeft }) => ({
      ...fault,
      times: Number.isFinite(timesLeft) ? timesLeft : 'always',
    }));
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Uses up the fault meant for this call once, if there is one. */
  take(target: Target): Fault | null {
    const found = this.#waiting.find(({ fault }) => matches(fault, target));
    if (found === undefined) return null;
    found.timesLeft -= 1;
    this.#waiting = this.#waiting.filter(({ timesLeft }) => timesLeft > 0);
    return found.fault;
  }
}

function countOf(fault: Fault): number {
  return fault.times === 'always' ? Number.POSITIVE_INFINITY : fault.times;
}

function matches(fault: Fault, target: Target): boolean {
  return (
    (fault.operation === undefined ? target.operation !== 'look' : fault.operation === target.operation) &&
    (fault.kind === undefined || fault.kind === target.kind) &&
    (fault.id === undefined || fault.id === target.id)
  );
}
