import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../src/core/asset/asset.js';
import { replaceList } from '../../../src/core/request/back-to-pending.js';
import { approve, cancel, choose, expire } from '../../../src/core/request/decision-transition.js';
import { endWithoutMatch, listAssets } from '../../../src/core/request/lookup-transition.js';
import type { Outcome } from '../../../src/core/request/outcome.js';
import type { Decision, LookingUp, Request } from '../../../src/core/request/request.js';
import { finish, retry, start } from '../../../src/core/request/run-transition.js';
import { stop } from '../../../src/core/request/stop-transition.js';
import {
  addUnresolvedAttempt,
  beginCall,
  recordOutcome,
} from '../../../src/core/request/unlink-transition.js';
import { auditLines } from '../../../src/store/audit-log.js';
import { recordText } from '../../../src/store/read-record.js';
import { CorruptRecord } from '../../../src/store/request-store.js';
import {
  askedAt,
  asset,
  cancelled,
  decision,
  delivery,
  finished,
  inEveryStatus,
  lookingUp,
  pending,
  running,
  threeAssets,
} from '../../fixtures/requests.js';
import { redisShelf, type Shelf } from './redis-shelf.js';

const shelf = redisShelf();
const nothing = { closest: [], withheld: [] };
const seen = { listRevision: 1, ticked: null };
const one = { needed: 1, startsAt: askedAt };
const ids = ['UR-AAAA', 'UR-AAAAB', 'UR-AAAABC'];

const failed: Outcome = { type: 'failed', at: askedAt, tries: 3, cause: { type: 'crashed' } };

const everyOutcome: readonly Outcome[] = [
  { type: 'already_unlinked', at: askedAt },
  { type: 'changed', at: askedAt, nameNow: null },
  { type: 'changed', at: askedAt, nameNow: 'Đại lý' },
  { type: 'refused', at: askedAt, message: 'no' },
  { type: 'protected', at: askedAt, message: 'the main one' },
  { type: 'stopped', at: askedAt, by: 'U0STOPS001' },
  { type: 'would_unlink', at: askedAt },
  failed,
  { type: 'unknown', at: askedAt, tries: 1, cause: { type: 'unreachable', detail: 'x' } },
  { type: 'unknown', at: askedAt, tries: 1, cause: { type: 'stopped' } },
  { type: 'unknown', at: askedAt, tries: 1, cause: { type: 'crashed' }, linkedAnew: { nameNow: null } },
];

describe('creating a request', () => {
  it('stores it, while it is looked up, under the first id', async () => {
    const { store } = shelf();
    await store.create(ids, ask());
    expect(await store.get('UR-AAAA')).toEqual(lookingUp({ id: 'UR-AAAA' }));
  });

  it('answers a repeated delivery with its own request', async () => {
    const { store } = shelf();
    const first = await store.create(ids, ask());
    expect(await store.create(ids, ask())).toEqual(first);
  });

  it('answers a repeated delivery with the current state of its request', async () => {
    const { store } = shelf();
    await store.create(ids, ask());
    await list(shelf(), 'UR-AAAA');
    expect((await store.create(ids, ask())).status).toBe('pending');
  });

  it('makes one request and one audit entry of fifty simultaneous copies of a delivery', async () => {
    const { store, other } = shelf();
    const made = await Promise.all(fifty((index) => (index % 2 === 0 ? store : other).create(ids, ask())));
    expect([new Set(made.map(({ id }) => id)).size, await actions(shelf())]).toEqual([1, ['asked']]);
  });

  it('takes a longer id when another delivery has the short one', async () => {
    const { store } = shelf();
    await store.create(ids, ask());
    expect((await store.create(ids, ask('0'.repeat(64)))).id).toBe('UR-AAAAB');
  });

  it('gives simultaneous deliveries different ids', async () => {
    const { store, other } = shelf();
    const made = await Promise.all([
      store.create(ids, ask()),
      other.create(ids, ask('0'.repeat(64))),
      store.create(ids, ask('1'.repeat(64))),
    ]);
    expect(made.map(({ id }) => id).sort()).toEqual(ids);
  });

  it('says so when no id is left', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask());
    await expect(store.create(['UR-AAAA'], ask('0'.repeat(64)))).rejects.toThrow('no free request id');
  });
});

