import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/core/request/audit-entry.js';
import { formatHead, nextLine, parseHead } from '../../../src/store/audit-chain.js';
import { auditLines, verifyAuditLog } from '../../../src/store/audit-log.js';
import { askedAt } from '../../fixtures/requests.js';
import { redisShelf, type Shelf } from './redis-shelf.js';

const shelf = redisShelf();

describe('an untouched audit log', () => {
  it('verifies when it is empty', async () => {
    expect(await verify(shelf())).toEqual({ ok: true, entries: 0 });
  });

  it('verifies with the number of its entries', async () => {
    await write(shelf(), 5);
    expect(await verify(shelf())).toEqual({ ok: true, entries: 5 });
  });

  it('verifies when many wrote at once', async () => {
    const { store, other } = shelf();
    await Promise.all(
      Array.from({ length: 60 }, (_, index) => (index % 2 ? store : other).note(entry(index))),
    );
    expect(await verify(shelf())).toEqual({ ok: true, entries: 60 });
  });

  it('costs at most three scripts an entry when two processes write many at once', async () => {
    const { store, other, redis } = shelf();
    const before = await scriptsRun(redis);
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => (index % 2 ? store : other).note(entry(index))),
    );
    expect(((await scriptsRun(redis)) - before) / 200).toBeLessThanOrEqual(3);
    expect(await verify(shelf())).toEqual({ ok: true, entries: 200 });
  });

  it('costs one script an entry when one process writes alone', async () => {
    const { store, redis } = shelf();
    await write(shelf(), 1);
    const before = await scriptsRun(redis);
    for (let index = 0; index < 10; index += 1) await store.note(entry(index));
    expect((await scriptsRun(redis)) - before).toBe(10);
  });

  it('verifies while entries are being written to it', async () => {
    const { other } = shelf();
    let writing = true;
    const writer = (async () => {
      for (let index = 0; writing; index += 1) await other.note(entry(index));
    })();
    const verdicts = [];
    for (let round = 0; round < 60; round += 1) verdicts.push(await verify(shelf()));
    writing = false;
    await writer;
    expect(verdicts.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('verifies when it is longer than a page', async () => {
    await forge(shelf(), chainOf(2_500));
    expect(await verify(shelf())).toEqual({ ok: true, entries: 2_500 });
  });

  it('returns its entries, oldest first', async () => {
    await write(shelf(), 3);
    const times: number[] = [];
    for await (const line of auditLines(shelf().redis, shelf().keys)) times.push(JSON.parse(line.entry).at);
    expect(times).toEqual([askedAt, askedAt + 1, askedAt + 2]);
  });
});

describe('an audit log that was tampered with', () => {
  it('names the entry whose words were changed', async () => {
    const lines = chainOf(5).map((line) =>
      line.sequence === 3 ? { ...line, entry: line.entry.replace('U1', 'U2') } : line,
    );
    await forge(shelf(), lines);
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 3, problem: 'changed' });
  });

  it('names the entry after one whose words and hash were changed together', async () => {
    const forged = nextLine(chainOf(2)[1] ?? { sequence: 0, hash: '' }, { ...entry(2), actor: 'U2' });
    await forge(
      shelf(),
      chainOf(5).map((line) => (line.sequence === 3 ? forged : line)),
    );
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 4, problem: 'changed' });
  });

  it('names the last entry when the whole chain was rebuilt', async () => {
    await forge(shelf(), chainOf(5));
    await shelf().redis.del(shelf().keys.audit);
    const replacement = chainOf(5, 'U2');
    await append(shelf(), replacement);
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 5, problem: 'changed' });
  });

  it('names an entry that was removed from the middle', async () => {
    await write(shelf(), 5);
    await shelf().redis.xdel(shelf().keys.audit, '3-0');
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 3, problem: 'missing' });
  });

  it('names the first entry when the beginning was removed', async () => {
    await write(shelf(), 5);
    await shelf().redis.xtrim(shelf().keys.audit, 'MINID', '4-0');
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 1, problem: 'missing' });
  });

  it('names the first entry that was cut off at the end', async () => {
    await write(shelf(), 5);
    await shelf().redis.xdel(shelf().keys.audit, '4-0', '5-0');
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 4, problem: 'cut_short' });
  });

  it('names the first entry when everything was removed', async () => {
    await write(shelf(), 5);
    await shelf().redis.del(shelf().keys.audit);
    expect(await verify(shelf())).toEqual({ ok: false, sequence: 1, problem: 'cut_short' });
  });

  it('does not verify when the head was removed', async () => {
    await write(shelf(), 5);
    await shelf().redis.del(shelf().keys.auditHead);
    expect(await verify(shelf())).toMatchObject({ ok: false });
  });
});

describe('the head of an audit log', () => {
  it('is read as it was written', () => {
    const head = { sequence: 7, hash: 'a'.repeat(64) };
    expect(parseHead(formatHead(head))).toEqual(head);
  });

  it('is empty when there is no entry', () => {
    expect(formatHead({ sequence: 0, hash: '' })).toBe('');
  });
});

function verify({ redis, keys }: Shelf) {
  return verifyAuditLog(redis, keys);
}

async function write({ store }: Shelf, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await store.note(entry(index));
}

function entry(index: number): AuditEntry {
  return { at: askedAt + index, requestId: 'UR-AAAA', action: 'press_refused', actor: 'U1', details: {} };
}

function chainOf(count: number, actor: string = 'U1') {
  const lines: ReturnType<typeof nextLine>[] = [];
  for (let index = 0; index < count; index += 1) {
    lines.push(nextLine(lines.at(-1) ?? { sequence: 0, hash: '' }, { ...entry(index), actor }));
  }
  return lines;
}

/** Writes these lines unchecked, and a head that matches the last of them. */
async function forge(on: Shelf, lines: ReturnType<typeof chainOf>): Promise<void> {
  await append(on, lines);
  const last = lines.at(-1);
  if (last !== undefined) await on.redis.set(on.keys.auditHead, formatHead(last));
}

async function append({ redis, keys }: Shelf, lines: ReturnType<typeof chainOf>): Promise<void> {
  const pipeline = redis.pipeline();
  for (const line of lines)
    pipeline.xadd(keys.audit, `${line.sequence}-0`, 'entry', line.entry, 'hash', line.hash);
  await pipeline.exec();
}

/** The scripts that this Redis has run so far. */
async function scriptsRun(redis: Shelf['redis']): Promise<number> {
  const stats = await redis.info('commandstats');
  return Number(/cmdstat_evalsha:calls=(\d+)/u.exec(stats)?.[1] ?? 0);
}
