import type { AssetKind } from '../asset/asset.js';
import type { Command } from '../command/command.js';
import type { QueryResult } from './query-result.js';

/** Somebody who looked, or was refused to. */
export interface AuditedQuery {
  readonly user: string;
  /** Null: in no channel, as in the App Home, or in a form whose channel is not chosen. */
  readonly channel: string | null;
  readonly what: 'show' | 'history' | 'pending' | 'status' | 'mine' | 'picker' | 'home';
  /** Null: assets of either kind. */
  readonly kind: AssetKind | null;
  /** Why they were shown nothing; null: they were let in. */
  readonly refusal: string | null;
}

/** The look that a command is, once it is answered; null for a command that does not look. */
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

/** Also who may be let in is not, as long as that cannot be read. */
export function refusalIn(answer: QueryResult): string | null {
  if (answer.type === 'not_allowed') return answer.refusal;
  if (answer.type !== 'unreadable') return null;
  const { type } = answer.cause;
  return type === 'group' || type === 'person' ? `${type}_unreadable` : null;
}
