import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, link, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditEntry } from '../core/request/audit-entry.js';
import { momentText } from '../shared/viet-nam-time.js';
import type { AuditAppender } from '../store/audit-appender.js';
import { ChainCheck, formatHead } from '../store/audit-chain.js';
import {
  checkpointIn,
  isGenuine,
  type SignedCheckpoint,
  signedCheckpoint,
} from '../store/audit-checkpoint.js';
import { type AuditKeys, unkeyed } from '../store/audit-keys.js';
import { auditLineAt, auditLines, storedCheckpoint } from '../store/audit-log.js';
import { trimAuditLog } from '../store/audit-trim.js';
import type { Keys } from '../store/keys.js';
import { entryIn } from '../store/read-entry.js';
import type { RedisClient } from '../store/redis-client.js';
import { archiveLine, checkpointLine, readArchiveLine, readCheckpointLine } from './audit-line.js';
import { BadArguments, say } from './run-command.js';
import { whoRunsThis } from './who-runs-this.js';

export interface Archiving {
  /** Entries from before this moment, in milliseconds since the epoch. */
  readonly before: number;
  readonly path: string;
  readonly now: number;
}

interface Log {
  readonly redis: RedisClient;
  readonly keys: Keys;
  readonly auditKeys: AuditKeys;
  readonly audit: AuditAppender;
  /** The last entry that every sink of events has got; null without one. */
  readonly delivered: number | null;
}

/**
 * Archives the beginning of the log and removes it from Redis: writes a file that ends with a signed checkpoint, reads it
 * back, and only then trims the log, in one step. Stopped at any point, it can be run again with the same arguments, and
 * uses the file if it is whole. Entries of requests that are still stored stay.
 */
export async function archiveAuditLog({ before, path, now }: Archiving, log: Log): Promise<number> {
  if (log.auditKeys.seal === unkeyed)
    throw new BadArguments(
      'Set AUDIT_KEY first: without it anybody who can write to Redis could make up where the log begins, so nothing is removed.',
    );
  const began = await storedCheckpoint(log.redis, log.keys);
  const from = checkpointIn(began);
  if (!(await exists(path))) {
    const last = await lastToArchive(before, log);
    if (last === null) {
      say('There is nothing to archive.');
      return 0;
    }
    await writeArchive(path, { from, last, now }, log);
  }
  const read = await readArchive(path, log.auditKeys);
  if (typeof read === 'string') {
    say(`${path} ${read}. Nothing was removed from Redis.`);
    return 1;
  }
  const { to, sha256, first } = read;
  if (from !== null && formatHead(to) === formatHead(from)) {
    say(`${path} was archived before: the log begins after entry ${to.sequence}.`);
    return 0;
  }
  const stored = await auditLineAt(log.redis, log.keys, to.sequence);
  if (stored?.hash !== to.hash || first !== (from?.sequence ?? 0) + 1) {
    say(
      `${path} is no archive of what the log begins with. Nothing was removed from Redis; name another file.`,
    );
    return 1;
  }
  const entry: AuditEntry = {
    at: now,
    requestId: '',
    action: 'audit_archived',
    actor: whoRunsThis(),
    details: { from: first, to: to.sequence, hash: to.hash, sha256 },
  };
  if (!(await trimAuditLog({ from: began, to, entry }, log))) {
    say('Somebody else has archived just now; run it again.');
    return 1;
  }
  say(`${path} has entries ${first}-${to.sequence} (SHA-256 ${sha256}), and they were removed from Redis.`);
  say(`Keep it: npm run audit -- verify --archive ${path} shows that the log continues it.`);
  return 0;
}

/** The last of the entries at the beginning of the log that may go; null if none may. */
async function lastToArchive(before: number, { redis, keys, delivered }: Log): Promise<number | null> {
  const kept = new Set(await redis.zrange(keys.all, '0', '-1'));
  let last: number | null = null;
  for await (const line of auditLines(redis, keys)) {
    const entry = entryIn(line);
    if (entry === null || entry.at >= before) return last;
    if (kept.has(entry.requestId)) {
      say(
        `Entries from ${line.sequence} on stay: ${entry.requestId} (${momentText(entry.at)}) is still stored.`,
      );
      return last;
    }
    if (delivered !== null && line.sequence > delivered) {
      say(`Entries from ${line.sequence} on stay: they were not delivered as events yet.`);
      return last;
    }
    last = line.sequence;
  }
  // All are old. The newest stays, since the next one is chained to it.
  const isAlone = last === null || (await auditLineAt(redis, keys, last - 1)) === null;
  return last === null || isAlone ? null : last - 1;
}

interface Part {
  readonly from: SignedCheckpoint | null;
  readonly last: number;
  readonly now: number;
}

/** A file appears under its name once it is whole and on the disk; an existing one stays as it is. */
async function writeArchive(path: string, part: Part, log: Log): Promise<void> {
  const unfinished = `${path}.part`;
  const out = createWriteStream(unfinished, { mode: 0o600, flush: true });
  await pipeline(Readable.from(archiveTexts(part, log)), out);
  await link(unfinished, path);
  await rm(unfinished);
  const folder = await open(dirname(path));
  await folder.sync().finally(() => folder.close());
}

async function* archiveTexts(
  { from, last, now }: Part,
  { redis, keys, auditKeys }: Log,
): AsyncGenerator<string> {
  const check = new ChainCheck(auditKeys, from);
  if (from !== null) yield `${checkpointLine(from)}\n`;
  for await (const line of auditLines(redis, keys)) {
    if (line.sequence > last) break;
    if (!check.follow(line)) throw new Error('The audit log is broken: see npm run audit -- verify.');
    yield `${archiveLine(line)}\n`;
  }
  yield `${checkpointLine(signedCheckpoint(check.checkpoint(now), auditKeys))}\n`;
}

interface ReadArchive {
  readonly first: number;
  readonly to: SignedCheckpoint;
  readonly sha256: string;
}

/** Reads an archive back and verifies all of it; returns why it is none. */
async function readArchive(path: string, auditKeys: AuditKeys): Promise<ReadArchive | string> {
  const hash = createHash('sha256');
  const input = createReadStream(path);
  input.on('data', (bytes) => hash.update(bytes));
  let check: ChainCheck | null = null;
  let to: SignedCheckpoint | null = null;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    if (to !== null) return 'goes on after its checkpoint';
    const checkpoint = readCheckpointLine(text);
    if (checkpoint !== null) {
      if (!isGenuine(checkpoint, auditKeys)) return 'has a checkpoint that no key in AUDIT_KEY has signed';
      if (check === null) check = new ChainCheck(auditKeys, checkpoint);
      else to = checkpoint;
      continue;
    }
    check ??= new ChainCheck(auditKeys);
    const line = readArchiveLine(text);
    if (line === null || !check.follow(line)) return 'is no intact archive';
  }
  if (check === null || to === null || formatHead(check.head) !== formatHead(to))
    return 'is no whole archive';
  return { first: (check.from?.sequence ?? 0) + 1, to, sha256: hash.digest('hex') };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
