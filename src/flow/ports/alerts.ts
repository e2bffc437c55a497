import type { Alert } from '../../core/messages/alert.js';

/** Tells those who run the bot what they have to mend. */
export interface Alerts {
  /**
   * Never throws and keeps nobody waiting. Raised again and again while something lasts, it is told once an hour, by one
   * of all processes; where it cannot be told, it is in the log.
   */
  raise(alert: Alert): void;
}

/** Remembers, for all processes, what was told. Every call rejects when the memory does not answer. */
export interface AlertMemory {
  /** Null: it was told within the hour, or somebody else is telling it, or too many of its type were told. */
  claim(cause: string, type: string, at: number): Promise<AlertClaim | null>;
  /** The one who claimed it has told it. */
  told(cause: string): Promise<void>;
  /** The one who claimed it could not tell it. */
  release(cause: string): Promise<void>;
}

export interface AlertClaim {
  /** When this was raised first, of the times that it did not stop for long; milliseconds since the epoch. */
  readonly since: number;
  /** No further one of this type is told for an hour. */
  readonly isLast: boolean;
}
