import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../src/core/asset/asset.js';
import { matchAssets } from '../../../src/core/matching/match.js';
import { approve, cancel } from '../../../src/core/request/decision-transition.js';
import { listAssets } from '../../../src/core/request/lookup-transition.js';
import type { Outcome } from '../../../src/core/request/outcome.js';
import type { LookingUp, Request } from '../../../src/core/request/request.js';
import { finish, retry, start } from '../../../src/core/request/run-transition.js';
import { recordOutcome } from '../../../src/core/request/unlink-transition.js';
import type { WantedOutcomes } from '../../../src/flow/ports/store.js';
import { RedisMaintenance } from '../../../src/store/maintenance.js';
import { RedisRequestIndex } from '../../../src/store/request-index.js';
import { done } from '../../fixtures/past-requests.js';
import {
  askedAt,
  asset,
  decision,
  finished,
  lookingUp,
  pending,
  threeAssets,
} from '../../fixtures/requests.js';
import fc from '../../fixtures/seeded-check.js';
import { anyText } from '../../fixtures/strings.js';
import { putAsBefore } from '../queries/looking.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const index = () => new RedisRequestIndex(shelf().redis, shelf().keys);
const all: WantedOutcomes = { kinds: ['oa', 'app'], query: null, from: null, reach: 100_000 };

async function found(wanted: Partial<WantedOutcomes> = {}): Promise<string[]> {
  const outcomes = await index().outcomes({ ...all, ...wanted });
  const places = await outcomes.read(0, 1_000);
  expect(outcomes.total).toBe(places.length);
  return places.map(({ requestId, assetId }) => `${requestId} ${assetId}`);
}

describe('the list of a person’s requests', () => {
  it('is newest first and counted, and keeps its order when a request changes', async () => {
    const { store } = shelf();
    for (const [at, id] of ['UR-BBBB', 'UR-AAAA', 'UR-CCCC'].entries())
      await store.create([id], { ...ask(String(at)), askedAt: askedAt + at });
    await store.create(['UR-DDDD'], { ...ask('9'), requester: 'U0OTHER' });
    await store.change('UR-BBBB', (now) => listAssets(now, shown, askedAt + 99, askedAt + 1_000));
    expect(await index().requestOfDelivery(ask('0').requester, 2)).toEqual({
      ids: ['UR-CCCC', 'UR-AAAA'],
      total: 3,
    });
  });
});

describe('an outcome', () => {
  it('is found by kind and time once it is known', async () => {
    await run('UR-AAAA', { 101: unlinked(1), 202: failedAt(2) });
    expect(await found()).toEqual(['UR-AAAA 202', 'UR-AAAA 101']);
    expect(await found({ kinds: ['app'] })).toEqual([]);
    expect(await found({ kinds: ['oa'], from: askedAt + 2 })).toEqual(['UR-AAAA 202']);
  });

  it('is found in a search up to a moment, which is itself excluded, with and without a text', async () => {
    await run('UR-AAAA', { 101: unlinked(1), 202: failedAt(2), 303: unlinked(3) });
    expect(await found({ until: askedAt + 3 })).toEqual(['UR-AAAA 202', 'UR-AAAA 101']);
    expect(await found({ from: askedAt + 2, until: askedAt + 3 })).toEqual(['UR-AAAA 202']);
    expect(await found({ query: '101', until: askedAt + 1 })).toEqual([]);
    expect(await found({ query: '101', until: askedAt + 2 })).toEqual(['UR-AAAA 101']);
  });

  it('disappears during a retry until it is known again', async () => {
    const { store } = shelf();
    await run('UR-AAAA', { 101: unlinked(1), 202: failedAt(2), 303: unlinked(3) });
    await store.change('UR-AAAA', (now) => finish(now, askedAt + 4));
    await store.change('UR-AAAA', (now) => retry(now, again, { round: 1, needed: 1, holding: [] }));
    expect(await found()).toEqual(['UR-AAAA 303', 'UR-AAAA 101']);
    await store.change('UR-AAAA', (now) => start(now, askedAt + 5));
    await store.change('UR-AAAA', (now) => recordOutcome(now, '202', 2, unlinked(6)));
    expect(await found()).toEqual(['UR-AAAA 202', 'UR-AAAA 303', 'UR-AAAA 101']);
    expect(await index().unlinkedFrom(['oa'], [askedAt, askedAt + 4])).toEqual([2, 1]);
  });

  it('counts as an unlink only when the bot itself unlinked it', async () => {
    await run('UR-AAAA', { 101: unlinked(1), 202: { type: 'already_unlinked', at: askedAt + 1 } });
    expect(await index().unlinkedFrom(['oa', 'app'], [askedAt])).toEqual([1]);
    expect(await index().unlinkedFrom(['app'], [askedAt])).toEqual([0]);
  });
});

