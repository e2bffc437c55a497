import { auditLines } from '../store/audit-log.js';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { archiveLine, fieldsOf } from './audit-line.js';
import { BadArguments, say, type Typed } from './run-command.js';

/** Prints the entries that match every filter, as lines of JSON, oldest first. */
export async function listAuditLog(typed: Typed, redis: RedisClient, keys: Keys): Promise<number> {
  const fits = filterOf(typed);
  for await (const line of auditLines(redis, keys))
    if (fits(fieldsOf(line.entry) ?? {})) say(archiveLine(line));
  return 0;
}

function filterOf(typed: Typed): (fields: { readonly [name: string]: unknown }) => boolean {
  const named = { requestId: 'request', actor: 'actor', action: 'action' };
  const wanted = Object.entries(named)
    .map(([field, option]) => ({ field, values: typed.values(option) }))
    .filter(({ values }) => values.length > 0);
  const since = momentOf(typed, 'since') ?? Number.NEGATIVE_INFINITY;
  const until = momentOf(typed, 'until') ?? Number.POSITIVE_INFINITY;
  const isTimed = since !== Number.NEGATIVE_INFINITY || until !== Number.POSITIVE_INFINITY;
  return (fields) =>
    wanted.every(({ field, values }) => values.includes(String(fields[field]))) &&
    (!isTimed || (Number(fields['at']) >= since && Number(fields['at']) < until));
}

/** Milliseconds since the epoch; null without the option. */
function momentOf(typed: Typed, option: 'since' | 'until'): number | null {
  const [text] = typed.values(option);
  if (text === undefined) return null;
  const form = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/u;
  const moment = form.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment))
    throw new BadArguments(
      `--${option} must be a day (2026-03-01, in UTC) or a moment with its zone (2026-03-01T08:00+07:00).`,
    );
  return moment;
}
