import type { Asset, AssetKind } from '../../core/asset/asset.js';

/** All calls throw the errors of `zca-error.ts`. */
export interface ZcaClient {
  /** Reading more assets than this one by one costs more than the whole list. */
  readonly maxReads: number;
  /** All assets of a kind that are linked now. */
  list(kind: AssetKind): Promise<readonly Asset[]>;
  /**
   * The asset if it is linked now, otherwise null. `calledBy`: the run that called for its unlink; if screenshots are
   * kept, one shows that it is gone.
   */
  read(kind: AssetKind, id: string, calledBy?: RunRef | null): Promise<Asset | null>;
  /** Asks for the unlink. Only another reading proves it, or, for `handed_over`, a person's report. */
  unlink(order: UnlinkOrder): Promise<UnlinkAnswer>;
}

/** `handed_over`: people do it in their own time and report by clicking. */
export type UnlinkAnswer = 'unlinked' | 'not_linked' | 'handed_over';

export interface UnlinkOrder extends RunRef {
  readonly kind: AssetKind;
  readonly id: string;
  readonly reason: string;
  /** Chat user ids. */
  readonly requestedBy: string;
  readonly approvedBy: readonly string[];
  /**
   * Called right before the first thing that may unlink, after all waiting; records that the call goes out. Rejects
   * with {ZcaWithdrawn} if the run was stopped or has ended; then nothing may be done.
   */
  readonly begin: () => Promise<void>;
}

/** A run of a request. */
export interface RunRef {
  readonly requestId: string;
  /** The number of this run: a retry asks again, a repeated call within a run does not. */
  readonly round: number;
}

/** Recently linked assets, for showing while somebody types; never for deciding. */
export interface LinkedAssets {
  /**
   * Returns known assets at once, however old; otherwise asks the ZCA. Throws the errors of `zca-error.ts`, and
   * {ZcaNotNow} if another process has yet to read them.
   */
  recent(kind: AssetKind): Promise<readonly Asset[]>;
  /** Asks the ZCA now and remembers the result for `recent`. Throws the errors of `zca-error.ts`. */
  now(kind: AssetKind): Promise<readonly Asset[]>;
}

/** Lists that some processes only show and others read. */
export interface SharedLists {
  /** Reads the lists for which somebody wanted a newer version. Throws the errors of `zca-error.ts`. */
  readWanted(): Promise<void>;
}

/** Unlinking by hand. */
export interface ManualTasks {
  /** When operators are reminded, counted from the task's assignment. */
  readonly remindersMs: readonly number[];
  /** Marks an asset as unlinked in the register. Safe to repeat; an asset linked again since then stays linked. */
  markUnlinked(
    asset: Pick<Asset, 'kind' | 'id'>,
    report: { readonly by: string; readonly at: number; readonly requestId: string },
  ): Promise<void>;
}
