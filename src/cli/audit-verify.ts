import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import {
  type AuditHead,
  type AuditLine,
  type AuditProblem,
  type AuditVerdict,
  ChainCheck,
  type ChainSegment,
  formatHead,
  headIn,
} from '../store/audit-chain.js';
import { isGenuine } from '../store/audit-checkpoint.js';
import { type AuditKeys, unkeyed } from '../store/audit-keys.js';
import { type AuditReport, auditLines, inspectAuditLog } from '../store/audit-log.js';
import { ToldRequests, type UntoldRecord } from '../store/audited-records.js';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisRequestStore } from '../store/request-store.js';
import { readArchiveLine, readCheckpointLine } from './audit-line.js';
import { printable } from './printable.js';
import { BadArguments, say, type Typed } from './run-command.js';

const problems: { readonly [P in AuditProblem]: string } = {
  missing: 'is missing',
  out_of_order: 'is not where it belongs',
  changed: 'was changed',
  cut_short: 'and what follows it were cut off',
  key_unknown: 'was chained with a key that AUDIT_KEY does not hold, so it cannot be checked',
  head_differs: 'is the newest one, and the stored end of the log is another',
  checkpoint_forged: 'is where the archive is said to end, and no key in AUDIT_KEY has signed that',
};

/**
 * Verifies the stored log by its chain, and the stored requests by its entries. `archives`: files that it continues.
 * Returns 1 when anything is wrong.
 */
export async function verifyStored(
  typed: Typed,
  redis: RedisClient,
  keys: Keys,
  auditKeys: AuditKeys,
  archives: readonly string[] = [],
): Promise<number> {
  const heads = await WantedHeads.from(typed);
  const archived = archives.length === 0 ? null : await followFiles(archives, heads, auditKeys);
  if (typeof archived === 'string') {
    say(archived);
    return 1;
  }
  const told = new ToldRequests();
  const report = await inspectAuditLog(redis, keys, auditKeys, (line) => {
    heads.meet(line);
    told.read(line.entry);
  });
  const { check, verdict } = report;
  if (!verdict.ok) {
    sayBroken(verdict);
    if (report.fittingHead !== null) sayHowToGoOn(report.fittingHead, keys);
    return 1;
  }
  if (archived !== null && !saidJoined(archived, check)) return 1;
  const untold = await untoldRecords(told, check.head, redis, keys);
  for (const each of untold) say(untoldLine(each));
  const isEmptyByMistake = await saidEmpty(report, typed, redis, keys);
  return conclude({ check, typed, heads, auditKeys, isWhole: untold.length === 0 && !isEmptyByMistake });
}

/** Verifies the output of `list`, or archives in their order, without Redis. */
export async function verifyFiles(
  paths: readonly string[],
  typed: Typed,
  auditKeys: AuditKeys,
): Promise<number> {
  const heads = await WantedHeads.from(typed);
  const check = await followFiles(paths, heads, auditKeys);
  if (typeof check === 'string') {
    say(check);
    return 1;
  }
  const isEmpty = check.head.sequence === 0 && !typed.has('empty');
  if (isEmpty) say(`${paths.join(', ')} has no entries; --empty says that it may.`);
  return conclude({ check, typed, heads, auditKeys, isWhole: !isEmpty });
}

/** Follows the chain through files; returns the sentence that says where it breaks. */
async function followFiles(
  paths: readonly string[],
  heads: WantedHeads,
  auditKeys: AuditKeys,
): Promise<ChainCheck | string> {
  let check: ChainCheck | null = null;
  for (const path of paths) {
    let number = 0;
    for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
      number += 1;
      const checkpoint = readCheckpointLine(text);
      if (checkpoint !== null) {
        check ??= new ChainCheck(auditKeys, checkpoint);
        const fits = isGenuine(checkpoint, auditKeys) && formatHead(checkpoint) === formatHead(check.head);
        if (!fits)
          return `The archive is broken: line ${number} of ${path} is no checkpoint of these entries.`;
        continue;
      }
      const line = readArchiveLine(text);
      if (line === null)
        return `The archive is broken: line ${number} is no entry as npm run audit -- list prints it.`;
      check ??= new ChainCheck(auditKeys);
      if (!check.follow(line)) return brokenLine(check.verdict);
      heads.meet(line);
    }
  }
  return check ?? new ChainCheck(auditKeys);
}

