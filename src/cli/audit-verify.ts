import { createReadStream } from 'node:fs';
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
import { type AuditKeys, unkeyed } from '../store/audit-keys.js';
import { type AuditReport, auditLines, inspectAuditLog } from '../store/audit-log.js';
import { ToldRequests, type UntoldRecord } from '../store/audited-records.js';
import type { Keys } from '../store/keys.js';
import type { RedisClient } from '../store/redis-client.js';
import { RedisRequestStore } from '../store/request-store.js';
import { readArchiveLine } from './audit-line.js';
import { printable } from './printable.js';
import { BadArguments, say, type Typed } from './run-command.js';

const problems: { readonly [P in AuditProblem]: string } = {
  missing: 'is missing',
  out_of_order: 'is not where it belongs',
  changed: 'was changed',
  cut_short: 'and what follows it were cut off',
  key_unknown: 'was chained with a key that AUDIT_KEY does not hold, so it cannot be checked',
  head_differs: 'is the newest one, and the stored end of the log is another',
};

/** Verifies the stored log by its chain, and the stored requests by its entries. Returns 1 when anything is wrong. */
export async function verifyStored(
  typed: Typed,
  redis: RedisClient,
  keys: Keys,
  auditKeys: AuditKeys,
): Promise<number> {
  const heads = new WantedHeads(typed);
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
  const untold = await untoldRecords(told, check.head, redis, keys);
  for (const each of untold) say(untoldLine(each));
  const isEmptyByMistake = await saidEmpty(report, typed, redis, keys);
  return conclude({ check, typed, heads, auditKeys, isWhole: untold.length === 0 && !isEmptyByMistake });
}

/** Verifies the output of `list`, without Redis. */
export async function verifyFile(path: string, typed: Typed, auditKeys: AuditKeys): Promise<number> {
  const heads = new WantedHeads(typed);
  const check = new ChainCheck(auditKeys);
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    number += 1;
    const line = readArchiveLine(text);
    if (line === null) {
      say(`The archive is broken: line ${number} is no entry as npm run audit -- list prints it.`);
      return 1;
    }
    if (!check.follow(line)) break;
    heads.meet(line);
  }
  const { verdict } = check;
  if (!verdict.ok) {
    sayBroken(verdict);
    return 1;
  }
  const isEmpty = verdict.entries === 0 && !typed.has('empty');
  if (isEmpty) say(`${path} has no entries; --empty says that it may.`);
  return conclude({ check, typed, heads, auditKeys, isWhole: !isEmpty });
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
  for (const line of heads.unmet) say(line);
  const { sequence } = check.head;
  const isKeyed = check.stretches.some(({ seal }) => seal === auditKeys.seal && seal !== unkeyed);
  const misses = auditKeys.seal !== unkeyed && !isKeyed && sequence > 0;
  if (misses)
    say(
      `No entry is chained with the key in AUDIT_KEY (${auditKeys.seal}): the bot has not written with it yet, or the log was made up without it.`,
    );
  const isFine = isWhole && !misses && open.length === 0 && heads.unmet.length === 0;
  say(
    isFine
      ? `The audit log is whole: ${sequence} entries.`
      : `The chain holds for its ${sequence} entries, and the audit log cannot be relied on.`,
  );
  for (const stretch of check.stretches)
    if (stretch.seal !== unkeyed)
      say(`Entries ${rangeOf(stretch)} are chained with the key ${stretch.seal}.`);
  if (check.stretches.every(({ seal }) => seal === unkeyed)) say(worthUnkeyed);
  if (sequence > 0) say(`It ends with ${formatHead(check.head)}`);
  return isFine ? 0 : 1;
}

const worthUnkeyed =
  'It is chained without a key: that shows accidents, and whoever can write to Redis can make another one. Set AUDIT_KEY, and hold the log against an end that was kept elsewhere: --expect NUMBER:HASH.';

function sayBroken({ sequence, problem }: Extract<AuditVerdict, { ok: false }>): void {
  say(`The audit log is broken: entry ${sequence} ${problems[problem]}.`);
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
  if (stored > 0) {
    say('The audit log is empty, and the bot has data there: the log was taken away.');
    return true;
  }
  if (typed.has('empty')) return false;
  say(
    `There is nothing of the bot under ${keys.audit}. Look at REDIS_URL and REDIS_PREFIX; --empty says that the log may be empty.`,
  );
  return true;
}

/** The ends of the log that were kept elsewhere. */
class WantedHeads {
  readonly #wanted: readonly AuditHead[];
  readonly #met = new Map<number, string>();

  constructor(typed: Typed) {
    this.#wanted = typed.values('expect').map((text) => {
      const head = headIn(text);
      if (head === null)
        throw new BadArguments('--expect must be an end of the log as the bot writes it, like 4711:ab…');
      return head;
    });
  }

  meet({ sequence, hash }: AuditLine): void {
    if (this.#wanted.some((head) => head.sequence === sequence)) this.#met.set(sequence, hash);
  }

  get unmet(): string[] {
    return this.#wanted.flatMap(({ sequence, hash }) => {
      const met = this.#met.get(sequence);
      if (met === hash) return [];
      return met === undefined
        ? `The log does not reach entry ${sequence}, which was expected: it was cut off.`
        : `Entry ${sequence} is not the one that was expected: the log was recreated.`;
    });
  }
}