describe('the outcomes of a request with several assets', () => {
  const upkeep = () => {
    const { redis, keys, store } = shelf();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    return new RedisMaintenance({ redis, keys, store, log });
  };
  const both = ['UR-AAAA 202', 'UR-AAAA 101'];

  it('are indexed one by one once every request is indexed', async () => {
    await upkeep().healIndex();
    await run('UR-AAAA', { 101: unlinked(1), 202: unlinked(2) });
    expect(await found()).toEqual(both);
    expect(await index().unlinkedFrom(['oa'], [askedAt])).toEqual([2]);
    expect(await upkeep().healIndex()).toBe(0);
  });

  it('are all indexed by the next change if another version has written one without its entry', async () => {
    await upkeep().healIndex();
    const { redis, keys, store } = shelf();
    const id = await run('UR-AAAA', { 101: unlinked(1) });
    await redis.del(keys.history(null));
    await redis.hset(keys.request(id), 'indexed', '1:4');
    await store.change(id, (now) => recordOutcome(now, '202', 1, unlinked(2)));
    expect(await found()).toEqual(both);
  });

  it('are all indexed by each change while an older layout is being replaced', async () => {
    const { redis, keys, store } = shelf();
    await redis.set(keys.indexed, '1');
    const id = await run('UR-AAAA', { 101: unlinked(1) });
    await redis.del(keys.history(null));
    await store.change(id, (now) => recordOutcome(now, '202', 1, unlinked(2)));
    expect(await found()).toEqual(both);
  });

  it('leave the index when they are tried again', async () => {
    await upkeep().healIndex();
    const id = await run('UR-AAAA', { 101: unlinked(1), 202: failedAt(2), 303: failedAt(3) });
    const { store } = shelf();
    await store.change(id, (now) => finish(now, askedAt + 4));
    const change = await store.change(id, (now) =>
      retry(now, { ...decision, press: 'again' }, { round: 1, needed: 1, holding: [] }),
    );
    expect(change.type).toBe('changed');
    expect(await found()).toEqual(['UR-AAAA 101']);
  });
});

describe('a search', () => {
  it('finds the matches of a look-up, whatever the names, ids and queries', async () => {
    const { redis, keys, store } = shelf();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const upkeep = new RedisMaintenance({ redis, keys, store, log });
    const whole = anyText().map((text) => text.replace(/\p{Surrogate}/gu, ''));
    const name = fc.oneof(whole, fc.constantFrom(...names));
    const query = fc.oneof(whole, fc.constantFrom(...queries)).filter((text) => text.trim() !== '');
    const id = fc.stringMatching(/^[1-3]{1,4}$/u);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(id, name), { selector: ([each]) => each, minLength: 1, maxLength: 8 }),
        fc.array(query, { minLength: 1, maxLength: 4 }),
        async (made, asked) => {
          const assets = made.map(([each, text]) => asset(each, text));
          await redis.flushall();
          const records = assets.map((each, at) => done(`UR-${1000 + at}`, askedAt + at, each));
          await putAsBefore(records, redis, keys);
          expect(await upkeep.healIndex()).toBe(records.length);
          for (const text of asked)
            expect((await found({ query: text })).map((each) => each.split(' ')[1]).sort()).toEqual(
              matched(text, assets),
            );
        },
      ),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('finds a name that contains half a character', async () => {
    await run('UR-AAAA', { 101: unlinked(1) }, [asset('101', 'Kho \ud83d')]);
    expect(await found({ query: 'kho' })).toEqual(['UR-AAAA 101']);
    expect(await found({ query: '\ud83d' })).toEqual(['UR-AAAA 101']);
  });

  it('counts and pages across several reads', async () => {
    const { redis, keys } = shelf();
    const pipeline = redis.pipeline();
    for (let at = 0; at < 12_000; at += 1)
      pipeline.zadd(keys.history(null), at, `${at} UR-${at} ${at % 3 === 0 ? 'ban hang' : 'kho'}`);
    await pipeline.exec();
    const outcomes = await index().outcomes({ ...all, query: 'bán hàng' });
    const place = (at: number) => ({ requestId: `UR-${at}`, assetId: String(at) });
    expect(outcomes.total).toBe(4_000);
    expect(await outcomes.read(1_665, 4)).toEqual([7_002, 6_999, 6_996, 6_993].map(place));
    expect(await outcomes.read(3_999, 10)).toEqual([place(0)]);
    expect(await outcomes.read(4_000, 10)).toEqual([]);
    expect(outcomes.searchedTo).toBeNull();
    const near = await index().outcomes({ ...all, query: 'ban', reach: 7_500 });
    expect([near.total, near.searchedTo]).toEqual([2_500, 4_500]);
  });
});

