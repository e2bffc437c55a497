import type { Alert } from '../../core/messages/alert.js';

/** Reports problems to the people who run the bot. */
export interface Alerts {
  /**
   * Never throws and never blocks. While a problem lasts, one process reports it once an hour; if that is impossible,
   * it goes to the log.
   */
  raise(alert: Alert): void;
}

/** Remembers reported alerts for all processes. Every call rejects if the memory does not answer. */
export interface AlertMemory {
  /**
   * Null: it was reported within the hour, another process is reporting it, or too many of its type were reported.
   */
  claim(cause: string, type: string, at: number): Promise<AlertClaim | null>;
  /** The claimant has reported it. */
  told(cause: string): Promise<void>;
  /** The claimant could not report it. */
  release(cause: string): Promise<void>;
}

export interface AlertClaim {
  /** The first occurrence of an unbroken series, in milliseconds since the epoch. */
  readonly since: number;
  /** No further alert of this type is reported for an hour. */
  readonly isLast: boolean;
}

/** Keeps the newest alerts of all processes, for looking at. Every call rejects if the store does not answer. */
export interface AlertRecord {
  keep(alert: Alert, at: number): Promise<void>;
  /** The newest first. An alert of another version may lack fields. */
  newest(): Promise<readonly RecordedAlert[]>;
}

export interface RecordedAlert {
  readonly alert: Alert;
  /** When it was last raised, in milliseconds since the epoch. */
  readonly at: number;
}
