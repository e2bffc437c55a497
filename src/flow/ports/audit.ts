import type { AuditedQuery } from '../../core/messages/audited-query.js';

/** Copies the end of the audit log to the chat, where nobody with write access to Redis can change it. */
export interface AuditAnchor {
  /**
   * The end of the log, as `4711:HASH`; null if the log is empty. Throws if no entry can follow, and if the store
   * does not answer.
   */
  head(): Promise<string | null>;
  /** Posts it to the alert channel, once per `op`; does nothing if there is none. Throws {TryLater}. */
  post(op: string, head: string): Promise<void>;
}

/** Records queries in the audit log. */
export interface QueryAudit {
  /**
   * Records an allowed query once an hour per person and thing; a refused one too, with the number of refusals so
   * far. Rejects if the store does not answer.
   */
  noted(look: AuditedQuery): Promise<void>;
}