describe('reindexing', () => {
  const upkeep = (logged: string[] = []) => {
    const { redis, keys, store } = shelf();
    const log = {
      info: () => undefined,
      warn: (event: string) => void logged.push(event),
      error: () => undefined,
    };
    return new RedisMaintenance({ redis, keys, store, log });
  };

  it('adds requests from before the index, and says until then that some may be missing', async () => {
    const { redis, keys } = shelf();
    const records = [done('UR-0001', askedAt), finished('succeeded', pending({ id: 'UR-0002' }))];
    await putAsBefore(records, redis, keys);
    expect((await index().outcomes(all)).isWhole).toBe(false);
    expect(await upkeep().healIndex()).toBe(2);
    expect((await index().outcomes(all)).isWhole).toBe(true);
    expect(await found()).toHaveLength(4);
    expect((await index().requestOfDelivery(lookingUp().requester, 5)).total).toBe(2);
  });

  it('corrects requests that an older version has changed since, and leaves the others alone', async () => {
    const { redis, keys } = shelf();
    const id = await run('UR-AAAA', { 101: unlinked(1) });
    expect(await upkeep().healIndex()).toBe(0);
    const stored = await shelf().store.get(id);
    if (stored?.status !== 'running') throw new Error('it runs');
    const settled = [...stored.settled, { id: '202', outcome: unlinked(2) }];
    const record = JSON.stringify({ ...stored, revision: stored.revision + 1, settled } satisfies Request);
    await redis.hset(keys.request(id), { revision: String(stored.revision + 1), record });
    expect(await upkeep().healIndex()).toBe(1);
    expect(await found()).toEqual(['UR-AAAA 202', 'UR-AAAA 101']);
  });

  it('replaces all entries of an older layout, which normalised names differently', async () => {
    const { redis, keys } = shelf();
    await run('UR-AAAA', { 101: unlinked(1) });
    const older = '101 UR-AAAA as it was folded before';
    for (const kind of [null, 'oa'] as const) {
      await redis.del(keys.history(kind));
      await redis.zadd(keys.history(kind), 1, older);
    }
    await redis.set(keys.indexed, '1');
    await upkeep().healIndex();
    expect(await found()).toEqual(['UR-AAAA 101']);
    expect(await redis.zscore(keys.history('oa'), older)).toBeNull();
    expect((await index().outcomes(all)).isWhole).toBe(true);
  });

  it('goes on past a record that cannot be read', async () => {
    const { redis, keys } = shelf();
    await putAsBefore(['UR-0001', done('UR-0002', askedAt)], redis, keys);
    const logged: string[] = [];
    expect(await upkeep(logged).healIndex()).toBe(1);
    expect(logged).toEqual(['request.corrupt']);
  });
});

describe('an unlink that operators report', () => {
  it('counts as an unlink by the bot', async () => {
    await run('UR-AAAA', { 101: { type: 'reported', by: 'U0OPERATE1', at: askedAt + 1 }, 202: unlinked(2) });
    expect(await index().unlinkedFrom(['oa'], [askedAt])).toEqual([2]);
  });
});

