import type { AssetKind } from '../asset/asset.js';
import type { Command } from '../command/command.js';
import type { QueryResult } from './query-result.js';

/** A log-in to the admin page, one of its pages, or a change made there. */
export type AdminLook =
  | 'admin_log_in'
  | 'admin_requests'
  | 'admin_request'
  | 'admin_picture'
  | 'admin_export'
  | 'admin_waiting'
  | 'admin_charts'
  | 'admin_assets'
  | 'admin_alerts'
  | 'admin_queues'
  | 'admin_queue_change';

/** A query that somebody made or was refused. */
export interface AuditedQuery {
  readonly user: string;
  /** Null without a channel: in the App Home, or in a form with no channel chosen yet. */
  readonly channel: string | null;
  readonly what: 'show' | 'history' | 'pending' | 'status' | 'mine' | 'picker' | 'home' | AdminLook;
  /** The one thing that was looked at, such as a request's number; absent: none in particular. */
  readonly about?: string;
  /** Null: both kinds. */
  readonly kind: AssetKind | null;
  /** The reason for a refusal; null if allowed. */
  readonly refusal: string | null;
}

/** The audit entry of an answered query; null if the command is not a query. */
export function auditedQueryOf(
  command: Command,
  by: Pick<AuditedQuery, 'user' | 'channel'>,
  answer: QueryResult,
): AuditedQuery | null {
  const refusal = refusalIn(answer);
  switch (command.type) {
    case 'show':
    case 'history':
      return { ...by, what: command.type, kind: command.kind, refusal };
    case 'status':
    case 'pending':
    case 'mine':
      return { ...by, what: command.type, kind: null, refusal };
    case 'decide':
      return { ...by, what: 'status', kind: null, refusal };
    default:
      return null;
  }
}

/** While a permission cannot be read, everybody is refused, eligible or not. */
export function refusalIn(answer: QueryResult): string | null {
  if (answer.type === 'not_allowed') return answer.refusal;
  if (answer.type !== 'unreadable') return null;
  const { type } = answer.cause;
  return type === 'group' || type === 'person' ? `${type}_unreadable` : null;
}
