import { z } from 'zod';
import {
  type AuditHead,
  type AuditLine,
  type AuditProblem,
  type AuditVerdict,
  ChainCheck,
  emptyHead,
  headIn,
  parseHead,
} from './audit-chain.js';
import { type AuditKeys, noAuditKeys, type Seal, unkeyed } from './audit-keys.js';
import type { Keys } from './keys.js';
import type { RedisClient } from './redis-client.js';
import { Script } from './script.js';

const endScript = new Script('audit-end.lua');
const endReply = z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string())]))]);

/** Where the log ends. */
export interface AuditEnd {
  /** The stored head, as text: what is compared before anything is written. */
  readonly stored: string;
  readonly head: AuditHead;
  /** How the newest entry is chained; null where that cannot be told, since its key is not held here. */
  readonly seal: Seal | null;
  /** The newest entry, or an empty head where there is none. */
  readonly newest: AuditHead;
}

/** The end of the log, read at one moment. @throws {UnreadableHead} */
export async function readAuditEnd(redis: RedisClient, keys: Keys, auditKeys: AuditKeys): Promise<AuditEnd> {
  const [stored, entries] = endReply.parse(await endScript.run(redis, [keys.audit, keys.auditHead], []));
  const [newest, before] = entries.map(([id, fields]) => lineOf(id, fields));
  const head = parseHead(stored);
  if (newest === undefined) return { stored, head, seal: unkeyed, newest: emptyHead };
  const seal = auditKeys.sealOf(before?.hash ?? '', newest.entry, newest.hash);
  return { stored, head, seal, newest: { sequence: newest.sequence, hash: newest.hash } };
}

export interface AuditReport {
  readonly verdict: AuditVerdict;
  readonly check: ChainCheck;
  /** What has to be stored as the head before another entry can be appended; null where that is not the trouble. */
  readonly fittingHead: AuditHead | null;
}

/**
 * Reads the whole audit log and names the first entry that is missing, was changed, or was cut off at the end. May be
 * asked while the bot writes: the end that is known before the reading must be met on the way, and nothing may stand
 * beyond the one that is stored after it. `seen` is given each line that fits.
 */
export async function inspectAuditLog(
  redis: RedisClient,
  keys: Keys,
  auditKeys: AuditKeys = noAuditKeys,
  seen: (line: AuditLine) => void = () => undefined,
): Promise<AuditReport> {
  const storedHead = async () => headOrNone((await redis.get(keys.auditHead)) ?? '');
  const before = await storedHead();
  const end = Math.max(before.sequence, await lastGiven(redis, keys));
  const check = new ChainCheck(auditKeys);
  const broken = (sequence: number, problem: AuditProblem, fittingHead: AuditHead | null = null) => {
    return { verdict: { ok: false, sequence, problem }, check, fittingHead } as const;
  };
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

/** As `inspectAuditLog`: whether the log is whole. */
export async function verifyAuditLog(
  redis: RedisClient,
  keys: Keys,
  auditKeys: AuditKeys = noAuditKeys,
): Promise<AuditVerdict> {
  return (await inspectAuditLog(redis, keys, auditKeys)).verdict;
}

/** At the same place in the log, and not the same. */
function isOther(line: AuditHead, stored: AuditHead): boolean {
  return line.sequence === stored.sequence && line.hash !== stored.hash;
}

function headOrNone(text: string): AuditHead {
  return headIn(text) ?? emptyHead;
}

/** The highest sequence number that Redis ever gave in the log: it remembers it also when the entry is gone. */
async function lastGiven(redis: RedisClient, keys: Keys): Promise<number> {
  if ((await redis.exists(keys.audit)) === 0) return 0;
  const facts = z.array(z.unknown()).parse(await redis.xinfo('STREAM', keys.audit));
  const id = facts[facts.indexOf('last-generated-id') + 1];
  return sequenceOf(z.string().parse(id));
}

const pageSize = 1000;

/** All lines, oldest first, from this sequence number on. */
export async function* auditLines(
  redis: RedisClient,
  keys: Keys,
  first: number = 0,
): AsyncGenerator<AuditLine> {
  let from = String(first);
  for (;;) {
    const page = await redis.xrange(keys.audit, from, '+', 'COUNT', pageSize);
    for (const [id, fields] of page) yield lineOf(id, fields);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    from = `(${last[0]}`;
  }
}

/** The line with this sequence number; null where there is none. */
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

/** The bot gives ids like 4711-0. */
function sequenceOf(id: string): number {
  return Number(id.split('-')[0]);
}
