import { z } from 'zod';
import { type EntryArgs, entryArgNames, entryKeyNames, entryKeys } from './append-entry.js';
import {
  type AuditHead,
  type AuditLine,
  type AuditProblem,
  type AuditVerdict,
  ChainCheck,
  emptyHead,
  formatHead,
  headIn,
  parseHead,
} from './audit-chain.js';
import { checkpointIn, isGenuine } from './audit-checkpoint.js';
import { type AuditKeys, noAuditKeys, type Seal, unkeyed } from './audit-keys.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const endScript = new Script({
  files: ['append-entry.lua', 'audit-end.lua'],
  keys: entryKeyNames,
  args: entryArgNames,
});
const nothingToAppend: EntryArgs = {
  expectedHead: '',
  expectedMark: '',
  nextHead: '',
  sequence: '',
  entry: '',
  entryHash: '',
};
/** The end of the log as `append-entry.lua` gives it. */
export const endReply = z.tuple([
  z.string(),
  z.array(z.tuple([z.string(), z.array(z.string())])),
  z.string(),
]);

export type EndReply = z.infer<typeof endReply>;

/** The end of the log. */
export interface AuditEnd {
  /** The stored head as text; a write compares it first. */
  readonly stored: string;
  /** Marks the newest entry; a write compares it next. */
  readonly mark: string;
  readonly head: AuditHead;
  /** The seal of the newest entry; null when its key is not configured. */
  readonly seal: Seal | null;
  /** The newest entry, or an empty head if there is none. */
  readonly newest: AuditHead;
}

/** Reads the end of the log at one moment. */
export async function readAuditEnd(redis: RedisClient, keys: Keys): Promise<EndReply> {
  return endReply.parse(await endScript.run(redis, { keys: entryKeys(keys), args: nothingToAppend }));
}

/** @throws {UnreadableHead} */
export function auditEndOf([stored, entries, mark]: EndReply, auditKeys: AuditKeys): AuditEnd {
  const [newest, before] = entries.map(([id, fields]) => lineOf(id, fields));
  const head = parseHead(stored);
  if (newest === undefined) return { stored, mark, head, seal: unkeyed, newest: emptyHead };
  const seal = auditKeys.sealOf(before?.hash ?? '', newest.entry, newest.hash);
  return { stored, mark, head, seal, newest: { sequence: newest.sequence, hash: newest.hash } };
}

/** The end after a line that the bot has appended. */
export function auditEndAfter({ sequence, hash }: AuditHead, seal: Seal): AuditEnd {
  const head = { sequence, hash };
  return { stored: formatHead(head), mark: `${sequence}-0:${hash}`, head, seal, newest: head };
}

export interface AuditReport {
  readonly verdict: AuditVerdict;
  readonly check: ChainCheck;
  /** The head to store before another entry can be appended; null if the head is not the problem. */
  readonly fittingHead: AuditHead | null;
}

/**
 * Reads the whole audit log and names the first entry that is missing, changed, or cut off at the end. Safe while the
 * bot writes: the end known before the reading must appear in the log, and nothing may follow the end stored after it.
 * Calls `seen` with each line that fits.
 */
export async function inspectAuditLog(
  redis: RedisClient,
  keys: Keys,
  auditKeys: AuditKeys = noAuditKeys,
  seen: (line: AuditLine) => void = () => undefined,
): Promise<AuditReport> {
  for (;;) {
    const began = await storedCheckpoint(redis, keys);
    const report = await inspectFrom(began, { redis, keys, auditKeys, seen });
    // Trimmed during the reading: its beginning is elsewhere now.
    if (report.verdict.ok || (await storedCheckpoint(redis, keys)) === began) return report;
  }
}

/** The stored text of the checkpoint; empty if the log was never trimmed. */
export async function storedCheckpoint(redis: RedisClient, { auditCheckpoint }: Keys): Promise<string> {
  return (await redis.get(auditCheckpoint)) ?? '';
}

