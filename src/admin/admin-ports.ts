import type { Policies } from '../core/request/policy.js';
import type { AdminSessions, LogInTries } from '../flow/ports/admin.js';
import type { AlertRecord } from '../flow/ports/alerts.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { BudgetCounter } from '../flow/ports/budgets.js';
import type { EvidenceStore } from '../flow/ports/console.js';
import type { Log } from '../flow/ports/log.js';
import type { AuditOfRequest } from '../flow/ports/request-record.js';
import type { RequestStore } from '../flow/ports/store.js';
import type { LinkedAssets } from '../flow/ports/zca.js';
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
  /** A user group's handle; null if the chat gives none. */
  readonly groupName: (group: string) => Promise<string | null>;
  readonly store: Pick<RequestStore, 'getAll' | 'open' | 'holders'>;
  readonly audit: AuditOfRequest;
  readonly evidence: Pick<EvidenceStore, 'hashes' | 'png'>;
  readonly alerts: Pick<AlertRecord, 'newest'>;
  readonly linked: Pick<LinkedAssets, 'recent'>;
  readonly policies: Policies;
  /** The people and groups who unlink by hand; empty if nobody does. */
  readonly operators: readonly string[];
  /** BullMQ's queues, for Bull Board alone. */
  readonly queues: readonly unknown[];
  /** Rejects if the store does not answer. */
  readonly probe: () => Promise<unknown>;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}
