import { z } from 'zod';
import type { AuditEntry } from '../core/request/audit-entry.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const script = new Script('refusals.lua');
const reply = z.tuple([z.number(), z.number()]);

/** So many of one person's refusals at one request have an audit entry each. */
const eachNoted = 10;
const hourMs = 60 * 60_000;
/** After so long without any, in milliseconds, they are counted from the beginning. */
const countResetMs = 24 * hourMs;

/**
 * What of a refusal goes into the audit log, which keeps it for ever: the first ten of one person at one request each, then
 * one an hour, with how many there have been. Null: nothing of this one.
 */
export async function notedRefusal(
  entry: AuditEntry,
  redis: RedisClient,
  keys: Keys,
): Promise<AuditEntry | null> {
  const { actor, requestId, details } = entry;
  const [times, isNoted] = reply.parse(
    await script.run(
      redis,
      [keys.refusals(actor, requestId, 'count'), keys.refusals(actor, requestId, 'noted')],
      [eachNoted, countResetMs, hourMs].map(String),
    ),
  );
  if (isNoted === 0) return null;
  return times <= eachNoted ? entry : { ...entry, details: { ...details, refusals: times } };
}
