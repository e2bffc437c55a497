/** A log-in to the admin page. */
export interface AdminSession {
  /** A person's chat user id, or `account@host` after a log-in by pass phrase. */
  readonly user: string;
  /** The end of the session, in milliseconds since the epoch. */
  readonly until: number;
}

/** Keeps the sessions of the admin page for all processes. Every call rejects if the store does not answer. */
export interface AdminSessions {
  /** `id` must not be guessable. */
  open(id: string, session: AdminSession): Promise<void>;
  /** Null: there is none, it has ended, or it was unused for too long, which only `isUse` puts off. */
  find(id: string, found: { readonly isUse: boolean }): Promise<AdminSession | null>;
  end(id: string): Promise<void>;
}

/** Counts wrong log-ins at the admin page, for all processes. Every call rejects if the store does not answer. */
export interface LogInTries {
  /** Counts a try before it is judged; false: there were too many lately, from this address or from all. */
  begin(address: string): Promise<boolean>;
  /** The try was a right one. */
  succeeded(address: string): Promise<void>;
}
