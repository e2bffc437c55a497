import type { ReadEntry } from '../../core/request/audit-replay.js';

/** The place of a request in the record: newest first, and at the same moment by id. */
export interface RecordPlace {
  /** When it was asked, in milliseconds since the epoch. */
  readonly at: number;
  readonly id: string;
}

/** All stored requests in the order in which they were asked. Every call rejects if the store does not answer. */
export interface RequestRecord {
  /** Up to `most` places, newest first, after `after`, within [`from`, `until`); null: no bound. */
  places(wanted: {
    readonly after: RecordPlace | null;
    readonly from: number | null;
    readonly until: number | null;
    readonly most: number;
  }): Promise<readonly RecordPlace[]>;
}

export interface NumberedEntry {
  readonly sequence: number;
  readonly entry: ReadEntry;
}

/** Finds the audit entries of one request. */
export interface AuditOfRequest {
  /**
   * Its entries since `from` (milliseconds since the epoch; null: since the beginning of the log). `isWhole` is false if
   * the log was too long to be read to its end. Rejects if the store does not answer.
   */
  entriesOf(
    requestId: string,
    from: number | null,
  ): Promise<{ readonly entries: readonly NumberedEntry[]; readonly isWhole: boolean }>;
}
