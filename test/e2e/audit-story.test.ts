import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/request/audit-entry.js';
import { approve } from '../../src/core/request/decision-transition.js';
import { listAssets } from '../../src/core/request/lookup-transition.js';
import { finish, start } from '../../src/core/request/run-transition.js';
import { addUnresolvedAttempt, beginCall, recordOutcome } from '../../src/core/request/unlink-transition.js';
import { AuditAppender } from '../../src/store/audit-appender.js';
import { emptyHead, formatHead, nextLine } from '../../src/store/audit-chain.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { xlsxTable } from '../../src/zca/register/xlsx-table.js';
import { askedAt, decision, lookingUp, threeAssets } from '../fixtures/requests.js';
import { useAuditedRedis } from './audited-redis.js';
import { runBuilt } from './built-command.js';

describe('npm run audit', () => {
  const prefix = '{told}';
  const keys = new Keys(prefix);
  const { id } = lookingUp();
  const audited = useAuditedRedis();

  it('show tells one request in words, with names, times in Viet Nam and what the ZCA said', async () => {
    await refusedByZca();
    const { code, said } = await audit(['show', id, '--locale', 'en']);
    expect(code).toBe(0);
    expect(said).toContain(`The story of ${id}. All times are Viet Nam's (UTC+07:00).`);
    const [asset] = threeAssets;
    const at = `${new Date(askedAt + 7 * 3_600_000).toISOString().slice(0, 19)}+07:00`;
    expect(said).toContain(`${at}  #1  `);
    expect(said).toContain(
      `#3  ${decision.by} approved ${asset?.name} (oa:101): approval 1 of 1, which confirmed it.`,
    );
    expect(said).toContain(`#7  ${asset?.name} (oa:101): the ZCA refused.`);
    expect(said).toContain('refused by the ZCA: “đang tranh chấp”');
    expect(said).toContain('The audit log is whole: 8 entries.');
    expect((await audit(['show', id, '--locale', 'vi'])).said).toContain(
      `${decision.by} xác nhận ${asset?.name} (oa:101)`,
    );
  });

  it('show tells what the log has after the record was removed, and from a file alone', async () => {
    await refusedByZca();
    const file = join(audited.folder, 'kept.jsonl');
    await writeFile(file, (await audit(['list'])).said);
    await audited.redis.del(keys.request(id), keys.all, keys.ended, keys.untold);
    const { said } = await audit(['show', id, '--locale', 'en']);
    expect(said).toContain('Its record was removed after its time');
    const away = await audit(['show', id, '--locale', 'en', '--file', file], {
      REDIS_URL: 'redis://127.0.0.1:1',
    });
    expect([away.code, away.said]).toEqual([0, expect.stringContaining('#8  It ended: failed.')]);
    expect(await audit(['show', 'UR-9999', '--locale', 'en', '--file', file])).toMatchObject({
      code: 1,
      said: 'The audit log has no entry of UR-9999.\n',
    });
  });

  it('show lets no text of people control the terminal', async () => {
    await refusedByZca('\u009b2Jgone\u202e');
    expect((await audit(['show', id])).said).not.toMatch(/[\u009b\u202e]/u);
  });

  it('export writes a table that no spreadsheet takes for a formula', async () => {
    await refusedByZca('=HYPERLINK(1)');
    await new AuditAppender(audited.redis, keys, { raise: () => undefined }).note(ofActor('=HYPERLINK(1)'));
    const file = join(audited.folder, 'log.csv');
    expect(await audit(['export', '--to', file, '--locale', 'en'])).toEqual({ code: 0, said: '' });
    const [head, ...rows] = parse(await readFile(file), { bom: true, delimiter: ',' }) as string[][];
    expect(head?.join()).toBe('number,time (Viet Nam),request,action,by,in words,details,hash');
    expect(rows).toHaveLength(9);
    expect(rows.flat().filter((cell) => /^[\s']*[=+@-]/u.test(cell))).toEqual([
      "'=HYPERLINK(1)",
      "'=HYPERLINK(1) looked: mine.",
    ]);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it('export writes an Excel file with the same entries, in which every long id is text', async () => {
    await refusedByZca('=1+1 & <b>\u0007');
    const file = join(audited.folder, 'log.xlsx');
    expect(await audit(['export', '--format', 'xlsx', '--to', file, '--locale', 'en'])).toMatchObject({
      code: 0,
    });
    const table = await xlsxTable(await readFile(file));
    const rows = 'rows' in table ? table.rows.map(({ cells }) => cells) : [];
    expect(rows).toHaveLength(9);
    expect(rows[1]?.slice(2, 6)).toEqual([
      id,
      'asked',
      lookingUp().requester,
      expect.stringContaining('reason: “=1+1 & <b>·”'),
    ]);
  });

  it('export --format jsonl writes what verify --file checks', async () => {
    await refusedByZca();
    const file = join(audited.folder, 'log.jsonl');
    await audit(['export', '--format', 'jsonl', '--to', file]);
    expect(await audit(['verify', '--file', file])).toMatchObject({ code: 0 });
    const one = await audit(['export', '--format', 'jsonl', '--action', 'approved']);
    expect(
      one.said
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).action),
    ).toEqual(['approved']);
  });

  it('export leaves no half file behind when it cannot go on', async () => {
    await refusedByZca();
    const broken = join(audited.folder, 'broken.jsonl');
    await writeFile(broken, `${(await audit(['list'])).said}no entry\n`);
    const file = join(audited.folder, 'half.xlsx');
    const { code } = await audit(['export', '--format', 'xlsx', '--to', file, '--file', broken]);
    expect(code).toBe(2);
    expect((await readdir(audited.folder)).filter((name) => name.startsWith('half'))).toEqual([]);
  });

  it('export writes 100,000 entries in each format with 64 MB of heap', async () => {
    await longLog(100_000);
    for (const format of ['csv', 'jsonl', 'xlsx']) {
      const file = join(audited.folder, `long.${format}`);
      await promisify(execFile)(
        process.execPath,
        ['--max-old-space-size=64', 'dist/src/cli/audit.js', 'export', '--format', format, '--to', file],
        { env: { PATH: process.env['PATH'], REDIS_URL: audited.url, REDIS_PREFIX: prefix } },
      );
      expect((await stat(file)).size).toBeGreaterThan(1_000_000);
    }
  });

  it.each([
    [['show'], 2, 'There is a word too many or too few; --help says what there is.\n'],
    [['show', 'oa:1'], 2, 'Say which request, like show UR-7K2M.\n'],
    [['show', id, '--locale', 'fr'], 2, '--locale must be vi or en.\n'],
    [['export', '--format', 'pdf'], 2, '--format must be csv, jsonl, xlsx.\n'],
    [['export', '--format', 'xlsx'], 2, 'Say where an Excel file goes: --to FILE.xlsx.\n'],
  ])('answers %s with one sentence', async (args, code, said) => {
    expect(await audit(args)).toEqual({ code, said });
  });

  function ofActor(actor: string): AuditEntry {
    return { at: askedAt, requestId: '', action: 'looked', actor, details: { what: 'mine' } };
  }

  function audit(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return runBuilt({ url: audited.url, prefix }, 'cli/audit.js', args, env);
  }

  /** A request that was approved, and whose one asset the ZCA refused to unlink: eight entries. */
  async function refusedByZca(reason: string | null = null): Promise<void> {
    const store = new RedisRequestStore({ redis: audited.redis, keys, alerts: { raise: () => undefined } });
    const { revision: _revision, status: _status, id: _id, ...ask } = lookingUp({ reason });
    const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: ['101'] };
    const seen = { listRevision: 1, ticked: null };
    const outcome = { type: 'refused', message: 'đang tranh chấp', at: askedAt + 9 } as const;
    const doubt = { id: '101', tries: 1, cause: { type: 'refused', message: '' }, at: askedAt + 8 } as const;
    await store.create([id], ask);
    await store.change(id, (now) => listAssets(now, found, askedAt, askedAt + 1e9));
    await store.change(id, (now) => approve(now, decision, seen, { needed: 1, startsAt: askedAt }));
    await store.change(id, (now) => start(now, askedAt + 5));
    await store.change(id, (now) => beginCall(now, { id: '101', round: 1, call: 'c' }, askedAt + 6));
    await store.change(id, (now) => addUnresolvedAttempt(now, doubt, 1));
    await store.change(id, (now) => recordOutcome(now, '101', 1, outcome));
    await store.change(id, (now) => finish(now, askedAt + 10));
  }

  async function longLog(length: number): Promise<void> {
    let head = emptyHead;
    for (let from = 0; from < length; from += 5_000) {
      const pipeline = audited.redis.pipeline();
      for (let each = from; each < from + 5_000; each += 1) {
        const details = { kind: 'oa', queries: ['1234'], reason: 'x'.repeat(200), channel: 'C0123' };
        const requestId = `UR-${String(each).padStart(6, '0')}`;
        const entry: AuditEntry = { at: askedAt + each, requestId, action: 'asked', actor: 'U0123', details };
        const line = nextLine(head, entry);
        pipeline.xadd(keys.audit, `${line.sequence}-0`, 'entry', line.entry, 'hash', line.hash);
        head = line;
      }
      await pipeline.exec();
    }
    await audited.redis.set(keys.auditHead, formatHead(head));
  }
});