describe('changing a request', () => {
  it('reports a missing request that was never stored', async () => {
    expect(await shelf().store.change('UR-ZZZZ', (now) => start(now, askedAt))).toEqual({ type: 'missing' });
  });

  it('passes on the reason of a refused step', async () => {
    const { store } = shelf();
    await store.create(ids, ask());
    expect(await store.change('UR-AAAA', (now) => approve(now, decision, seen, one))).toMatchObject({
      type: 'refused',
      reason: { type: 'not_open' },
    });
  });

  it('makes one decision of fifty simultaneous approvals', async () => {
    const { store, other } = shelf();
    await ready(shelf(), 'UR-AAAA');
    const changes = await Promise.all(
      fifty((index) =>
        (index % 2 === 0 ? store : other).change('UR-AAAA', (now) =>
          approve(now, decisionOf(index), seen, one),
        ),
      ),
    );
    expect(changes.filter(({ type }) => type === 'changed')).toHaveLength(1);
  });

  it('makes one decision of fifty simultaneous approvals when three are needed', async () => {
    const { store, other } = shelf();
    await ready(shelf(), 'UR-AAAA');
    await Promise.all(
      fifty((index) =>
        (index % 2 === 0 ? store : other).change('UR-AAAA', (now) =>
          approve(now, decisionOf(index), seen, { needed: 3, startsAt: askedAt }),
        ),
      ),
    );
    const stored = await store.get('UR-AAAA');
    const people = stored !== null && 'approvals' in stored ? stored.approvals.map(({ by }) => by) : [];
    expect([stored?.status, people.length, new Set(people).size]).toEqual(['approved', 3, 3]);
  });

  it('writes one audit entry for fifty approvals at once', async () => {
    const { store } = shelf();
    await ready(shelf(), 'UR-AAAA');
    await Promise.all(
      fifty((index) => store.change('UR-AAAA', (now) => approve(now, decisionOf(index), seen, one))),
    );
    expect(await actions(shelf())).toEqual(['asked', 'listed', 'approved']);
  });

  it('lets either the approval or the cancellation happen when both come at once', async () => {
    const { store, other } = shelf();
    await ready(shelf(), 'UR-AAAA');
    const changes = await Promise.all([
      store.change('UR-AAAA', (now) => approve(now, decisionOf(1), seen, one)),
      other.change('UR-AAAA', (now) => cancel(now, decisionOf(2), null)),
    ]);
    expect(changes.map(({ type }) => type).sort()).toEqual(['changed', 'refused']);
  });

  it('loses none of fifty simultaneous changes to different requests', async () => {
    const { store } = shelf();
    const all = fifty((index) => `UR-AAA${String(index).padStart(2, '0')}`);
    await Promise.all(all.map((id, index) => store.create([id], ask(String(index).padStart(64, '0')))));
    await Promise.all(all.map((id) => store.change(id, (now) => endWithoutMatch(now, nothing, askedAt))));
    expect((await actions(shelf())).sort()).toEqual([...fifty(() => 'asked'), ...fifty(() => 'not_found')]);
  });
});