function saidJoined(archived: ChainCheck, stored: ChainCheck): boolean {
  const { from } = stored;
  const isJoined = from !== null && formatHead(archived.head) === formatHead(from);
  say(
    isJoined
      ? `The archive holds entries ${(archived.from?.sequence ?? 0) + 1}-${from.sequence}, and the stored log continues it.`
      : `The archive ends with entry ${archived.head.sequence}, and the stored log begins after entry ${from?.sequence ?? 0}: they do not join.`,
  );
  return isJoined;
}

interface Verified {
  readonly check: ChainCheck;
  readonly typed: Typed;
  readonly heads: WantedHeads;
  readonly auditKeys: AuditKeys;
  /** Nothing outside the chain speaks against the log. */
  readonly isWhole: boolean;
}

/** Prints what the chain proves; returns 0 when all is well, otherwise 1. */
function conclude({ check, typed, heads, auditKeys, isWhole }: Verified): number {
  const accepted = typed.values('accept');
  const open = check.weaker.filter((each) => !accepted.includes(rangeOf(each)));
  for (const each of open) say(weakerLine(each));
  const unmet = heads.unmet(check.from);
  for (const line of unmet) say(line);
  const { sequence } = check.head;
  const isKeyed =
    check.from !== null || check.stretches.some(({ seal }) => seal === auditKeys.seal && seal !== unkeyed);
  const misses = auditKeys.seal !== unkeyed && !isKeyed && sequence > 0;
  if (misses)
    say(
      `No entry is chained with the key in AUDIT_KEY (${auditKeys.seal}): the bot has not written with it yet, or the log was made up without it.`,
    );
  const isFine = isWhole && !misses && open.length === 0 && unmet.length === 0;
  say(
    isFine
      ? `The audit log is whole: ${entriesOf(check)}.`
      : `The chain holds for its ${sequence} entries, and the audit log cannot be relied on.`,
  );
  for (const stretch of check.stretches)
    if (stretch.seal !== unkeyed)
      say(`Entries ${rangeOf(stretch)} are chained with the key ${stretch.seal}.`);
  if (check.from === null && check.stretches.every(({ seal }) => seal === unkeyed)) say(worthUnkeyed);
  if (sequence > 0) say(`It ends with ${formatHead(check.head)}`);
  return isFine ? 0 : 1;
}

function entriesOf({ from, head }: ChainCheck): string {
  if (from === null) return `${head.sequence} entries`;
  return `entries ${from.sequence + 1}-${head.sequence}, from a signed checkpoint on; the archive that ends with entry ${from.sequence} has those before it`;
}

const worthUnkeyed =
  'It is chained without a key: that shows accidents, and whoever can write to Redis can make another one. Set AUDIT_KEY, and hold the log against an end that was kept elsewhere: --expect NUMBER:HASH.';

function sayBroken(verdict: AuditVerdict): void {
  say(brokenLine(verdict));
}

function brokenLine(verdict: AuditVerdict): string {
  if (verdict.ok) return '';
  return `The audit log is broken: entry ${verdict.sequence} ${problems[verdict.problem]}.`;
}

function sayHowToGoOn(head: AuditHead, { auditHead, audit }: Keys): void {
  say(
    `If the bot refuses every change: keep a copy of ${audit} and ${auditHead}, and restore both from a backup. Without one, SET ${auditHead} "${formatHead(head)}" lets it go on; what is missing stays missing.`,
  );
}

function weakerLine(stretch: ChainSegment): string {
  const how = stretch.seal === unkeyed ? 'without a key' : `with the older key ${stretch.seal}`;
  const range = rangeOf(stretch);
  return `Entries ${range} were written ${how} after the chain had a newer one: by a process with other settings, or by somebody who can write to Redis. Once you have looked at them: --accept ${range}.`;
}

function rangeOf({ from, to }: ChainSegment): string {
  return `${from}-${to}`;
}

function untoldLine({ requestId, problem }: UntoldRecord): string {
  const id = printable(requestId);
  switch (problem.type) {
    case 'not_in_log':
      return `The stored request ${id} is not in the audit log.`;
    case 'gone':
      return `The request ${id} is open by the audit log, and is not stored.`;
    case 'unreadable':
      return `The stored request ${id} cannot be read.`;
    case 'differs':
      return `The stored request ${id} is not what the audit log tells: ${problem.fields.join(', ')}.`;
  }
}

