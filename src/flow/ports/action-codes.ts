import type { CodeChoice } from '../../core/command/zalo-text.js';

/**
 * One-time codes by which people decide where a press is only a text. A code belongs to one person and to one list of
 * one request, and counts once. Every call rejects if the store does not answer.
 */
export interface ActionCodes {
  /** The code of an occasion; the same one whenever it is asked for again. */
  offer(occasion: string, offer: CodeOffer): Promise<string>;
  /** Returns what the person's code offers; null: they have no such code. It never finds another person's code. */
  read(person: string, code: string): Promise<OfferedCode | null>;
  /**
   * Uses the code for a delivery, unless another has used it than `after` (null: none). Returns the use that holds; null
   * if the code is over.
   */
  use(person: string, code: string, use: CodeUse, after: string | null): Promise<CodeUse | null>;
}

export interface CodeOffer {
  readonly person: string;
  readonly requestId: string;
  readonly listRevision: number;
  /** The run that was shown; 0: none. */
  readonly round: number;
  readonly choices: readonly CodeChoice[];
  /** The ids chosen on the list; null if nothing can be chosen. */
  readonly ticked: readonly string[] | null;
}

export interface CodeUse {
  readonly delivery: string;
  readonly choice: CodeChoice;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface OfferedCode {
  readonly offer: CodeOffer;
  readonly use: CodeUse | null;
}