describe('asset locks', () => {
  it('refuse a second request for the same asset, naming the first and the asset', async () => {
    await ready(shelf(), 'UR-AAAA', ['101']);
    await shelf().store.create(['UR-BBBB'], ask('0'.repeat(64)));
    expect(await list(shelf(), 'UR-BBBB', ['303', '101'])).toEqual({
      type: 'held',
      by: 'UR-AAAA',
      asset: 'oa:101',
    });
  });

  it('leave a refused request as it was', async () => {
    const { store } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    const asked = await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    await list(shelf(), 'UR-BBBB', ['303', '101']);
    expect(await store.get('UR-BBBB')).toEqual(asked);
  });

  it('take nothing when one of several assets is held', async () => {
    await ready(shelf(), 'UR-AAAA', ['101']);
    await shelf().store.create(['UR-BBBB'], ask('0'.repeat(64)));
    await list(shelf(), 'UR-BBBB', ['303', '101']);
    expect(await shelf().redis.get(shelf().keys.lock('oa:303'))).toBeNull();
  });

  it('let a second request have another asset', async () => {
    await ready(shelf(), 'UR-AAAA', ['101']);
    await shelf().store.create(['UR-BBBB'], ask('0'.repeat(64)));
    expect(await list(shelf(), 'UR-BBBB', ['202'])).toMatchObject({ type: 'changed' });
  });

  it('let one of two simultaneous requests have the asset', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask());
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    const changes = await Promise.all([list(shelf(), 'UR-AAAA', ['101']), list(shelf(), 'UR-BBBB', ['101'])]);
    expect(changes.map(({ type }) => type).sort()).toEqual(['changed', 'held']);
  });

  it('are freed when the first request is cancelled', async () => {
    const { store } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.change('UR-AAAA', (now) => cancel(now, decision, null));
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    expect(await list(shelf(), 'UR-BBBB', ['101'])).toMatchObject({ type: 'changed' });
  });

  it('are freed when the first request finishes', async () => {
    const { redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await runToTheEnd(shelf(), 'UR-AAAA', '101');
    expect(await redis.get(keys.lock('oa:101'))).toBeNull();
  });

  it('are freed when the first request expires', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.change('UR-AAAA', (now) => expire(now, pending().expiresAt));
    expect(await redis.get(keys.lock('oa:101'))).toBeNull();
  });

  it('are freed when the first request is stopped before it began', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.change('UR-AAAA', (now) => approve(now, decision, seen, one));
    await store.change('UR-AAAA', (now) => stop(now, decision, 1));
    expect(await redis.get(keys.lock('oa:101'))).toBeNull();
  });

  it('are freed for assets that a new reading of the list lacks', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101', '202']);
    const left = { assets: threeAssets.slice(1), changes: [] };
    await store.change('UR-AAAA', (now) => replaceList(now, left, askedAt, askedAt));
    expect(await redis.mget(keys.lock('oa:101'), keys.lock('oa:202'))).toEqual([null, 'UR-AAAA']);
  });

  it('are taken again by a retry', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await runToTheEnd(shelf(), 'UR-AAAA', '101', failed);
    await store.change('UR-AAAA', (now) => retry(now, decision, { round: 1, needed: 1, holding: [] }));
    expect(await redis.get(keys.lock('oa:101'))).toBe('UR-AAAA');
  });

  it('refuse a retry of an asset that another request holds by now', async () => {
    const { store } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await runToTheEnd(shelf(), 'UR-AAAA', '101', failed);
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    await list(shelf(), 'UR-BBBB', ['101']);
    expect(
      await store.change('UR-AAAA', (now) => retry(now, decision, { round: 1, needed: 1, holding: [] })),
    ).toEqual({
      type: 'held',
      by: 'UR-BBBB',
      asset: 'oa:101',
    });
  });

  it('are not taken by a dry run, which blocks nobody', async () => {
    const { store, redis, keys } = shelf();
    await store.create(['UR-AAAA'], { ...ask(), dryRun: true });
    await list(shelf(), 'UR-AAAA', ['101']);
    expect(await redis.get(keys.lock('oa:101'))).toBeNull();
  });

  it('do not keep a dry run from an asset of another request', async () => {
    const { store } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.create(['UR-BBBB'], { ...ask('0'.repeat(64)), dryRun: true });
    expect(await list(shelf(), 'UR-BBBB', ['101'])).toMatchObject({ type: 'changed' });
  });

  it('follow the choice', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.change('UR-AAAA', (now) => choose(now, { ids: ['202'], most: 20 }, 'U1', askedAt));
    expect(await redis.mget(keys.lock('oa:101'), keys.lock('oa:202'))).toEqual([null, 'UR-AAAA']);
  });

  it('refuse the choice of an asset that another request holds', async () => {
    const { store } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    await list(shelf(), 'UR-BBBB', ['202']);
    const change = await store.change('UR-BBBB', (now) =>
      choose(now, { ids: ['101'], most: 20 }, 'U1', askedAt),
    );
    expect(change).toEqual({ type: 'held', by: 'UR-AAAA', asset: 'oa:101' });
  });

  it('are free after their request was deleted, and its id is never given again', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await redis.del(keys.request('UR-AAAA'));
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    expect(await list(shelf(), 'UR-BBBB', ['101'])).toMatchObject({ type: 'changed' });
    expect(await redis.get(keys.lock('oa:101'))).toBe('UR-BBBB');
    expect(await store.open()).toEqual(['UR-BBBB']);
    expect(await store.create(ids, ask('1'.repeat(64)))).toMatchObject({ id: 'UR-AAAAB' });
  });

  it('are free after their request has ended', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await store.change('UR-AAAA', (now) => cancel(now, decision, null));
    await redis.set(keys.lock('oa:101'), 'UR-AAAA');
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    expect(await list(shelf(), 'UR-BBBB', ['101'])).toMatchObject({ type: 'changed' });
  });

  it('remain while their request is unreadable, since it may hold its asset', async () => {
    const { store, redis, keys } = shelf();
    await ready(shelf(), 'UR-AAAA', ['101']);
    await redis.hset(keys.request('UR-AAAA'), 'record', '{"id":');
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    expect(await list(shelf(), 'UR-BBBB', ['101'])).toMatchObject({ type: 'held', by: 'UR-AAAA' });
  });
});

