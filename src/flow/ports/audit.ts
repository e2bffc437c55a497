/** Writes where the audit log ends down in the chat, where nobody who writes to Redis can change it. */
export interface AuditAnchor {
  /** Where the log ends, as `4711:HASH`; null while it has no entry. Throws when no entry could follow, and when the store does not answer. */
  head(): Promise<string | null>;
  /** Posts it where those who run the bot read, once for each `op`; nothing where they read nowhere. Throws {TryLater}. */
  post(op: string, head: string): Promise<void>;
}
