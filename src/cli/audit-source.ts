import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { AuditLine } from '../store/audit-chain.js';
import { auditLines } from '../store/audit-log.js';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { readArchiveLine, readCheckpointLine } from './audit-line.js';
import { BadArguments, type Typed } from './run-command.js';

/** The source of entries: the stored log, or files that `list` or `archive` wrote. */
export type AuditSource =
  | { readonly redis: RedisClient; readonly keys: Keys }
  | { readonly files: readonly string[] };

/** All lines of a source, in its order. @throws {BadArguments} at a line that is no entry */
export async function* linesFrom(source: AuditSource): AsyncGenerator<AuditLine> {
  if ('redis' in source) {
    yield* auditLines(source.redis, source.keys);
    return;
  }
  for (const path of source.files) {
    let number = 0;
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      number += 1;
      if (readCheckpointLine(text) !== null) continue;
      const line = readArchiveLine(text);
      if (line === null) throw new BadArguments(`Line ${number} of ${path} is no entry of the audit log.`);
      yield line;
    }
  }
}

/** The filter that `--since`, `--until`, `--request`, `--actor` and `--action` describe. @throws {BadArguments} */
export function filterOf(typed: Typed): (fields: { readonly [name: string]: unknown }) => boolean {
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

/** Milliseconds since the epoch; null without the option. @throws {BadArguments} */
export function momentOf(typed: Typed, option: 'since' | 'until' | 'before'): number | null {
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