describe('open requests', () => {
  it('are listed by the time of their last change, oldest first', async () => {
    const { store } = shelf();
    await store.create(['UR-BBBB'], { ...ask('0'.repeat(64)), askedAt: askedAt + 10 });
    await store.create(['UR-AAAA'], ask());
    expect(await store.openSince(askedAt + 10)).toEqual([
      { id: 'UR-AAAA', since: askedAt },
      { id: 'UR-BBBB', since: askedAt + 10 },
    ]);
  });

  it('are not listed for a while after they were found complete', async () => {
    const { store, redis, keys } = shelf();
    await store.create(['UR-AAAA'], ask());
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    await store.markIntact({ id: 'UR-AAAA', since: askedAt }, 60_000);
    expect(await store.openSince(askedAt)).toEqual([{ id: 'UR-BBBB', since: askedAt }]);
    expect(await redis.pttl(keys.intact('UR-AAAA'))).toBeLessThanOrEqual(60_000);
  });

  it('are listed if they changed after they were found complete', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask());
    await store.markIntact({ id: 'UR-AAAA', since: askedAt - 1 }, 60_000);
    expect(await store.openSince(askedAt)).toEqual([{ id: 'UR-AAAA', since: askedAt }]);
  });

  it('are not listed if they changed later', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask());
    expect(await store.openSince(askedAt - 1)).toEqual([]);
  });

  it('are no longer listed when they end', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask());
    await store.change('UR-AAAA', (now) => endWithoutMatch(now, nothing, askedAt));
    expect(await store.openSince(askedAt)).toEqual([]);
  });
});

