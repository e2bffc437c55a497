import { describe, expect, it } from 'vitest';
import { approve, cancel } from '../../../src/core/request/decision-transition.js';
import { addRequester } from '../../../src/core/request/join-transition.js';
import { listAssets } from '../../../src/core/request/lookup-transition.js';
import type { LookingUp, Pending, Request } from '../../../src/core/request/request.js';
import type { PendingRequests } from '../../../src/flow/ports/store.js';
import { RedisMaintenance } from '../../../src/store/maintenance.js';
import { RedisRequestIndex } from '../../../src/store/request-index.js';
import {
  approved,
  askedAt,
  cancelled,
  decision,
  lookingUp,
  pending,
  requester,
  threeAssets,
} from '../../fixtures/requests.js';
import { putAsBefore } from '../queries/looking.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const ops = 'C0ZCAOPS01';
const friend = 'U0FRIEND01';
const expiresAt = askedAt + 1_000;
const seen = { listRevision: 1, ticked: null };

function upkeep(logged: string[] = []): RedisMaintenance {
  const log = {
    info: () => undefined,
    warn: (event: string) => void logged.push(event),
    error: () => undefined,
  };
  return new RedisMaintenance({ ...shelf(), log });
}

async function found(user = requester, now = askedAt): Promise<PendingRequests | null> {
  return new RedisRequestIndex(shelf().redis, shelf().keys).pending(user, now);
}

/** The ids of pending requests for OAs, in the channel of all of them. */
async function ids(now = askedAt, without: readonly string[] = []): Promise<readonly string[]> {
  const within = await (await found(requester, now))?.within([{ kind: 'oa', channel: ops, without }]);
  const read = (await within?.read(0, 100)) ?? [];
  expect(within?.total).toBe(read.length);
  return read;
}

async function open(id: string, change: Partial<LookingUp> = {}, until = expiresAt): Promise<void> {
  const { id: _id, revision: _revision, status: _status, ...asked } = lookingUp(change);
  const { store } = shelf();
  await store.create([id], { ...asked, delivery: id.padEnd(64, '0'), dryRun: true });
  const shown = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: ['101', '202', '303'] };
  await store.change(id, (now) => listAssets(now, shown, askedAt, until));
}

describe('the index of pending requests', () => {
  it('lists what is pending and has not expired, soonest first, without those left out', async () => {
    await open('UR-AAAA', {}, askedAt + 3);
    await open('UR-BBBB', {}, askedAt + 1);
    await open('UR-CCCC', {}, askedAt + 2);
    await upkeep().healPending();
    expect(await ids()).toEqual(['UR-BBBB', 'UR-CCCC', 'UR-AAAA']);
    expect(await ids(askedAt + 1)).toEqual(['UR-CCCC', 'UR-AAAA']);
    expect(await ids(askedAt, ['UR-CCCC', 'UR-ZZZZ'])).toEqual(['UR-BBBB', 'UR-AAAA']);
  });

  it('knows the places, and the requests that a person asked for or joined', async () => {
    await open('UR-AAAA');
    await open('UR-BBBB', { channel: 'C0OTHER' });
    const joined = { user: friend, reason: null, at: askedAt, requestId: 'UR-CCCC', assets: ['101'] };
    await shelf().store.change('UR-BBBB', (now) => addRequester(now, joined));
    await upkeep().healPending();
    const others = { kind: 'oa', channel: 'C0OTHER' };
    expect((await found())?.places).toHaveLength(2);
    expect((await found(friend))?.own).toEqual([{ ...others, id: 'UR-BBBB' }]);
    // One person's id may begin with another's.
    expect((await found(friend.slice(0, -1)))?.own).toEqual([]);
  });

  it('forgets a request that is cancelled or confirmed, and leaves nothing of it in Redis', async () => {
    const { store, redis, keys } = shelf();
    for (const id of ['UR-AAAA', 'UR-BBBB']) await open(id);
    await upkeep().healPending();
    await store.change('UR-AAAA', (now) => cancel(now, decision, null));
    expect(await ids()).toEqual(['UR-BBBB']);
    const rule = { needed: 1, startsAt: askedAt };
    await store.change('UR-BBBB', (now) => approve(now, { ...decision, at: askedAt }, seen, rule));
    expect(await found()).toMatchObject({ places: [], own: [] });
    expect(await redis.exists(keys.pending('oa', ops), keys.pendingPlaces, keys.pendingPeople)).toBe(0);
    expect(await redis.hexists(keys.request('UR-BBBB'), 'pending')).toBe(0);
  });

  it('is unknown until a repair has indexed what an older version left', async () => {
    const { redis, keys } = shelf();
    await putAsBefore([pending(), approved(pending({ id: 'UR-0002' })), 'UR-0003'], redis, keys);
    expect(await found()).toBeNull();
    const logged: string[] = [];
    expect(await upkeep(logged).healPending()).toBe(1);
    expect(await ids()).toEqual([pending().id]);
    expect((await found())?.own).toEqual([{ kind: 'oa', channel: ops, id: pending().id }]);
    expect(logged).toEqual(['request.corrupt']);
    expect(await upkeep().healPending()).toBe(0);
  });

  it('is unknown again when no repair of this version has looked for five minutes', async () => {
    const { redis, keys } = shelf();
    await upkeep().healPending();
    const leftMs = await redis.pttl(keys.pendingIndexed);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(5 * 60_000);
    await redis.del(keys.pendingIndexed);
    expect(await found()).toBeNull();
  });

  it('follows an older version that writes beside this one', async () => {
    const { redis, keys, store } = shelf();
    for (const id of ['UR-AAAA', 'UR-BBBB', 'UR-CCCC', 'UR-DDDD']) await open(id);
    await upkeep().healPending();
    // An older version writes the record and its revision, and knows nothing of this index.
    const asOlder = async (id: string, change: (stored: Pending) => Request) => {
      const stored = await store.get(id);
      if (stored?.status !== 'pending') throw new Error(`${id} is pending`);
      const after = { ...change(stored), revision: stored.revision + 1 };
      await redis.hset(keys.request(id), { revision: String(after.revision), record: JSON.stringify(after) });
    };
    await asOlder('UR-AAAA', cancelled);
    await redis.zrem(keys.open, 'UR-AAAA');
    await asOlder('UR-BBBB', approved);
    await asOlder('UR-CCCC', (stored) => ({ ...stored, expiresAt: expiresAt + 5 }));
    await putAsBefore([pending({ id: 'UR-EEEE', expiresAt: expiresAt + 9 })], redis, keys);
    expect(await upkeep().healPending()).toBe(4);
    expect(await ids()).toEqual(['UR-DDDD', 'UR-CCCC', 'UR-EEEE']);
    expect((await found())?.own.map(({ id }) => id).sort()).toEqual(['UR-CCCC', 'UR-DDDD', 'UR-EEEE']);
  });
});
