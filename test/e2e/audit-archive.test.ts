import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/request/audit-entry.js';
import { AuditAppender } from '../../src/store/audit-appender.js';
import { emptyHead, formatHead, nextLine } from '../../src/store/audit-chain.js';
import { AuditKeys } from '../../src/store/audit-keys.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { lookingUp } from '../fixtures/requests.js';
import { useAuditedRedis } from './audited-redis.js';
import { runBuilt } from './built-command.js';

describe('npm run audit -- archive', () => {
  const prefix = '{archived}';
  const keys = new Keys(prefix);
  const key = Buffer.alloc(32, 7).toString('base64');
  const auditKeys = new AuditKeys([Buffer.from(key, 'base64')]);
  const day = 24 * 60 * 60_000;
  const begun = Date.UTC(2025, 0, 1);
  const audited = useAuditedRedis();
  let made = 0;

  it('moves old entries into a file; the log and the file verify, alone and joined', async () => {
    const ends = await logOf(10);
    const file = newFile();
    const { code, said } = await audit(['archive', '--before', dayText(6), '--to', file]);
    expect([code, said]).toEqual([0, expect.stringContaining('has entries 1-5 (SHA-256 ')]);
    expect(await audited.redis.xlen(keys.audit)).toBe(6);
    const alone = await audit(['verify']);
    expect([alone.code, alone.said]).toEqual([
      0,
      expect.stringContaining('The audit log is whole: entries 6-11, from a signed checkpoint on'),
    ]);
    const joined = await audit(['verify', '--archive', file, '--expect', ends[1] ?? '']);
    expect([joined.code, joined.said]).toEqual([
      0,
      expect.stringContaining('The archive holds entries 1-5, and the stored log continues it.'),
    ]);
    expect(await audit(['verify', '--file', file])).toMatchObject({ code: 0 });
    expect((await audit(['verify', '--expect', ends[1] ?? ''])).said).toContain(
      'Entry 2, which was expected, is in the archive: name it with --archive FILE.',
    );
  });

  it('lets the bot write on, and archives join each other', async () => {
    await logOf(10);
    const [first, second] = [newFile(), newFile()];
    await audit(['archive', '--before', dayText(4), '--to', first]);
    await appender().note(entryOf(20));
    const { code, said } = await audit(['archive', '--before', dayText(8), '--to', second]);
    expect([code, said]).toEqual([0, expect.stringContaining('has entries 4-7 ')]);
    const joined = await audit(['verify', '--archive', first, '--archive', second]);
    expect([joined.code, joined.said]).toEqual([0, expect.stringContaining('The archive holds entries 1-7')]);
    const gap = await audit(['verify', '--archive', first]);
    expect([gap.code, gap.said]).toEqual([1, expect.stringContaining('they do not join')]);
  });

  it('leaves in Redis what it may not take', async () => {
    await logOf(4);
    const alerts = { raise: () => undefined };
    const store = new RedisRequestStore({ redis: audited.redis, keys, alerts, auditKeys });
    const { id, revision: _revision, status: _status, ...ask } = lookingUp({ askedAt: begun + 4 * day });
    await store.create([id], ask);
    await appender().note(entryOf(6));
    await appender().note(entryOf(7));
    const { said } = await audit(['archive', '--before', dayText(20), '--to', newFile()]);
    expect(said).toContain(`Entries from 5 on stay: ${id} (2025-01-05T07:00:00+07:00) is still stored.`);
    expect(await audit(['verify'])).toMatchObject({ code: 0 });
  });

  it('removes nothing without a key, without --to, or against AUDIT_KEEP_DAYS', async () => {
    await logOf(5);
    const refused = async (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
      const { code, said } = await audit(['archive', ...args], env);
      expect(code).toBe(2);
      expect(await audited.redis.xlen(keys.audit)).toBe(5);
      return said;
    };
    const old = ['--before', dayText(3)];
    expect(await refused(old)).toContain('Say where the archive goes');
    expect(await refused(['--to', newFile()])).toContain('set AUDIT_KEEP_DAYS');
    const early = ['--before', '2100-01-01', '--to', newFile()];
    expect(await refused(early, { AUDIT_KEEP_DAYS: '60' })).toContain('keeps the last 60 days');
    await audited.redis.flushall();
    await logOf(5, new AuditKeys([]));
    expect(await refused([...old, '--to', newFile()], { AUDIT_KEY: '' })).toContain('Set AUDIT_KEY first');
  });

  it('keeps AUDIT_KEEP_DAYS days without being told a date', async () => {
    await logOf(5);
    const { code } = await audit(['archive', '--to', newFile()], { AUDIT_KEEP_DAYS: '30' });
    expect(code).toBe(0);
    expect(await audited.redis.xlen(keys.audit)).toBe(2);
  });

  it.each([
    ['changed', (text: string) => text.replace('U0ENTRY1', 'U0OTHER1')],
    ['cut', (text: string) => text.split('\n').slice(0, 2).join('\n')],
    ['of another log', () => '{"sequence":1}\n'],
  ])('takes no existing file that is %s, and does not overwrite it', async (_, change) => {
    await logOf(10);
    const [whole, file] = [newFile(), newFile()];
    await audited.redis.copy(keys.audit, 'kept');
    await audit(['archive', '--before', dayText(6), '--to', whole]);
    await audited.redis.del(keys.auditCheckpoint, keys.audit);
    await audited.redis.rename('kept', keys.audit);
    const [last = ''] = (await audited.redis.xrevrange(keys.audit, '+', '-', 'COUNT', 1)).map(
      ([id, fields]) => `${id.split('-')[0]}:${fields[3]}`,
    );
    await audited.redis.set(keys.auditHead, last);
    const text = change(await readFile(whole, 'utf8'));
    await writeFile(file, text);
    const { code, said } = await audit(['archive', '--before', dayText(6), '--to', file]);
    expect([code, said]).toEqual([1, expect.stringContaining('Nothing was removed from Redis')]);
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await audited.redis.xlen(keys.audit)).toBe(10);
  });

  it('names a beginning that was moved without the key', async () => {
    await logOf(10);
    await audit(['archive', '--before', dayText(4), '--to', newFile()]);
    const checkpoint = JSON.parse((await audited.redis.get(keys.auditCheckpoint)) ?? '');
    await audited.redis.xtrim(keys.audit, 'MINID', '6-0');
    expect((await audit(['verify'])).said).toContain('entry 4 is missing');
    const [[, fields] = ['', []]] = await audited.redis.xrange(keys.audit, '6-0', '6-0');
    const forged = { ...checkpoint, sequence: 6, hash: fields[3] };
    await audited.redis.set(keys.auditCheckpoint, JSON.stringify(forged));
    const { code, said } = await audit(['verify']);
    expect([code, said]).toEqual([1, expect.stringContaining('no key in AUDIT_KEY has signed that')]);
  });

  it('compares the log with all daily ends in a file', async () => {
    const ends = await logOf(5);
    const file = newFile();
    await writeFile(file, `Mon: ${ends[1]}\n{"head":"${ends[3]}"}\nverify -- --expect ${ends[4]}`);
    expect(await audit(['verify', '--anchors', file])).toMatchObject({ code: 0 });
    await writeFile(file, `Mon: ${ends[1]}\n3:${'a'.repeat(64)}`);
    const { code, said } = await audit(['verify', '--anchors', file]);
    expect([code, said]).toEqual([1, expect.stringContaining('Entry 3 is not the one that was expected')]);
    await writeFile(file, 'no end in here');
    expect(await audit(['verify', '--anchors', file])).toMatchObject({ code: 2 });
  });

  it('loses nothing when it is killed at any point, and finishes when it is run again', async () => {
    const file = newFile();
    const args = ['archive', '--before', dayText(2_000), '--to', file];
    const points = [
      () => existsSync(`${file}.part`),
      () => existsSync(file),
      async () => (await audited.redis.exists(keys.auditCheckpoint)) === 1,
    ];
    await logOf(8_000, auditKeys, 1);
    for (const isReached of points) {
      const child = begin(args);
      const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
      while (child.exitCode === null && child.signalCode === null && !(await isReached()))
        await new Promise((resolve) => setImmediate(resolve));
      child.kill('SIGKILL');
      await ended;
      const archives = (await audited.redis.exists(keys.auditCheckpoint)) === 1 ? ['--archive', file] : [];
      expect(await audit(['verify', ...archives])).toMatchObject({ code: 0 });
    }
    expect(await audit(args)).toMatchObject({ code: 0 });
    expect((await audit(['verify', '--archive', file])).said).toContain(
      'The archive holds entries 1-7999, and the stored log continues it.',
    );
  });

  function audit(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return runBuilt({ url: audited.url, prefix }, 'cli/audit.js', args, { AUDIT_KEY: key, ...env });
  }

  function begin(args: readonly string[]): ChildProcess {
    const env = { PATH: process.env['PATH'], REDIS_URL: audited.url, REDIS_PREFIX: prefix, AUDIT_KEY: key };
    return spawn(process.execPath, ['dist/src/cli/audit.js', ...args], { env, stdio: 'ignore' });
  }

  function newFile(): string {
    made += 1;
    return join(audited.folder, `${made}.jsonl`);
  }

  function appender(): AuditAppender {
    return new AuditAppender(audited.redis, keys, { raise: () => undefined }, auditKeys);
  }

  /** The entry of the day with this number, from 1. */
  function entryOf(number: number): AuditEntry {
    const details = { what: 'mine', kind: null, channel: null };
    const at = begun + (number - 1) * day;
    return { at, requestId: '', action: 'looked', actor: `U0ENTRY${number}`, details };
  }

  function dayText(number: number): string {
    return new Date(begun + (number - 1) * day).toISOString();
  }

  /** A log with an entry a day. Returns the ends that it had. */
  async function logOf(length: number, by = auditKeys, days = 0): Promise<string[]> {
    const ends: string[] = [];
    let head = emptyHead;
    const pipeline = audited.redis.pipeline();
    for (let number = 1; number <= length; number += 1) {
      const line = nextLine(head, entryOf(days === 0 ? number : days), by);
      pipeline.xadd(keys.audit, `${line.sequence}-0`, 'entry', line.entry, 'hash', line.hash);
      head = line;
      ends.push(formatHead(line));
    }
    await pipeline.exec();
    await audited.redis.set(keys.auditHead, formatHead(head));
    return ends;
  }
});
