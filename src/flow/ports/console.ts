import type { AssetKind } from '../../core/asset/asset.js';
import type { RunRef } from './zca.js';

/** A lock on the browser, which only one process may use at a time. */
export interface BrowserLock {
  /** Null if another process has it. */
  take(): Promise<BrowserLease | null>;
}

export interface BrowserLease {
  /** A fencing token, larger than that of every earlier lease. */
  readonly token: number;
  /** Renews the lease; returns its new end, in milliseconds since the epoch, or null if it was lost. */
  until(): Promise<number | null>;
  /** Ends the lease; safe if it was lost. */
  end(): Promise<void>;
}

/** One screenshot of the console's page: proof of what it showed before or after a click. */
export interface EvidencePicture extends RunRef {
  readonly kind: AssetKind;
  readonly id: string;
  /** `row`: before its click; `dialog`: before its confirmation; `gone`: the list without the row. */
  readonly stage: 'row' | 'dialog' | 'gone';
  /** The fencing token of its browser lease, larger than that of every earlier one; 0: unknown. */
  readonly turn: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly png: Uint8Array;
}

/** Keeps screenshots for a limited time; their hashes stay in the audit log for ever. */
export interface EvidenceStore {
  keep(picture: EvidencePicture): Promise<void>;
  /** The remaining screenshots of a run, the newest per asset and stage, in order of capture. */
  of(requestId: string, round: number): Promise<readonly EvidencePicture[]>;
  /** The hashes of all that is left of a run, also of what was taken again. */
  hashes(requestId: string, round: number): Promise<ReadonlySet<string>>;
  /** The bytes with this hash; null: they are no longer kept, or no longer as they were. */
  png(requestId: string, round: number, sha256: string): Promise<Uint8Array | null>;
}
