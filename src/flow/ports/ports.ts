import type { SubmittedCommand } from '../../core/command/submitted-command.js';
import type { Policies } from '../../core/request/policy.js';
import type { Alerts } from './alerts.js';
import type { AskedInMessage } from './asked-in-message.js';
import type { AuditAnchor, QueryAudit } from './audit.js';
import type { Chat } from './chat.js';
import type { Jobs } from './jobs.js';
import type { Log } from './log.js';
import type { PastUnlinks } from './past-unlinks.js';
import type { HomeReaders, Maintenance, RequestStore } from './store.js';
import type { ZaloOas } from './zalo.js';
import type { ManualTasks, SharedLists, ZcaClient } from './zca.js';

/** What the steps of a request need of the world; each door is written for its callers and kept small. */
export interface Ports {
  readonly chat: Chat;
  readonly zca: ZcaClient;
  readonly zalo: ZaloOas;
  /** Null where a machine does the unlinking. */
  readonly manual: ManualTasks | null;
  /** Who unlinks by hand, as people and groups; empty where nobody does. */
  readonly operators: readonly string[];
  readonly store: RequestStore;
  readonly jobs: Jobs;
  readonly policies: Policies;
  /** Of one person. */
  readonly maxOpenRequests: number;
  readonly overview: Overview;
  readonly pastUnlinks: PastUnlinks;
  readonly askedInMessage: AskedInMessage;
  readonly homeReaders: HomeReaders;
  /** The lists that this process reads for those who only show them; null where they read them themselves. */
  readonly linked: SharedLists | null;
  readonly maintenance: Maintenance;
  readonly anchor: AuditAnchor;
  readonly queryAudit: QueryAudit;
  /** How long a request is kept after it has ended, in milliseconds. */
  readonly keepFinishedMs: number;
  readonly alerts: Alerts;
  /** Does something after so many milliseconds, unless what it answers with is called before. */
  readonly later: (ms: number, act: () => void) => () => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** What only looks: it changes no request. */
export interface Overview {
  /** Answers a question that came as a command, privately. Throws {TryLater}. */
  answer(ask: SubmittedCommand): Promise<void>;
  /** Brings somebody's overview in the chat up to date. Throws {TryLater}. */
  showHome(user: string): Promise<void>;
}
