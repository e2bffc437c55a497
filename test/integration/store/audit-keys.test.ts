import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/messages/alert.js';
import type { AuditEntry } from '../../../src/core/request/audit-entry.js';
import { AuditAppender } from '../../../src/store/audit-appender.js';
import { formatHead, nextLine } from '../../../src/store/audit-chain.js';
import { AuditKeys, noAuditKeys } from '../../../src/store/audit-keys.js';
import { auditLines, inspectAuditLog, verifyAuditLog } from '../../../src/store/audit-log.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import { askedAt } from '../../fixtures/requests.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const first = Buffer.alloc(32, 1);
const second = Buffer.alloc(32, 2);
const keyed = new AuditKeys([first]);

describe('an audit log that is chained with a key', () => {
  it('goes on from one without a key, and says so in an entry', async () => {
    await write(noAuditKeys, 2);
    await write(keyed, 2);
    expect(await actions()).toEqual([
      'press_refused',
      'press_refused',
      'audit_key_changed',
      'press_refused',
      'press_refused',
    ]);
    const { verdict, check } = await inspect(keyed);
    expect(verdict).toEqual({ ok: true, entries: 5 });
    expect(check.stretches).toEqual([
      { seal: 'unkeyed', from: 1, to: 2 },
      { seal: keyed.seal, from: 3, to: 5 },
    ]);
    expect(check.weaker).toEqual([]);
  });

  it('says once that the key has changed where many write at once', async () => {
    const { redis, keys } = shelf();
    const stores = [store(keyed), store(keyed)];
    await Promise.all(Array.from({ length: 40 }, (_, index) => stores[index % 2]?.note(entry(index))));
    expect((await actions()).filter((action) => action === 'audit_key_changed')).toHaveLength(1);
    expect(await verifyAuditLog(redis, keys, keyed)).toEqual({ ok: true, entries: 41 });
  });

  it('cannot be rebuilt without the key', async () => {
    await write(keyed, 4);
    const lines = [];
    for await (const line of auditLines(shelf().redis, shelf().keys)) lines.push(line);
    await shelf().redis.del(shelf().keys.audit);
    let head = { sequence: 0, hash: '' };
    for (const line of lines) {
      const forged = nextLine(head, { ...JSON.parse(line.entry), actor: 'U0INNOCENT' });
      await shelf().redis.xadd(
        shelf().keys.audit,
        `${forged.sequence}-0`,
        'entry',
        forged.entry,
        'hash',
        forged.hash,
      );
      head = forged;
    }
    await shelf().redis.set(shelf().keys.auditHead, formatHead(head));
    const { check } = await inspect(keyed);
    expect(check.stretches).toEqual([{ seal: 'unkeyed', from: 1, to: 5 }]);
  });

  it('names the entry whose words were changed', async () => {
    await write(keyed, 4);
    const { redis, keys } = shelf();
    const lines = [];
    for await (const line of auditLines(redis, keys)) lines.push(line);
    await redis.del(keys.audit);
    for (const { sequence, entry: text, hash } of lines)
      await redis.xadd(
        keys.audit,
        `${sequence}-0`,
        'entry',
        sequence === 3 ? text.replace('U1', 'U2') : text,
        'hash',
        hash,
      );
    expect(await verifyAuditLog(redis, keys, keyed)).toEqual({ ok: false, sequence: 3, problem: 'changed' });
  });

  it('cannot be checked without the key, and names the first entry that needs it', async () => {
    await write(noAuditKeys, 2);
    await write(keyed, 2);
    const { redis, keys } = shelf();
    const needed = { ok: false, sequence: 3, problem: 'key_unknown' };
    expect(await verifyAuditLog(redis, keys)).toEqual(needed);
    expect(await verifyAuditLog(redis, keys, new AuditKeys([second]))).toEqual(needed);
  });

  it('goes on with a newer key, and is intact to a reader with both', async () => {
    await write(keyed, 1);
    const both = new AuditKeys([second, first]);
    await write(both, 1);
    const { verdict, check } = await inspect(both);
    expect([verdict, check.weaker]).toEqual([{ ok: true, entries: 4 }, []]);
  });

  it('stays intact beside a process without the key, whose entries are named', async () => {
    await write(keyed, 1);
    await write(noAuditKeys, 2);
    await write(keyed, 1);
    const { verdict, check } = await inspect(keyed);
    expect(verdict).toEqual({ ok: true, entries: 6 });
    expect(check.weaker).toEqual([{ seal: 'unkeyed', from: 3, to: 4 }]);
  });
});

