import type { AssetKind } from '../../core/asset/asset.js';
import type { RunRef } from './zca.js';

/** Something that only one may use at a time, across all processes. */
export interface BrowserLock {
  /** Null when somebody else has it. */
  take(): Promise<BrowserLease | null>;
}

export interface BrowserLease {
  /** Larger than that of every turn before. */
  readonly token: number;
  /** Until when nobody else can have it, in milliseconds since the epoch; renewed by asking. Null: it was lost. */
  until(): Promise<number | null>;
  /** Safe to call when it was lost. */
  end(): Promise<void>;
}

/** One picture of the console's page: proof of what was on it before a press, or after. */
export interface EvidencePicture extends RunRef {
  readonly kind: AssetKind;
  readonly id: string;
  /** The row before it was pressed; the dialog before it was confirmed; the list without the row. */
  readonly stage: 'row' | 'dialog' | 'gone';
  /** Whose turn at the browser it was: its fencing token, larger than that of every turn before; 0: not noted. */
  readonly turn: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly png: Uint8Array;
}

/** Keeps pictures for a while, and what tells them for ever: the hash of each stands in the audit log. */
export interface EvidenceStore {
  keep(picture: EvidencePicture): Promise<void>;
  /** What is still kept of a run, the newest of each asset and stage, in the order in which they were taken. */
  of(requestId: string, round: number): Promise<readonly EvidencePicture[]>;
}
