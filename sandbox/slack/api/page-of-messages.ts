import type { Message } from '../page-contract.js';
import { flag, limit, optionalText } from './arguments.js';
import { Refusal } from './refusal.js';

/** The arguments that history and replies share. */
export const rangeArguments = {
  oldest: optionalText,
  latest: optionalText,
  inclusive: flag,
  limit,
  cursor: optionalText,
  include_all_metadata: flag,
};

interface Range {
  oldest?: string | undefined;
  latest?: string | undefined;
  inclusive: boolean;
  limit: number;
  cursor?: string | undefined;
}

/** One page of messages in the given order; the order decides the cursor's direction. */
export function pageOfMessages(
  messages: Message[],
  range: Range,
): { page: Message[]; has_more: boolean; response_metadata?: { next_cursor: string } } {
  refuseBadBound(range.oldest, 'invalid_ts_oldest');
  refuseBadBound(range.latest, 'invalid_ts_latest');
  const inside = messages.filter((message) => isInside(message.ts, range));
  const start = range.cursor === undefined ? 0 : startOf(inside, range.cursor);
  const page = inside.slice(start, start + range.limit);
  const next = inside[start + range.limit];
  if (!next) return { page, has_more: false };
  return { page, has_more: true, response_metadata: { next_cursor: cursorTo(next.ts) } };
}

function isInside(ts: string, { oldest, latest, inclusive }: Range): boolean {
  if (oldest !== undefined && (inclusive ? before(ts, oldest) : !before(oldest, ts))) return false;
  return latest === undefined || (inclusive ? !before(latest, ts) : before(ts, latest));
}

/** Compares as numbers of microseconds; a bound may come without its six digits. */
function before(a: string, b: string): boolean {
  return micros(a) < micros(b);
}

function micros(ts: string): bigint {
  const [seconds = '0', fraction = ''] = ts.split('.');
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
}

function refuseBadBound(ts: string | undefined, error: string): void {
  if (ts !== undefined && !/^\d+(\.\d{0,6})?$/.test(ts)) throw new Refusal(error);
}

function cursorTo(ts: string): string {
  return Buffer.from(`next_ts:${ts}`).toString('base64');
}

function startOf(messages: Message[], cursor: string): number {
  const ts = Buffer.from(cursor, 'base64')
    .toString()
    .replace(/^next_ts:/, '');
  const index = messages.findIndex((message) => message.ts === ts);
  if (index < 0) throw new Refusal('invalid_cursor');
  return index;
}