describe('an audit log whose end does not match', () => {
  it('raises an alert and refuses the change, when the head was restored and the tail cut off', async () => {
    await write(noAuditKeys, 10);
    const { redis, keys } = shelf();
    const all = await redis.xrange(keys.audit, '-', '+');
    for (const [id] of all.slice(7)) await redis.xdel(keys.audit, id);
    await redis.set(keys.auditHead, `7:${all[6]?.[1].at(-1)}`);
    expect(await verifyAuditLog(redis, keys)).toEqual({ ok: false, sequence: 8, problem: 'cut_short' });
    await expectRefused();
  });

  it.each([
    ['is gone', null],
    ['is no head', 'nonsense'],
    ['is that of an earlier entry', `1:${'a'.repeat(64)}`],
    ['has another hash', `3:${'a'.repeat(64)}`],
  ])('raises an alert and refuses the change, when the stored head %s', async (_, head) => {
    await write(noAuditKeys, 3);
    const { redis, keys } = shelf();
    if (head === null) await redis.del(keys.auditHead);
    else await redis.set(keys.auditHead, head);
    await expectRefused();
  });

  it('lets the bot go on once the head is set as verify advises', async () => {
    await write(noAuditKeys, 3);
    const { redis, keys } = shelf();
    await redis.del(keys.auditHead);
    const { fittingHead } = await inspect(noAuditKeys);
    if (fittingHead === null) throw new Error('it says how to go on');
    await redis.set(keys.auditHead, formatHead(fittingHead));
    await write(noAuditKeys, 1);
    expect(await verifyAuditLog(redis, keys)).toEqual({ ok: true, entries: 4 });
  });

  it('raises an alert when the whole log was removed while the bot ran', async () => {
    const alerts: Alert[] = [];
    const { redis, keys } = shelf();
    const watching = new RedisRequestStore({
      redis,
      keys,
      alerts: { raise: (alert) => void alerts.push(alert) },
    });
    await watching.note(entry(0));
    await watching.note(entry(1));
    await redis.del(keys.audit, keys.auditHead);
    await watching.note(entry(2));
    expect(alerts).toMatchObject([{ type: 'corrupt_record', key: keys.auditHead, part: 'audit' }]);
  });

  it('raises an alert when a rebuilt chain holds but its former last entry differs', async () => {
    const alerts: Alert[] = [];
    const { redis, keys } = shelf();
    const watching = new AuditAppender(redis, keys, { raise: (alert) => void alerts.push(alert) });
    await write(noAuditKeys, 2);
    await watching.head();
    await write(noAuditKeys, 1);
    expect(await watching.head()).toMatchObject({ sequence: 3 });
    expect(alerts).toEqual([]);
    await redis.del(keys.audit, keys.auditHead);
    for (const index of [7, 8, 9]) await store(noAuditKeys).note(entry(index));
    await watching.head();
    expect(await verifyAuditLog(redis, keys)).toEqual({ ok: true, entries: 3 });
    expect(alerts).toMatchObject([{ type: 'corrupt_record', key: keys.auditHead, part: 'audit' }]);
  });

  async function expectRefused(): Promise<void> {
    const alerts: Alert[] = [];
    const { redis, keys } = shelf();
    const stopped = new RedisRequestStore({
      redis,
      keys,
      alerts: { raise: (alert) => void alerts.push(alert) },
    });
    await expect(stopped.note(entry(9))).rejects.toThrow('npm run audit -- verify says');
    expect(alerts).toMatchObject([{ type: 'corrupt_record', key: keys.auditHead, part: 'audit' }]);
  }
});

const quiet = { raise: () => undefined };

function store(auditKeys: AuditKeys): RedisRequestStore {
  return new RedisRequestStore({
    redis: shelf().redis,
    keys: shelf().keys,
    alerts: quiet,
    replicas: unreplicated,
    auditKeys,
  });
}

async function write(auditKeys: AuditKeys, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await store(auditKeys).note(entry(index));
}

function inspect(auditKeys: AuditKeys) {
  return inspectAuditLog(shelf().redis, shelf().keys, auditKeys);
}

async function actions(): Promise<string[]> {
  const found: string[] = [];
  for await (const { entry: text } of auditLines(shelf().redis, shelf().keys))
    found.push(JSON.parse(text).action);
  return found;
}

function entry(index: number): AuditEntry {
  return { at: askedAt + index, requestId: 'UR-AAAA', action: 'press_refused', actor: 'U1', details: {} };
}
