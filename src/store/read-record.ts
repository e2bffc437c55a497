import { z } from 'zod';
import type { Request } from '../core/request/request.js';
import { requestRecord } from './request-record.js';

/**
 * The format of written records; a record without a number has format 1. A new optional field, which every version
 * keeps, leaves the format unchanged. Increase it when an older version must not touch the record: for a field that it
 * must obey, or a new status, outcome or cause.
 */
const recordFormat = 1;

const formatted = z.looseObject({ format: z.number().int().positive().default(1) });

/**
 * A stored record; `newer` if a newer version of the bot wrote something unknown to this one.
 * @throws when it is no record
 */
export function readRecord(text: string, revision: string | null): Request | 'newer' {
  const { format, ...record } = formatted.parse(JSON.parse(text));
  // A record whose revision differs from the one stored beside it was edited by hand: no change to it could ever be
  // written.
  if (String(record['revision']) !== revision) throw new Error('it is of another revision');
  if (format > recordFormat) return 'newer';
  const read = requestRecord.safeParse(record);
  if (read.success) return read.data;
  if (read.error.issues.every((issue) => isUnknownWord(record, issue))) return 'newer';
  throw read.error;
}

export function recordText(request: Request): string {
  return JSON.stringify({ ...request, format: recordFormat });
}

/** The value is a word, but none of those expected there. */
function isUnknownWord(record: unknown, { code, path }: z.core.$ZodIssue): boolean {
  if (code !== 'invalid_value' && code !== 'invalid_union') return false;
  const word = path.reduce<unknown>((part, key) => Object(part)[key], record);
  return typeof word === 'string' && /^[a-z_]+$/u.test(word);
}
