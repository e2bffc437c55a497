import { z } from 'zod';
import type { Request } from '../core/request/request.js';
import { requestRecord } from './request-record.js';

/**
 * The format that records are written in; one without a number is of format 1. What every version keeps as it finds it
 * (a new field that may be absent) leaves the format as it is. Raise it when an older version must not touch the record
 * any more: for a field that it has to obey, or a new status, outcome or cause.
 */
const recordFormat = 1;

const formatted = z.looseObject({ format: z.number().int().positive().default(1) });

/** A stored record; `newer` where a newer version of the bot has written what this one does not know. @throws when it is none */
export function readRecord(text: string, revision: string | null): Request | 'newer' {
  const { format, ...record } = formatted.parse(JSON.parse(text));
  // A record of another revision than the one beside it was put there by hand: no change to it could ever be made.
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

/** A word stands where one of a list is expected, and is none of them. */
function isUnknownWord(record: unknown, { code, path }: z.core.$ZodIssue): boolean {
  if (code !== 'invalid_value' && code !== 'invalid_union') return false;
  const word = path.reduce<unknown>((part, key) => Object(part)[key], record);
  return typeof word === 'string' && /^[a-z_]+$/u.test(word);
}
