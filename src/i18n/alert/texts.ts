import type { Alert } from '../../core/messages/alert.js';
import type { RichText } from '../../core/messages/rich-text.js';

/** An alert's three parts: the event, what the bot does now, and what somebody should do. */
export interface AlertWords {
  readonly what: RichText;
  readonly now: RichText;
  readonly please: RichText;
}

/** The texts for the people who run the bot. */
export interface AlertTexts {
  readonly about: { readonly [T in Alert['type']]: (alert: Extract<Alert, { type: T }>) => AlertWords };
  readonly since: (at: number) => RichText;
  /** Labels: before what the bot does now, and before what somebody should do. */
  readonly now: string;
  readonly please: string;
  readonly request: (id: string, url: string | null) => RichText;
  /** Added to the last alert of its kind for an hour. */
  readonly noMore: RichText;
  /** Posted once a day. */
  readonly auditHead: {
    /** Labels: before the end of the audit log, and before the command that verifies the log by it. */
    readonly ends: string;
    readonly check: string;
    /** Added when the log is chained without a key. */
    readonly unkeyed: RichText;
  };
}