describe('the removal of old requests', () => {
  const upkeep = () => {
    const { redis, keys, store } = shelf();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    return new RedisMaintenance({ redis, keys, store, log });
  };
  const day = 86_400_000;

  it('takes the oldest first, up to the limit, and leaves open and newer ones', async () => {
    const { redis, keys } = shelf();
    const ended = [3, 1, 2].map((at) => done(`UR-000${at}`, askedAt + at * day));
    await putAsBefore([...ended, pending({ id: 'UR-0009', askedAt: 1 })], redis, keys);
    await upkeep().healIndex();
    // Each of them ends at the time in `finished`.
    const before = 8_640_000_000_000_000;
    expect((await upkeep().forget(before, 2)).length).toBe(2);
    expect((await upkeep().forget(before, 2)).length).toBe(1);
    expect(await upkeep().forget(before, 2)).toEqual([]);
    expect((await shelf().store.get('UR-0009'))?.status).toBe('pending');
  });

  it('leaves nothing but the audit log and the fact that the id was given', async () => {
    const { store, redis, keys } = shelf();
    const id = await run('UR-AAAA', { 101: unlinked(1), 202: failedAt(1), 303: unlinked(2) });
    await store.change(id, (now) => finish(now, askedAt + 3));
    await redis.set(keys.post(`card-${id}`), '{}');
    await redis.hset(keys.evidence(id, 1), 'sha256', '{}');
    const kept = await redis.xlen(keys.audit);
    await store.markReported({ requestId: id, round: 1 });
    expect(await upkeep().forget(askedAt + 3, 10)).toEqual([]);
    expect((await upkeep().forget(askedAt + 4, 10)).map((each) => each.id)).toEqual([id]);
    expect((await redis.keys(`${keys.audit.replace(/:audit$/u, '')}:*`)).sort()).toEqual(
      [keys.audit, keys.auditHead, keys.request(id)].sort(),
    );
    expect(await redis.hgetall(keys.request(id))).toEqual({ revision: 'gone' });
    expect(await redis.xlen(keys.audit)).toBe(kept);
    expect(await store.get(id)).toBeNull();
  });

  it('gives no other request the id, which old messages still name', async () => {
    const { store } = shelf();
    await store.create(['UR-AAAA'], ask('0'));
    await store.change('UR-AAAA', (now) => listAssets(now, shown, askedAt, askedAt + 1_000));
    await store.change('UR-AAAA', (now) => cancel(now, decision, null));
    await upkeep().forget(decision.at + 1, 10);
    expect((await store.create(['UR-AAAA', 'UR-AAAAB'], ask('1'))).id).toBe('UR-AAAAB');
  });

  it('leaves a request that was opened again', async () => {
    const { store } = shelf();
    const id = await run('UR-AAAA', { 101: failedAt(1), 202: failedAt(1), 303: failedAt(1) });
    await store.change(id, (now) => finish(now, askedAt + 3));
    const reopening = {
      getAll: async (ids: readonly string[]) => {
        const read = await store.getAll(ids);
        await store.change(id, (now) => retry(now, again, { round: 1, needed: 1, holding: [] }));
        return read;
      },
    };
    const { redis, keys } = shelf();
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    expect(
      await new RedisMaintenance({ redis, keys, store: reopening, log }).forget(askedAt + day, 10),
    ).toEqual([]);
    expect((await store.get(id))?.status).toBe('approved');
  });
});

const shown = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: ['101', '202', '303'] };
const again = { by: 'U0OTHER', at: askedAt + 5, press: 'd'.repeat(64) };
const names = ['Bán hàng Sài Gòn', 'ĐẠI LÝ', 'ban-hang', '★ Shop', '123 kho', 'A&B', '★', 'Ở đâu  đó'];
const queries = [
  'ban',
  'hang',
  'dai ly',
  '★',
  '-',
  '12',
  '1',
  '123',
  '1 2',
  'kho',
  '&',
  'ur',
  'UR-1000',
  'o',
];

function matched(query: string, assets: readonly Asset[]): string[] {
  const match = matchAssets(query, assets);
  if (match.type === 'none') return [];
  return (match.type === 'exact' ? [match.asset] : match.assets).map(({ id }) => id).sort();
}

function ask(digit: string): Omit<LookingUp, 'id' | 'revision' | 'status'> {
  const {
    id: _id,
    revision: _revision,
    status: _status,
    ...asked
  } = lookingUp({ delivery: digit.repeat(64) });
  return asked;
}

function unlinked(after: number): Outcome {
  return { type: 'unlinked', at: askedAt + after };
}

function failedAt(after: number): Outcome {
  return { type: 'failed', at: askedAt + after, tries: 3, cause: { type: 'crashed' } };
}

/** A running request for three assets or the given ones, with these outcomes. */
async function run(
  id: string,
  outcomes: { readonly [asset: string]: Outcome },
  assets: readonly Asset[] = threeAssets,
): Promise<string> {
  const { store } = shelf();
  await store.create([id], ask('7'));
  await store.change(id, (now) =>
    listAssets(
      now,
      { ...shown, assets, chosen: assets.map((each) => each.id) },
      askedAt,
      askedAt + 1_000_000,
    ),
  );
  const seen = { listRevision: 1, ticked: null };
  await store.change(id, (now) =>
    approve(now, { ...decision, at: askedAt }, seen, { needed: 1, startsAt: askedAt }),
  );
  await store.change(id, (now) => start(now, askedAt));
  for (const [of, outcome] of Object.entries(outcomes))
    await store.change(id, (now) => recordOutcome(now, of, 1, outcome));
  return id;
}
