import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { approve } from '../../src/core/request/decision-transition.js';
import { endWithoutMatch, listAssets } from '../../src/core/request/lookup-transition.js';
import { AuditKeys } from '../../src/store/audit-keys.js';
import { Keys } from '../../src/store/keys.js';
import { RedisMaintenance } from '../../src/store/maintenance.js';
import { unreplicated } from '../../src/store/replicas.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { askedAt, decision, lookingUp, threeAssets } from '../fixtures/requests.js';
import { useAuditedRedis } from './audited-redis.js';
import { runBuilt } from './built-command.js';

/** The built command with an auditor's means: the address of Redis, the prefix and the key. */
describe('npm run audit', () => {
  const prefix = '{audited}';
  const keys = new Keys(prefix);
  const key = Buffer.alloc(32, 7).toString('base64');
  const audited = useAuditedRedis();

  it('finds a log intact, says where it ends, and compares it with an end that was kept elsewhere', async () => {
    await approved([]);
    const { code, said } = await audit(['verify']);
    const [, head = ''] = /It ends with (3:[0-9a-f]{64})/u.exec(said) ?? [];
    expect([code, said]).toEqual([0, expect.stringContaining('The audit log is whole: 3 entries.')]);
    expect(said).toContain('It is chained without a key');
    expect(await audit(['verify', '--expect', head])).toMatchObject({ code: 0 });
    const recreated = await audit([
      'verify',
      '--expect',
      `2:${'a'.repeat(64)}`,
      '--expect',
      `9:${'a'.repeat(64)}`,
    ]);
    expect(recreated.code).toBe(1);
    expect(recreated.said).toContain('Entry 2 is not the one that was expected: the log was recreated.');
    expect(recreated.said).toContain('The log does not reach entry 9, which was expected: it was cut off.');
  });

  it('says which entries are chained with the key, and that a log without any is forged', async () => {
    await approved([key]);
    const env = { AUDIT_KEY: key };
    expect((await audit(['verify'], env)).said).toMatch(
      /whole: 4 entries\.\nEntries 1-4 are chained with the key/u,
    );
    await audited.redis.flushall();
    await approved([]);
    const { code, said } = await audit(['verify'], env);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining('No entry is chained with the key in AUDIT_KEY'),
    ]);
  });

  it('names the entries of a process without the key, until somebody says that it is known', async () => {
    await approved([key]);
    await store([]).note({ at: 1, requestId: '', action: 'press_refused', actor: 'U1', details: {} });
    const env = { AUDIT_KEY: key };
    const { code, said } = await audit(['verify'], env);
    expect([code, said]).toEqual([1, expect.stringContaining('Entries 5-5 were written without a key')]);
    expect(await audit(['verify', '--accept', '5-5'], env)).toMatchObject({ code: 0 });
  });

  it('names a stored request that differs from the log', async () => {
    await approved([]);
    const stored = keys.request(lookingUp().id);
    const record = JSON.parse((await audited.redis.hget(stored, 'record')) ?? '');
    record.approvals.push({ by: 'U0NEVERPRESSED', at: askedAt, press: 'e'.repeat(64) });
    await audited.redis.hset(stored, 'record', JSON.stringify({ ...record, chosen: ['202'] }));
    const { code, said } = await audit(['verify']);
    expect([code, said]).toEqual([
      1,
      expect.stringContaining(
        `The stored request ${lookingUp().id} is not what the audit log tells: approvals, chosen.`,
      ),
    ]);
  });

  it('tells an emptied log from a wrong prefix, and accepts an empty one only when told to', async () => {
    const nothing = await audit(['verify']);
    expect([nothing.code, nothing.said]).toEqual([
      1,
      expect.stringContaining('Look at REDIS_URL and REDIS_PREFIX'),
    ]);
    expect(await audit(['verify', '--empty'])).toMatchObject({ code: 0 });
    await approved([]);
    await audited.redis.del(keys.audit, keys.auditHead);
    const emptied = await audit(['verify', '--empty']);
    expect([emptied.code, emptied.said]).toEqual([1, expect.stringContaining('the log was taken away')]);
  });

  it('tells an emptied log also once every request was removed after its time', async () => {
    const written = store([]);
    const { id, revision: _revision, status: _status, ...ask } = lookingUp();
    await written.create([id], ask);
    const none = { closest: [], withheld: [] };
    await written.change(id, (current) => endWithoutMatch(current, none, askedAt));
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const upkeep = new RedisMaintenance({ redis: audited.redis, keys, store: written, log });
    expect(await upkeep.forget(askedAt + 1, 10)).toHaveLength(1);
    expect(await audit(['verify'])).toMatchObject({ code: 0 });
    await audited.redis.del(keys.audit, keys.auditHead);
    const emptied = await audit(['verify', '--empty']);
    expect([emptied.code, emptied.said]).toEqual([1, expect.stringContaining('the log was taken away')]);
  });

  it('takes the log of a bot that nobody has asked for anything as empty', async () => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const upkeep = new RedisMaintenance({ redis: audited.redis, keys, store: store([]), log });
    await upkeep.healIndex();
    expect(await audit(['verify', '--empty'])).toMatchObject({ code: 0 });
    const { code, said } = await audit(['verify']);
    expect([code, said]).toEqual([1, expect.stringContaining('There is nothing of the bot under')]);
  });

  it('prints lines of JSON that can be kept and checked without Redis', async () => {
    await approved([key], '\u009b31m\u202e');
    const { said } = await audit(['list']);
    const lines = said.trimEnd().split('\n');
    expect(said).not.toMatch(/[\u009b\u202e]/u);
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      sequence: 2,
      time: new Date(askedAt).toISOString(),
      at: askedAt,
      action: 'asked',
      details: { reason: '\u009b31m\u202e' },
      hash: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    const env = { AUDIT_KEY: key, REDIS_URL: 'redis://127.0.0.1:1' };
    const archive = join(audited.folder, 'audit.jsonl');
    await writeFile(archive, said);
    expect(await audit(['verify', '--file', archive], env)).toMatchObject({ code: 0 });
    await writeFile(archive, said.replace(decision.by, 'U0INNOCENT'));
    const changed = await audit(['verify', '--file', archive], env);
    expect([changed.code, changed.said]).toEqual([1, 'The audit log is broken: entry 4 was changed.\n']);
    await writeFile(archive, [lines[0], lines[2], lines[1]].join('\n'));
    expect((await audit(['verify', '--file', archive], env)).said).toContain('entry 2 is missing');
  });

  it('prints only the entries that pass the filters', async () => {
    await approved([]);
    const actions = async (...args: string[]) => {
      const { said } = await audit(['list', ...args]);
      return said.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).action]));
    };
    expect(await actions('--actor', decision.by)).toEqual(['approved']);
    expect(await actions('--request', lookingUp().id, '--action', 'asked', '--action', 'listed')).toEqual([
      'asked',
      'listed',
    ]);
    expect(await actions('--since', new Date(askedAt + 1).toISOString())).toEqual(['approved']);
  });

  it.each([
    [
      ['verfy'],
      2,
      'Say what to do: verify, list, show, export, archive or evidence; --help says what there is.\n',
    ],
    [['verify', '--expct', '1:a'], 2, "Unknown option '--expct'; --help says what there is.\n"],
    [['verify', '--since', '2026-01-01'], 2, '--since does not belong here; --help says what there is.\n'],
    [
      ['verify', '--expect', '12'],
      2,
      '--expect must be an end of the log as the bot writes it, like 4711:ab…\n',
    ],
    [
      ['list', '--since', 'yesterday'],
      2,
      expect.stringContaining('--since must be a day (2026-03-01, in UTC)'),
    ],
    [['verify', '--file', '/none.jsonl'], 1, expect.stringContaining('ENOENT')],
    [['--help'], 0, expect.stringContaining('npm run audit -- verify')],
  ])('answers %s with one sentence', async (args, code, said) => {
    expect(await audit(args)).toEqual({ code, said });
  });

  it('says in one sentence that Redis does not answer, and that a key is invalid', async () => {
    const away = await audit(['verify'], { REDIS_URL: 'redis://127.0.0.1:1' });
    expect([away.code, away.said]).toEqual([1, expect.not.stringMatching(/\n {4}at /u)]);
    const short = await audit(['verify'], { AUDIT_KEY: 'c2hvcnQ=' });
    expect([short.code, short.said]).toEqual([
      1,
      expect.stringContaining('AUDIT_KEY must be at least 32 bytes in base64'),
    ]);
  });

  function audit(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    return runBuilt({ url: audited.url, prefix }, 'cli/audit.js', args, env);
  }

  function store(secrets: readonly string[]): RedisRequestStore {
    const auditKeys = new AuditKeys(secrets.map((secret) => Buffer.from(secret, 'base64')));
    return new RedisRequestStore({
      redis: audited.redis,
      keys,
      alerts: { raise: () => undefined },
      replicas: unreplicated,
      auditKeys,
    });
  }

  /** A request that was asked, listed and approved: three entries, after one that names any key. */
  async function approved(secrets: readonly string[], reason: string | null = null): Promise<void> {
    const written = store(secrets);
    const { id, revision: _revision, status: _status, ...ask } = lookingUp({ reason });
    const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: ['101'] };
    const seen = { listRevision: 1, ticked: null };
    await written.create([id], ask);
    await written.change(id, (current) => listAssets(current, found, askedAt, askedAt + 1e9));
    await written.change(id, (current) => approve(current, decision, seen, { needed: 1, startsAt: askedAt }));
  }
});
