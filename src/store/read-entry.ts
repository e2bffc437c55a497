import { z } from 'zod';
import type { ReadEntry } from '../core/request/audit-replay.js';
import type { AuditLine } from './audit-chain.js';

const entryObject = z.record(z.string(), z.unknown());

/** The fields of an entry; null when they would not reproduce it exactly. */
export function fieldsOf(entry: string): { readonly [name: string]: unknown } | null {
  try {
    const fields = entryObject.parse(JSON.parse(entry));
    const isTaken = ['sequence', 'time', 'hash', 'text'].some((name) => name in fields);
    return !isTaken && JSON.stringify(fields) === entry ? fields : null;
  } catch {
    return null;
  }
}

/** The fields of a line; null for an entry that the bot does not write. */
export function entryIn({ entry }: Pick<AuditLine, 'entry'>): ReadEntry | null {
  const { at, requestId, action, actor, details } = fieldsOf(entry) ?? {};
  const isEntry =
    typeof at === 'number' &&
    typeof requestId === 'string' &&
    typeof action === 'string' &&
    typeof actor === 'string';
  if (!isEntry) return null;
  const isRecord = typeof details === 'object' && details !== null && !Array.isArray(details);
  return { at, requestId, action, actor, details: isRecord ? { ...details } : {} };
}
