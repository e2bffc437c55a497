/** The ways a call goes wrong: before it is done, afterwards, or instead. */
export type FaultKind =
  /** The connection breaks; nothing was done. */
  | { kind: 'drop_before' }
  /** It is done, then the connection breaks before the answer. */
  | { kind: 'drop_after' }
  /** No answer ever comes; nothing was done. */
  | { kind: 'hang' }
  /** It is done, and no answer ever comes. */
  | { kind: 'hang_after' }
  | { kind: 'status_500_before' }
  | { kind: 'status_500_after' }
  /** HTTP 429 with `Retry-After` (default: 1 second); nothing was done. */
  | { kind: 'ratelimited'; retryAfterSeconds?: number }
  /** `ok: false` with this string; nothing was done. */
  | { kind: 'error'; error: string }
  /** The call is done; its answer comes `ms` later. */
  | { kind: 'delay'; ms: number };

/** A fault for the next calls of a method; `*` means any method, `response_url` means posts to one. */
export type PlannedFault = FaultKind & {
  method: string;
  /** This many calls meet it; 1 by default. */
  times?: number;
};

/** Faults waiting for their calls, in the order they were planned. */
export class Faults {
  #planned: { fault: PlannedFault; left: number }[] = [];

  add(fault: PlannedFault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  /** Uses up the fault for this call of the method once, if there is one. */
  take(method: string): FaultKind | null {
    const next = this.#planned.find(({ fault }) => fault.method === method || fault.method === '*');
    if (!next) return null;
    next.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return next.fault;
  }

  /** The faults that are not used up, the next one first. */
  list(): readonly PlannedFault[] {
    return this.#planned.map(({ fault }) => fault);
  }

  clear(): void {
    this.#planned = [];
  }
}
