import { z } from 'zod';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const script = new Script({
  files: ['refusals.lua'],
  keys: ['count', 'noted'],
  args: ['each', 'resetMs', 'hourMs'],
});
const reply = z.tuple([z.number(), z.number()]);

/** Each of a person's first refusals at a request has its own audit entry, up to this many. */
const eachNoted = 10;
const hourMs = 60 * 60_000;
/** The count starts over after this long without a refusal. */
const countResetMs = 24 * hourMs;

/**
 * Decides which refusals enter the audit log, which is kept for ever: the first ten of a person at a request, then one
 * an hour with the count. Returns the entry to append; null for none.
 */
export async function notedRefusal(
  entry: AuditEntry,
  redis: RedisClient,
  keys: Keys,
): Promise<AuditEntry | null> {
  const { actor, requestId, details } = entry;
  const [times, isNoted] = reply.parse(
    await script.run(redis, {
      keys: {
        count: keys.refusals(actor, requestId, 'count'),
        noted: keys.refusals(actor, requestId, 'noted'),
      },
      args: { each: eachNoted, resetMs: countResetMs, hourMs },
    }),
  );
  if (isNoted === 0) return null;
  return times <= eachNoted ? entry : { ...entry, details: { ...details, refusals: times } };
}
