import { createHash } from 'node:crypto';
import type { AuditEntry } from '../core/audit-entry.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';

/** The place of the newest entry: its sequence number (0 for none) and its hash. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

export interface AuditLine extends AuditHead {
  readonly entry: string;
}

const emptyHead: AuditHead = { sequence: 0, hash: '' };

/** @throws when what is stored is no head: nothing can be appended to a log whose end is not known */
export function parseHead(text: string): AuditHead {
  if (text === '') return emptyHead;
  const [, sequence, hash] = /^(\d+):([0-9a-f]{64})$/u.exec(text) ?? [];
  if (sequence === undefined || hash === undefined)
    throw new Error('the stored end of the audit log cannot be read');
  return { sequence: Number(sequence), hash };
}

export function formatHead(head: AuditHead): string {
  return head.sequence === 0 ? '' : `${head.sequence}:${head.hash}`;
}

/** The line that follows `head`: its hash is SHA-256 over the hash before it and its own text. */
export function nextLine(head: AuditHead, entry: AuditEntry): AuditLine {
  const text = JSON.stringify(entry);
  return { sequence: head.sequence + 1, entry: text, hash: chain(head.hash, text) };
}

export type AuditVerdict =
  | { readonly ok: true; readonly entries: number }
  | { readonly ok: false; readonly sequence: number; readonly problem: 'missing' | 'changed' | 'cut_short' };

const pageSize = 1000;

/**
 * Reads the whole audit log and names the first entry that is missing, was changed, or was cut off at the end. May be
 * asked while the bot writes: the end that is stored before the reading must be met on the way, and nothing may stand
 * beyond the one that is stored after it.
 */
export async function verifyAuditLog(redis: RedisClient, keys: Keys): Promise<AuditVerdict> {
  const storedHead = async () => parseHead((await redis.get(keys.auditHead)) ?? '');
  const before = await storedHead();
  let head = emptyHead;
  for await (const line of auditLines(redis, keys)) {
    if (line.sequence !== head.sequence + 1) return broken(head.sequence + 1, 'missing');
    const isChanged = line.hash !== chain(head.hash, line.entry) || isOther(line, before);
    if (isChanged) return broken(line.sequence, 'changed');
    head = line;
  }
  if (head.sequence < before.sequence) return broken(head.sequence + 1, 'cut_short');
  const after = await storedHead();
  if (head.sequence > after.sequence || isOther(head, after)) return broken(head.sequence, 'changed');
  return { ok: true, entries: head.sequence };
}

/** At the same place in the log, and not the same. */
function isOther(line: AuditHead, stored: AuditHead): boolean {
  return line.sequence === stored.sequence && line.hash !== stored.hash;
}

function broken(sequence: number, problem: 'missing' | 'changed' | 'cut_short'): AuditVerdict {
  return { ok: false, sequence, problem };
}

/** All lines, oldest first. */
export async function* auditLines(redis: RedisClient, keys: Keys): AsyncGenerator<AuditLine> {
  let from = '-';
  for (;;) {
    const page = await redis.xrange(keys.audit, from, '+', 'COUNT', pageSize);
    for (const [id, fields] of page) yield lineOf(id, fields);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    from = `(${last[0]}`;
  }
}

function lineOf(id: string, fields: readonly string[]): AuditLine {
  const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
  return { sequence: Number(id.split('-')[0]), entry: field('entry'), hash: field('hash') };
}

function chain(previous: string, entry: string): string {
  return createHash('sha256').update(`${previous}\n${entry}`).digest('hex');
}
