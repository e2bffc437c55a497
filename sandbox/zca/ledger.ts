import type { Kind } from './asset.js';
import type { Operation } from './route.js';

/** One call that reached the server. */
export interface LedgerCall {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** Absent when the path belongs to no operation. */
  readonly operation?: Operation;
  readonly kind?: string;
  readonly id?: string;
  readonly idempotencyKey?: string;
  /** The parsed JSON body; the raw text when it is not JSON. */
  readonly body?: unknown;
  /** The type of the fault this call met, if any. */
  readonly fault?: string;
  /** The HTTP status sent; null while none was sent (still working, hanging, or the socket was cut). */
  readonly status: number | null;
  /** True when this call removed a link. */
  readonly applied: boolean;
}

/** One removed link. */
export interface LedgerRemoval {
  readonly at: string;
  readonly kind: Kind;
  readonly id: string;
  readonly by: 'api' | 'console';
  /** The `request_id` of the unlink call; absent for a removal in the console. */
  readonly requestId?: string;
}

/** The record of what really happened, independent of the caller. Entries are only ever added. */
export interface Ledger {
  /** All calls except `look`. */
  readonly calls: readonly LedgerCall[];
  /** The calls with which a caller checks that the gateway answers. */
  readonly looks: readonly LedgerCall[];
  readonly removals: readonly LedgerRemoval[];
}

/** The part of an entry that is known when a call arrives. */
export type ReceivedCall = Omit<LedgerCall, 'status' | 'applied' | 'fault'>;

/** The entry of a call in progress; its result is filled in later. */
export type OpenCall = ReceivedCall & { status: number | null; applied: boolean; fault?: string };

/** The ledger as the server writes it. */
export class LedgerBook implements Ledger {
  readonly calls: OpenCall[] = [];
  readonly looks: OpenCall[] = [];
  readonly removals: LedgerRemoval[] = [];

  received(call: ReceivedCall): OpenCall {
    const entry: OpenCall = { ...call, status: null, applied: false };
    (call.operation === 'look' ? this.looks : this.calls).push(entry);
    return entry;
  }

  removed(removal: LedgerRemoval): void {
    this.removals.push(removal);
  }
}
