import type { SubmittedCommand } from '../../core/command/submitted-command.js';
import type { Policies } from '../../core/request/policy.js';
import type { Alerts } from './alerts.js';
import type { AskedInMessage } from './asked-in-message.js';
import type { AuditAnchor, QueryAudit } from './audit.js';
import type { Chat } from './chat.js';
import type { Jobs } from './jobs.js';
import type { Log } from './log.js';
import type { JobMetrics, RepairMetrics } from './metrics.js';
import type { PastUnlinks } from './past-unlinks.js';
import type { HomeReaders, Maintenance, RequestStore } from './store.js';
import type { ZaloOas } from './zalo.js';
import type { ManualTasks, SharedLists, ZcaClient } from './zca.js';

/** The dependencies of a request's steps; each port is written for its callers and kept small. */
export interface Ports {
  readonly chat: Chat;
  /** The Slack channel with the cards of requests that were asked elsewhere; absent or null: they have none there. */
  readonly cardsChannel?: string | null;
  readonly zca: ZcaClient;
  readonly zalo: ZaloOas;
  /** Null if a machine unlinks. */
  readonly manual: ManualTasks | null;
  /** The people and groups who unlink by hand; empty if nobody does. */
  readonly operators: readonly string[];
  readonly store: RequestStore;
  readonly jobs: Jobs;
  readonly policies: Policies;
  /** Limit per person. */
  readonly maxOpenRequests: number;
  readonly overview: Overview;
  readonly pastUnlinks: PastUnlinks;
  readonly askedInMessage: AskedInMessage;
  readonly homeReaders: HomeReaders;
  /** The lists that this process reads for processes that only show them; null if those read for themselves. */
  readonly linked: SharedLists | null;
  readonly maintenance: Maintenance;
  readonly anchor: AuditAnchor;
  readonly queryAudit: QueryAudit;
  /** The time a request is kept after its end. */
  readonly keepFinishedMs: number;
  readonly alerts: Alerts;
  readonly metrics: JobMetrics & RepairMetrics;
  /** Calls `act` after `ms`; calling the returned function before then cancels it. */
  readonly later: (ms: number, act: () => void) => () => void;
  /** The current time, in milliseconds since the epoch. */
  readonly now: () => number;
  readonly log: Log;
}

/** Read-only commands and views; they change no request. */
export interface Overview {
  /** Answers a query that came as a command, privately. Throws {TryLater}. */
  answer(ask: SubmittedCommand): Promise<void>;
  /** Updates a person's overview in the chat. Throws {TryLater}. */
  showHome(user: string): Promise<void>;
}
