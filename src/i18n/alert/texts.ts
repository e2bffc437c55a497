import type { Alert } from '../../core/messages/alert.js';
import type { RichText } from '../../core/messages/rich-text.js';

/** What happened, what the bot does now, and what somebody should do. */
export interface AlertWords {
  readonly what: RichText;
  readonly now: RichText;
  readonly please: RichText;
}

/** The words of what is said to those who run the bot. */
export interface AlertTexts {
  readonly about: { readonly [T in Alert['type']]: (alert: Extract<Alert, { type: T }>) => AlertWords };
  readonly since: (at: number) => RichText;
  /** Before what the bot does now, and before what somebody should do. */
  readonly now: string;
  readonly please: string;
  readonly request: (id: string, url: string | null) => RichText;
  /** Said with the last alert of its kind for an hour. */
  readonly noMore: RichText;
  /** Told once a day. */
  readonly auditHead: {
    /** Before the end of the audit log, and before the command that holds the log against it. */
    readonly ends: string;
    readonly check: string;
    /** Said where the log is chained without a key. */
    readonly unkeyed: RichText;
  };
}
