import type { AdminSessions, LogInTries } from '../flow/ports/admin.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { BudgetCounter } from '../flow/ports/budgets.js';
import type { Log } from '../flow/ports/log.js';
import type { Locale } from '../i18n/messages.js';
import type { FindPorts } from '../queries/find-requests.js';

/** The way to log in, as `config/admin-schema.ts` reads it. */
export type LogInSettings =
  | {
      readonly type: 'oidc';
      readonly issuer: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly people: readonly string[];
    }
  | { readonly type: 'passphrase'; readonly passphrase: string };

export interface AdminOptions {
  /** The origin at which people open the page; null: any name of this machine. */
  readonly origin: string | null;
  readonly logIn: LogInSettings;
  readonly mayChangeQueues: boolean;
  /** For people who have not chosen another language. */
  readonly locale: Locale;
}

/** A workspace, by the ids of its team and its organization; empty: unknown, or none. */
export interface Workspace {
  readonly team: string;
  readonly enterprise: string;
}

export interface AdminPorts extends FindPorts {
  readonly sessions: AdminSessions;
  readonly tries: LogInTries;
  /** Records a look before it is answered. */
  readonly looks: QueryAudit;
  readonly budgets: BudgetCounter;
  /** True if the settings let this person see the record. Rejects if that cannot be read. */
  readonly mayLook: (user: string) => Promise<boolean>;
  /** The bot's own workspace. Rejects if it cannot be read. */
  readonly workspace: () => Promise<Workspace>;
  /** As people know somebody; null if the chat gives no name. */
  readonly personName: (user: string) => Promise<string | null>;
  /** Rejects if the store does not answer. */
  readonly probe: () => Promise<unknown>;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}