/** Differences are checked again this often: the bot may have written between the readings. */
const maxLooks = 5;

/** A record is read after the log, so it may be newer: then the entries added since explain it. */
async function untoldRecords(
  told: ToldRequests,
  end: AuditHead,
  redis: RedisClient,
  keys: Keys,
): Promise<UntoldRecord[]> {
  const store = new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } });
  let sequence = end.sequence;
  let ids = [...new Set([...told.ids, ...(await redis.zrange(keys.all, '0', '-1'))])];
  for (let look = 1; ; look += 1) {
    const found = await told.untold(ids, store);
    if (found.length === 0 || look === maxLooks) return found;
    ids = found.map(({ requestId }) => requestId);
    for await (const line of auditLines(redis, keys, sequence + 1)) {
      told.read(line.entry);
      sequence = line.sequence;
    }
  }
}

/**
 * If requests or the register are stored, the log was emptied; otherwise the address is probably wrong. A worker's start
 * stores only the layout of the index, which has no entry.
 */
async function saidEmpty(
  { verdict }: AuditReport,
  typed: Typed,
  redis: RedisClient,
  keys: Keys,
): Promise<boolean> {
  if (!verdict.ok || verdict.entries > 0) return false;
  const stored = await redis.exists(keys.all, keys.open, keys.ended, keys.untold, keys.register);
  if (stored > 0 || (await hasHadRequests(redis, keys))) {
    say('The audit log is empty, and the bot has data there: the log was taken away.');
    return true;
  }
  if (typed.has('empty')) return false;
  say(
    `There is nothing of the bot under ${keys.audit}. Look at REDIS_URL and REDIS_PREFIX; --empty says that the log may be empty.`,
  );
  return true;
}

/** A request that was removed after its time leaves its id behind. */
async function hasHadRequests(redis: RedisClient, keys: Keys): Promise<boolean> {
  const match = keys.request('*').replaceAll(/[{}[\]?\\]/gu, '\\$&');
  for (const node of 'nodes' in redis ? redis.nodes('master') : [redis])
    for await (const found of node.scanStream({ match, count: 1000 })) if (found.length > 0) return true;
  return false;
}

/** The ends of the log that were kept elsewhere: named by `--expect`, or anywhere in the text of an `--anchors` file. */
class WantedHeads {
  readonly #wanted: readonly AuditHead[];
  readonly #met = new Map<number, string>();

  private constructor(wanted: readonly AuditHead[]) {
    this.#wanted = wanted;
  }

  /** @throws {BadArguments} */
  static async from(typed: Typed): Promise<WantedHeads> {
    const expected = typed.values('expect').map((text) => {
      const head = headIn(text);
      if (head === null)
        throw new BadArguments('--expect must be an end of the log as the bot writes it, like 4711:ab…');
      return head;
    });
    const anchored: AuditHead[] = [];
    for (const path of typed.values('anchors')) {
      const found = (await readFile(path, 'utf8')).match(/(?<!\w)\d{1,15}:[0-9a-f]{64}(?!\w)/gu) ?? [];
      if (found.length === 0)
        throw new BadArguments(`${path} has no end of the log as the bot writes it, like 4711:ab…`);
      anchored.push(...found.flatMap((text) => headIn(text) ?? []));
    }
    return new WantedHeads([...expected, ...anchored]);
  }

  meet({ sequence, hash }: AuditLine): void {
    if (this.#wanted.some((head) => head.sequence === sequence)) this.#met.set(sequence, hash);
  }

  /** A sentence for each end that was not met. `from`: the checkpoint that the chain begins at. */
  unmet(from: AuditHead | null): string[] {
    return this.#wanted.flatMap(({ sequence, hash }) => {
      const met = this.#met.get(sequence) ?? (from?.sequence === sequence ? from.hash : undefined);
      if (met === hash) return [];
      if (met !== undefined)
        return `Entry ${sequence} is not the one that was expected: the log was recreated.`;
      return from !== null && sequence < from.sequence
        ? `Entry ${sequence}, which was expected, is in the archive: name it with --archive FILE.`
        : `The log does not reach entry ${sequence}, which was expected: it was cut off.`;
    });
  }
}
