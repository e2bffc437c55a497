import { hasCard, type Request } from '../core/request/request.js';
import type { RecordPlace } from '../flow/ports/request-record.js';
import { letOthersWork } from '../shared/let-others-work.js';
import { startOfWeek, weekMs } from '../shared/viet-nam-time.js';
import type { FindPorts } from './find-requests.js';
import { readRequests } from './stored-requests.js';

const shownWeeks = 12;
const readAtOnce = 50;
/** The most records that one look reads: a second or so. */
const mostRead = 5_000;

/** One week of the record; times are milliseconds. */
export interface WeekOfRecord {
  /** Its Monday, in milliseconds since the epoch. */
  readonly from: number;
  /** Assets unlinked through the bot. */
  readonly unlinked: number;
  /** Requests asked in it that were approved, and how long that took: half of them, and nine of ten, no longer. */
  readonly approved: number;
  readonly medianMs: number | null;
  readonly nineOfTenMs: number | null;
}

export interface WeeksOfRecord {
  readonly weeks: readonly WeekOfRecord[];
  /** False: there were too many requests, so the times of the oldest weeks are missing. */
  readonly isWhole: boolean;
}

/** The last twelve weeks; the last is the current one. Throws if the store does not answer. */
export async function weeksOfRecord(now: number, ports: FindPorts): Promise<WeeksOfRecord> {
  const present = startOfWeek(now);
  const starts = Array.from({ length: shownWeeks }, (_, at) => present - (shownWeeks - 1 - at) * weekMs);
  const [unlinked, { times, isWhole }] = await Promise.all([
    ports.index.unlinkedFrom(['oa', 'app'], starts),
    approvalTimes(starts[0] ?? present, ports),
  ]);
  const weeks = starts.map((from, index) => {
    const waits = times
      .filter(({ askedAt }) => askedAt >= from && askedAt < from + weekMs)
      .map(({ ms }) => ms)
      .sort((a, b) => a - b);
    return {
      from,
      unlinked: unlinked[index] ?? 0,
      approved: waits.length,
      medianMs: quantile(waits, 0.5),
      nineOfTenMs: quantile(waits, 0.9),
    };
  });
  return { weeks, isWhole };
}

interface Wait {
  readonly askedAt: number;
  readonly ms: number;
}

async function approvalTimes(
  from: number,
  ports: FindPorts,
): Promise<{ readonly times: readonly Wait[]; readonly isWhole: boolean }> {
  const times: Wait[] = [];
  let after: RecordPlace | null = null;
  for (let read = 0; read < mostRead; read += readAtOnce) {
    if (read > 0) await letOthersWork();
    const places: readonly RecordPlace[] = await ports.record.places({
      ...{ after, from, until: null, most: readAtOnce },
    });
    if (places.length === 0) return { times, isWhole: true };
    const requests = await readRequests(
      places.map(({ id }) => id),
      ports,
    );
    times.push(...requests.flatMap(waitOf));
    after = places.at(-1) ?? null;
  }
  return { times, isWhole: false };
}

/** From the question to the approval that sufficed; nothing for a request that was not approved. */
function waitOf(request: Request): Wait[] {
  if (!hasCard(request) || !('round' in request)) return [];
  const { askedAt, decision } = request;
  return [{ askedAt, ms: Math.max(0, decision.at - askedAt) }];
}

/** The smallest value that this share of all does not exceed. */
function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
}
