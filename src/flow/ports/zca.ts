import type { Asset, AssetKind } from '../../core/asset/asset.js';

/** All calls throw the errors of `zca-error.ts`. */
export interface ZcaClient {
  /** All assets of a kind that are linked now. */
  list(kind: AssetKind): Promise<readonly Asset[]>;
  /**
   * The asset if it is linked now, else null. `calledBy`: the run that has called for its unlink; where pictures are kept,
   * one shows that it is gone.
   */
  read(kind: AssetKind, id: string, calledBy?: RunRef | null): Promise<Asset | null>;
  /** Asks for the unlink; that it happened is known only by reading again, or for what is handed over, from a person. */
  unlink(order: UnlinkOrder): Promise<UnlinkAnswer>;
}

/** `handed_over`: people do it, in their own time; how it went is told by their presses. */
export type UnlinkAnswer = 'unlinked' | 'not_linked' | 'handed_over';

export interface UnlinkOrder extends RunRef {
  readonly kind: AssetKind;
  readonly id: string;
  readonly reason: string;
  /** Chat user ids. */
  readonly requestedBy: string;
  readonly approvedBy: readonly string[];
  /**
   * Called right before the first thing that may unlink, after all waiting: it records that the call goes out. Rejects
   * with {ZcaWithdrawn} once the run was stopped or has ended; then nothing may be done.
   */
  readonly begin: () => Promise<void>;
}

/** A run of a request. */
export interface RunRef {
  readonly requestId: string;
  /** Which run of the request this is: a retry asks anew, a repeated call within a run does not. */
  readonly round: number;
}

/** The linked assets as they were a moment ago: for showing while somebody types, never for deciding. */
export interface LinkedAssets {
  /** At once where they are known, however old; else as the ZCA answers. Throws the errors of `zca-error.ts`, {ZcaNotNow} where another process has yet to read them. */
  recent(kind: AssetKind): Promise<readonly Asset[]>;
  /** As the ZCA answers now; remembered for `recent`. Throws the errors of `zca-error.ts`. */
  now(kind: AssetKind): Promise<readonly Asset[]>;
}

/** The lists that some processes only show, and others read. */
export interface SharedLists {
  /** Reads anew what somebody wanted to see newer than it is known. Throws the errors of `zca-error.ts`. */
  readWanted(): Promise<void>;
}

/** Where people unlink by hand. */
export interface ManualTasks {
  /** When operators are reminded, in milliseconds after work was handed to them. */
  readonly remindersMs: readonly number[];
  /** Takes an asset off the list that is kept of what is linked. Safe to repeat; what was linked again since then stays. */
  markUnlinked(
    asset: Pick<Asset, 'kind' | 'id'>,
    report: { readonly by: string; readonly at: number; readonly requestId: string },
  ): Promise<void>;
}
