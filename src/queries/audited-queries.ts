import type { AssetKind } from '../core/asset/asset.js';
import { auditedQueryOf, refusalIn } from '../core/messages/audited-query.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { Query } from './answer-query.js';
import { type ReadAccessPorts, readAccessInForm, readAccessOf } from './read-access.js';

/** Wraps the queries; each one, answered or refused, is first recorded in the audit log. */
export function auditedQueries(question: Query, looks: QueryAudit): Query {
  return async (query) => {
    const answer = await question(query);
    const look = auditedQueryOf(query.command, query.viewer, answer);
    if (look !== null) await looks.noted(look);
    return answer;
  };
}

/**
 * Tells whether a person may pick assets of a kind, and records it as a query; `channel` is null until one is chosen.
 */
export type MayPick = (user: string, channel: string | null, kind: AssetKind) => Promise<boolean>;

export function auditedPicking(ports: ReadAccessPorts, looks: QueryAudit): MayPick {
  return async (user, channel, kind) => {
    const access = await (channel === null
      ? readAccessInForm(user, ports)
      : readAccessOf({ user, channel }, ports));
    const refused = access.kinds.includes(kind) ? null : access.refusal;
    const refusal = refused === null ? null : (refusalIn(refused) ?? refused.type);
    await looks.noted({ user, channel, what: 'picker', kind, refusal });
    return refused === null;
  };
}