describe('reading requests', () => {
  it('returns several at once, in order, and marks those that are missing or unreadable', async () => {
    const { store, redis, keys } = shelf();
    await store.create(['UR-AAAA'], ask());
    await store.create(['UR-BBBB'], ask('0'.repeat(64)));
    await redis.hset(keys.request('UR-CCCC'), { revision: '1', record: '{"half' });
    const read = await store.getAll(['UR-BBBB', 'UR-ZZZZ', 'UR-CCCC', 'UR-AAAA']);
    expect(read.map((each) => (each === null || typeof each === 'string' ? each : each.id))).toEqual([
      'UR-BBBB',
      null,
      'corrupt',
      'UR-AAAA',
    ]);
  });

  it('says which open request holds an asset', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask());
    await list(shelf(), 'UR-AAAA');
    expect(await store.holders(['oa:101', 'oa:999', 'app:101'])).toEqual(['UR-AAAA', null, null]);
    expect(await store.open()).toEqual(['UR-AAAA']);
  });

  it('returns nothing for an id that was never stored', async () => {
    expect(await shelf().store.get('UR-ZZZZ')).toBeNull();
  });

  it.each(everyRecord())('returns a request that is $status exactly as it was stored', async (request) => {
    const { store, redis, keys } = shelf();
    await redis.hset(keys.request(request.id), {
      revision: request.revision,
      record: JSON.stringify(request),
    });
    expect(await store.get(request.id)).toEqual(request);
  });

  it.each([
    ['is not JSON', '{"id":'],
    ['is empty', ''],
    ['has no status', JSON.stringify({ ...lookingUp(), status: null })],
    ['is of another revision than the one beside it', JSON.stringify(lookingUp({ revision: 2 }))],
    ['lacks what its status needs', JSON.stringify({ ...lookingUp(), status: 'approved' })],
  ])('refuses a record that %s', async (_, record) => {
    const { store, redis, keys } = shelf();
    await redis.hset(keys.request('UR-AAAA'), { revision: 1, record });
    await expect(store.get('UR-AAAA')).rejects.toThrow(CorruptRecord);
  });

  it('changes nothing about a record it refuses', async () => {
    const { store, redis, keys } = shelf();
    await redis.hset(keys.request('UR-AAAA'), { revision: 1, record: 'broken' });
    await expect(store.change('UR-AAAA', (now) => start(now, askedAt))).rejects.toThrow(CorruptRecord);
    expect(await redis.hget(keys.request('UR-AAAA'), 'record')).toBe('broken');
  });
});

it('the store works again after Redis has forgotten the script', async () => {
  const { store, redis } = shelf();
  await redis.script('FLUSH');
  expect((await store.create(ids, ask())).id).toBe('UR-AAAA');
});

it('the store changes nothing when the audit log cannot take the entry', async () => {
  const { store, redis, keys } = shelf();
  await ready(shelf(), 'UR-AAAA');
  await redis.del(keys.auditHead);
  await store.change('UR-AAAA', (now) => approve(now, decision, seen, one)).catch(() => undefined);
  expect((await store.get('UR-AAAA'))?.status).toBe('pending');
});

function ask(from: string = delivery): Omit<LookingUp, 'id' | 'revision' | 'status'> {
  const { id: _, revision: __, status: ___, ...rest } = lookingUp({ delivery: from });
  return rest;
}

function list({ store }: Shelf, id: string, chosen: readonly string[] = ['101']) {
  const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen };
  return store.change(id, (now) => listAssets(now, found, askedAt, pending().expiresAt));
}

/** A request ready for approval. */
async function ready(on: Shelf, id: string, chosen: readonly string[] = ['101']): Promise<void> {
  await on.store.create([id], ask());
  await list(on, id, chosen);
}

async function runToTheEnd(
  { store }: Shelf,
  id: string,
  only: string,
  outcome: Outcome = { type: 'unlinked', at: askedAt },
): Promise<void> {
  await store.change(id, (now) => approve(now, decision, seen, one));
  await store.change(id, (now) => start(now, askedAt));
  await store.change(id, (now) => beginCall(now, { id: only, round: 1 }, askedAt));
  await store.change(id, (now) =>
    addUnresolvedAttempt(now, { id: only, at: askedAt, tries: 1, cause: { type: 'crashed' } }, 1),
  );
  await store.change(id, (now) => recordOutcome(now, only, 1, outcome));
  await store.change<unknown>(id, (now: Request) => finish(now, askedAt));
}

async function actions({ redis, keys }: Shelf): Promise<string[]> {
  const found: string[] = [];
  for await (const { entry } of auditLines(redis, keys)) found.push(String(JSON.parse(entry).action));
  return found;
}

function decisionOf(index: number): Decision {
  return { by: `U0APPROVE${index}`, at: askedAt + index, press: String(index) };
}

function fifty<T>(make: (index: number) => T): T[] {
  return Array.from({ length: 50 }, (_, index) => make(index));
}

