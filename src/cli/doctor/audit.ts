import type { StoredConfig } from '../../config/schema.js';
import { AuditKeys } from '../../store/audit-keys.js';
import { auditEndOf, readAuditEnd } from '../../store/audit-log.js';
import { Keys } from '../../store/keys.js';
import type { RedisClient } from '../../store/redis-client.js';
import { type Finding, failed, ok, warning } from './finding.js';

/** Looks at the key and the end of the audit log; `audit verify` reads all of it. */
export async function checkAudit(
  redis: RedisClient,
  { audit, redis: { prefix } }: StoredConfig,
): Promise<readonly Finding[]> {
  const auditKeys = new AuditKeys(audit.keys);
  const key = audit.keys.length === 0 ? [warning('audit_without_key')] : [];
  try {
    const { head, newest, seal } = auditEndOf(await readAuditEnd(redis, new Keys(prefix)), auditKeys);
    if (head.sequence !== newest.sequence || head.hash !== newest.hash)
      return [...key, failed('audit_end_differs')];
    if (seal === null) return [...key, failed('audit_key_unknown')];
    return [...key, ok('audit_fine', { sequence: head.sequence })];
  } catch (error) {
    if (error instanceof Error && error.name === 'UnreadableHead')
      return [...key, failed('audit_end_differs')];
    throw error;
  }
}

/** Looks at the channel that gets the end of the log once a day. */
export function checkAnchor(channel: string | null): Finding {
  return channel === null ? warning('anchor_missing') : ok('anchor_fine', { channel });
}
