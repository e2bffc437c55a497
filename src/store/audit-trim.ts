import { z } from 'zod';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import type { AuditAppender } from './audit-appender.js';
import { checkpointText, type SignedCheckpoint } from './audit-checkpoint.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const trimScript = new Script({
  files: ['append-entry.lua', 'trim-audit.lua'],
  keys: [...entryKeyNames, 'auditCheckpoint'],
  args: [...entryArgNames, 'expectedCheckpoint', 'checkpoint', 'firstKept'],
});
const reply = z.tuple([z.enum(['ok', 'moved'])]);

export interface Trimming {
  /** The stored text of the present checkpoint; empty if there is none. */
  readonly from: string;
  readonly to: SignedCheckpoint;
  /** Tells of the archive. */
  readonly entry: AuditEntry;
}

/**
 * Removes all entries up to a checkpoint and appends the entry that says so, in one step. Returns false when somebody
 * else has trimmed since.
 * @throws {AuditLogUnfit}
 */
export async function trimAuditLog(
  { from, to, entry }: Trimming,
  { redis, keys, audit }: { readonly redis: RedisClient; readonly keys: Keys; readonly audit: AuditAppender },
): Promise<boolean> {
  const [answer] = reply.parse(
    await audit.append(entry, (args) =>
      trimScript.run(redis, {
        keys: { ...entryKeys(keys), auditCheckpoint: keys.auditCheckpoint },
        args: {
          ...args,
          expectedCheckpoint: from,
          checkpoint: checkpointText(to),
          firstKept: to.sequence + 1,
        },
      }),
    ),
  );
  return answer === 'ok';
}
