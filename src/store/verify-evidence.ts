import { z } from 'zod';
import type { EvidencePicture } from '../flow/ports/console.js';
import { auditLines } from './audit-log.js';
import { unchanged } from './evidence-store.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/**
 * A screenshot named in the audit log, with its bytes. `gone`: no longer stored; `changed`: the stored bytes differ.
 */
export interface VerifiedEvidence extends Pick<EvidencePicture, 'round' | 'at' | 'stage'> {
  readonly asset: string;
  readonly sha256: string;
  readonly png: Uint8Array | 'gone' | 'changed';
}

const entrySchema = z.object({
  at: z.number(),
  requestId: z.string(),
  action: z.literal('evidence_kept'),
  // They become part of a file's name.
  details: z.object({
    asset: z.string().regex(/^(?:oa|app):\d{1,30}$/u),
    round: z.number().int().positive(),
    stage: z.enum(['row', 'dialog', 'gone']),
    sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  }),
});
const anyPicture = z.object({ action: z.literal('evidence_kept'), requestId: z.string() });

/**
 * Every screenshot of a request in the audit log, in the log's order, verified against its hash; `unreadable`: the bot
 * does not write such entries. Does not check the log itself; `verifyAuditLog` does.
 */
export async function verifyEvidence(
  requestId: string,
  redis: RedisClient,
  keys: Keys,
): Promise<readonly (VerifiedEvidence | 'unreadable')[]> {
  const found: (VerifiedEvidence | 'unreadable')[] = [];
  for await (const { entry } of auditLines(redis, keys)) {
    const fields = fieldsIn(entry);
    if (anyPicture.safeParse(fields).data?.requestId !== requestId) continue;
    const parsed = entrySchema.safeParse(fields);
    if (!parsed.success) {
      found.push('unreadable');
      continue;
    }
    const { at, details } = parsed.data;
    const text = await redis.hget(keys.evidence(requestId, details.round), details.sha256);
    found.push({
      at,
      ...details,
      png: text === null ? 'gone' : (unchanged(text, details.sha256) ?? 'changed'),
    });
  }
  return found;
}

/** Null when the entry is no JSON; the chain's check reports that too. */
function fieldsIn(entry: string): unknown {
  try {
    return JSON.parse(entry);
  } catch {
    return null;
  }
}