/** Requests in every status, with a value in every field. */
function everyRecord(): Request[] {
  const full = pending({
    assets: [fullAsset(), asset('202'), asset('404')],
    reason: 'đóng cửa 😀',
    dryRun: true,
    thread: '1767578400.000100',
    more: 3,
    missed: ['nope'],
    withheld: [
      { asset: asset('505'), why: { type: 'protected', message: 'no' } },
      { asset: asset('606'), why: { type: 'held', by: 'UR-0000' } },
    ],
    changes: [
      { type: 'gone', asset: asset('707') },
      { type: 'changed', asset: fullAsset(), before: asset('101') },
      { type: 'protected', asset: asset('808'), message: 'no' },
    ],
    approvals: [decision],
    withdrawn: ['a'.repeat(64), 'b'.repeat(64)],
    dropped: ['U0APPROVE1'],
    others: [{ user: 'U0OTHER001', reason: null, at: askedAt, requestId: 'UR-0000' }],
  });
  const { id: _, status: __, ...asked } = lookingUp();
  const ended = { ...asked, id: 'UR-7K2M', endedAt: askedAt };
  return [
    lookingUp(),
    { ...ended, status: 'no_match', closest: [fullAsset()], withheld: full.withheld },
    { ...ended, status: 'lookup_failed', cause: { type: 'not_the_contract', detail: 'x' } },
    { ...ended, status: 'joined', other: 'UR-0000' },
    ...inEveryStatus(full),
    cancelled(full, { type: 'said', text: 'no' }),
    cancelled(full, { type: 'stopped' }),
    cancelled(full, { type: 'nothing_left' }),
    { ...running(full), stop: decision, round: 2, retries: [decision], called: ['101'] },
    ...everyOutcome.map((outcome) => finished('partial', full, () => outcome)),
  ];
}

function fullAsset(): Asset {
  return {
    kind: 'oa',
    id: '101',
    name: 'Đại lý',
    verified: true,
    linkedAt: '2024-01-01T07:00:00+07:00',
    linkedBy: 'A',
    zcaId: '9',
  };
}

describe('a process that changes one request many times at once', () => {
  const scripts = async () => {
    const [, calls = '0'] =
      /cmdstat_evalsha:calls=(\d+)/u.exec(await shelf().redis.info('commandstats')) ?? [];
    return Number(calls);
  };
  const listed = async () => {
    const { store } = shelf();
    const request = pending();
    await store.create([request.id], { ...lookingUp(), delivery });
    const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: [] };
    await store.change(request.id, (now) => listAssets(now, found, askedAt, askedAt + 1_000));
    return request.id;
  };

  it('makes them one after the other: none is written twice', async () => {
    const { store } = shelf();
    const id = await listed();
    const before = await scripts();
    const changes = Array.from({ length: 20 }, (_, at) =>
      store.change(id, (now) =>
        choose(now, { ids: at % 2 === 0 ? ['101'] : ['202'], most: 5 }, 'U0LAN00001', askedAt + at),
      ),
    );
    const ends = await Promise.all(changes);
    expect(ends.map(({ type }) => type)).toEqual(changes.map(() => 'changed'));
    // The first may find that the audit log has another end than this process knows.
    expect((await scripts()) - before).toBeLessThanOrEqual(21);
  });

  it('goes on after a change that fails', async () => {
    const { store } = shelf();
    const id = await listed();
    const fails = store.change(id, () => {
      throw new Error('a mistake in a step');
    });
    const works = store.change(id, (now) => choose(now, { ids: ['101'], most: 5 }, 'U0LAN00001', askedAt));
    await expect(fails).rejects.toThrow('a mistake in a step');
    expect((await works).type).toBe('changed');
  });

  it('reads what another process has written since, also under the same revision', async () => {
    const { store, redis, keys } = shelf();
    const id = await listed();
    const record = (await redis.hget(keys.request(id), 'record')) ?? '';
    await redis.hset(keys.request(id), 'record', record.replace('"reason":', '"note":"by hand","reason":'));
    expect(await store.get(id)).toMatchObject({ note: 'by hand' });
  });
});

describe('what a process has written', () => {
  it.each(inEveryStatus(pending()))('is read by it as by any other', async (request) => {
    const { redis, keys, other } = shelf();
    const text = recordText(request);
    await redis.hset(keys.request(request.id), { revision: String(request.revision), record: text });
    expect(await other.get(request.id)).toStrictEqual(request);
  });
});
