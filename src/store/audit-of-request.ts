import type { AuditOfRequest, NumberedEntry } from '../flow/ports/request-record.js';
import { letOthersWork } from '../shared/let-others-work.js';
import { auditLineAt, auditLines, readAuditEnd } from './audit-log.js';
import type { Keys } from './keys.js';
import { entryIn } from './read-entry.js';
import type { RedisClient } from './redis-client.js';

/** The most lines that one reading looks at: a second or so. */
const mostLines = 100_000;
const linesAtOnce = 1_000;
/** An entry may have been written a little before its request's own time. */
const marginMs = 60_000;

/** Finds the entries of one request in the audit log, without reading what was written long before it. */
export class RedisAuditOfRequest implements AuditOfRequest {
  readonly #redis: RedisClient;
  readonly #keys: Keys;

  constructor(redis: RedisClient, keys: Keys) {
    this.#redis = redis;
    this.#keys = keys;
  }

  async entriesOf(
    requestId: string,
    from: number | null,
  ): Promise<Awaited<ReturnType<AuditOfRequest['entriesOf']>>> {
    const first = from === null ? 0 : await this.#firstSince(from - marginMs);
    const entries: NumberedEntry[] = [];
    let read = 0;
    for await (const { sequence, entry } of auditLines(this.#redis, this.#keys, first, linesAtOnce)) {
      read += 1;
      if (read > mostLines) return { entries, isWhole: false };
      if (read % linesAtOnce === 0) await letOthersWork();
      const found = entry.includes(requestId) ? entryIn({ entry }) : null;
      if (found?.requestId === requestId) entries.push({ sequence, entry: found });
    }
    return { entries, isWhole: true };
  }

  /** The number of the first line that may be as young, by halving: the log is in the order of its times. */
  async #firstSince(at: number): Promise<number> {
    const [, newest = []] = await readAuditEnd(this.#redis, this.#keys);
    let low = 1;
    let high = Math.max(1, ...newest.map(([id]) => Number(id.split('-')[0])));
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const line = await auditLineAt(this.#redis, this.#keys, middle);
      // An archived line is older than every one that is left.
      const isBefore = line === null || (entryIn(line)?.at ?? 0) < at;
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
