import type { AssetKind } from '../core/asset/asset.js';
import { auditedQueryOf, refusalIn } from '../core/messages/audited-query.js';
import type { QueryAudit } from '../flow/ports/audit.js';
import type { Query } from './answer-query.js';
import { type ReadAccessPorts, readAccessInForm, readAccessOf } from './read-access.js';

/** The same questions; each that is answered, or refused, is noted first. */
export function auditedQueries(question: Query, looks: QueryAudit): Query {
  return async (query) => {
    const answer = await question(query);
    const look = auditedQueryOf(query.command, query.viewer, answer);
    if (look !== null) await looks.noted(look);
    return answer;
  };
}

/** Whether somebody may pick from the assets of a kind; `channel`: null while it is not chosen. Noted as a look. */
export type MayPick = (user: string, channel: string | null, kind: AssetKind) => Promise<boolean>;

export function auditedPicking(ports: ReadAccessPorts, looks: QueryAudit): MayPick {
  return async (user, channel, kind) => {
    const sight = await (channel === null
      ? readAccessInForm(user, ports)
      : readAccessOf({ user, channel }, ports));
    const refused = sight.kinds.includes(kind) ? null : sight.refusal;
    const refusal = refused === null ? null : (refusalIn(refused) ?? refused.type);
    await looks.noted({ user, channel, what: 'picker', kind, refusal });
    return refused === null;
  };
}
