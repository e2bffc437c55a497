/** The calls that can go wrong. */
export type CallName = 'access_token' | 'getoa' | 'message_cs' | 'quota' | 'bot_send' | 'bot_other';

/** The ways a call goes wrong: before it is done, afterwards, or instead. */
export type FaultKind =
  /** The connection breaks; nothing was done. */
  | { readonly kind: 'drop_before' }
  /** It is done, then the connection breaks before the answer. */
  | { readonly kind: 'drop_after' }
  /** It is done, and no answer ever comes. */
  | { readonly kind: 'hang_after' }
  /** No answer ever comes; nothing was done. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'status'; readonly status: number }
  /** HTTP 200 with this error; nothing was done. */
  | { readonly kind: 'error'; readonly error: number; readonly message?: string }
  /** HTTP 200 with a page of HTML; nothing was done. */
  | { readonly kind: 'html' };

/** A fault for the next calls of one name; `*` means any. */
export type PlannedFault = FaultKind & {
  readonly call: CallName | '*';
  /** This many calls meet it; 1 by default. */
  readonly times?: number;
};

/** Faults waiting for their calls, in the order they were planned. */
export class Faults {
  #planned: { readonly fault: PlannedFault; left: number }[] = [];

  add(fault: PlannedFault): void {
    this.#planned.push({ fault, left: fault.times ?? 1 });
  }

  /** Uses up the fault for this call once, if there is one. */
  take(call: CallName): FaultKind | null {
    const next = this.#planned.find(({ fault }) => fault.call === call || fault.call === '*');
    if (next === undefined) return null;
    next.left -= 1;
    this.#planned = this.#planned.filter(({ left }) => left > 0);
    return next.fault;
  }

  list(): readonly PlannedFault[] {
    return this.#planned.map(({ fault }) => fault);
  }

  clear(): void {
    this.#planned = [];
  }
}
