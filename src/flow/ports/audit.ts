import type { AuditedQuery } from '../../core/messages/audited-query.js';

/** Writes where the audit log ends down in the chat, where nobody who writes to Redis can change it. */
export interface AuditAnchor {
  /** Where the log ends, as `4711:HASH`; null while it has no entry. Throws when no entry could follow, and when the store does not answer. */
  head(): Promise<string | null>;
  /** Posts it where those who run the bot read, once for each `op`; nothing where they read nowhere. Throws {TryLater}. */
  post(op: string, head: string): Promise<void>;
}

/** Puts into the audit log who has looked. */
export interface QueryAudit {
  /**
   * One that was let in has an entry once an hour for each person and thing that they look at; so has one that was refused,
   * and its entry says how many there have been. Rejects when the store does not answer.
   */
  noted(look: AuditedQuery): Promise<void>;
}