interface Inspection {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly auditKeys: AuditKeys;
  readonly seen: (line: AuditLine) => void;
}

async function inspectFrom(
  began: string,
  { redis, keys, auditKeys, seen }: Inspection,
): Promise<AuditReport> {
  const from = checkpointIn(began);
  const storedHead = async () => headOrNone((await redis.get(keys.auditHead)) ?? '');
  const before = await storedHead();
  const end = Math.max(before.sequence, await lastGiven(redis, keys));
  const check = new ChainCheck(auditKeys, from);
  const broken = (sequence: number, problem: AuditProblem, fittingHead: AuditHead | null = null) => {
    return { verdict: { ok: false, sequence, problem }, check, fittingHead } as const;
  };
  if (began !== '' && (from === null || !isGenuine(from, auditKeys)))
    return broken(from?.sequence ?? 1, 'checkpoint_forged');
  for await (const line of auditLines(redis, keys)) {
    if (!check.follow(line)) return { verdict: check.verdict, check, fittingHead: null };
    if (isOther(line, before)) return broken(line.sequence, 'changed');
    seen(line);
  }
  const { sequence, hash } = check.head;
  if (sequence < end) return broken(sequence + 1, 'cut_short', { sequence: end, hash });
  const after = await storedHead();
  if (sequence > after.sequence || isOther(check.head, after))
    return broken(sequence, 'head_differs', { sequence, hash });
  return { verdict: check.verdict, check, fittingHead: null };
}

/** Tells whether the log is intact; see `inspectAuditLog`. */
export async function verifyAuditLog(
  redis: RedisClient,
  keys: Keys,
  auditKeys: AuditKeys = noAuditKeys,
): Promise<AuditVerdict> {
  return (await inspectAuditLog(redis, keys, auditKeys)).verdict;
}

/** Same place in the log, different hash. */
function isOther(line: AuditHead, stored: AuditHead): boolean {
  return line.sequence === stored.sequence && line.hash !== stored.hash;
}

function headOrNone(text: string): AuditHead {
  return headIn(text) ?? emptyHead;
}

/** The highest sequence number that Redis ever gave in the log; it remembers that even when the entry is deleted. */
async function lastGiven(redis: RedisClient, keys: Keys): Promise<number> {
  if ((await redis.exists(keys.audit)) === 0) return 0;
  const facts = z.array(z.unknown()).parse(await redis.xinfo('STREAM', keys.audit));
  const id = facts[facts.indexOf('last-generated-id') + 1];
  return sequenceOf(z.string().parse(id));
}

const pageSize = 1000;

/** All lines from this sequence number on, oldest first, read `count` at a time. */
export async function* auditLines(
  redis: RedisClient,
  keys: Keys,
  first: number = 0,
  count: number = pageSize,
): AsyncGenerator<AuditLine> {
  let from = String(first);
  for (;;) {
    const page = await redis.xrange(keys.audit, from, '+', 'COUNT', count);
    for (const [id, fields] of page) yield lineOf(id, fields);
    const last = page.at(-1);
    if (last === undefined || page.length < count) return;
    from = `(${last[0]}`;
  }
}

/** The line with this sequence number; null if there is none. */
export async function auditLineAt(
  redis: RedisClient,
  keys: Keys,
  sequence: number,
): Promise<AuditLine | null> {
  const [found] = await redis.xrange(keys.audit, sequence, sequence);
  return found === undefined ? null : lineOf(...found);
}

function lineOf(id: string, fields: readonly string[]): AuditLine {
  const field = (name: string) => fields[fields.indexOf(name) + 1] ?? '';
  return { sequence: sequenceOf(id), entry: field('entry'), hash: field('hash') };
}

/** The bot's ids look like 4711-0. */
function sequenceOf(id: string): number {
  return Number(id.split('-')[0]);
}
