import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../src/core/asset/asset.js';
import { parseCommand } from '../../../src/core/command/command.js';
import type { QueryResult } from '../../../src/core/messages/query-result.js';
import { ZcaBusy } from '../../../src/flow/zca-error.js';
import { createQueries } from '../../../src/queries/answer-query.js';
import { day, done, now } from '../../fixtures/past-requests.js';
import { approver, askedAt, asset, cancelled, lookingUp, pending, policy } from '../../fixtures/requests.js';
import { asker, redisLooking, type World, waiting } from './looking.js';

const looking = redisLooking();

async function ask(text: string, world: World, who = asker, page = 1): Promise<QueryResult> {
  return createQueries(await looking(world))({ command: parseCommand(text), viewer: who, page });
}

async function historyItems(text: string, world: World): Promise<string[]> {
  const answer = await ask(text, world);
  if (answer.type !== 'history') throw new Error(answer.type);
  return answer.items.map(({ requestId }) => requestId);
}

describe('status', () => {
  const mine = cancelled(pending({ id: 'UR-0001' }));
  const older = lookingUp({ id: 'UR-0002', askedAt: askedAt - 1 });
  const foreign = pending({ id: 'UR-0003', requester: 'U0OTHER' });

  it('shows the named request to anybody', async () => {
    const answer = await ask('status UR-0003', { requests: [mine, foreign] });
    expect(answer).toEqual({ type: 'status', request: foreign, requestId: 'UR-0003' });
  });

  it('shows the asker’s newest open request when no id is given', async () => {
    expect(await ask('status', { requests: [foreign, mine, older] })).toMatchObject({ request: older });
  });

  it('shows the asker’s newest request when none is open', async () => {
    expect(await ask('status', { requests: [foreign, mine] })).toMatchObject({ request: mine });
  });

  it('says so when the asker has no request', async () => {
    expect(await ask('status', { requests: [foreign] })).toMatchObject({ request: null, requestId: null });
    expect(await ask('status UR-9999', {})).toMatchObject({ request: null, requestId: 'UR-9999' });
  });

  it('says so when the record cannot be read', async () => {
    expect(await ask('status UR-0009', { requests: ['UR-0009'] })).toEqual({
      type: 'unreadable',
      cause: { type: 'record', requestId: 'UR-0009' },
    });
  });
});

describe('pending and mine', () => {
  it('list pending requests, the first to expire first, without expired ones', async () => {
    const requests = [
      waiting('UR-0001', { expiresAt: now + 2 * day }),
      waiting('UR-0002', { expiresAt: now }),
      waiting('UR-0003', { expiresAt: now + day }),
      done('UR-0004', now - day),
    ];
    const answer = await ask('pending', { requests });
    expect(answer).toMatchObject({ requests: [{ id: 'UR-0003' }, { id: 'UR-0001' }], more: 0 });
  });

  it('count the requests that they do not list', async () => {
    const requests = Array.from({ length: 150 }, (_, at) => waiting(`UR-1${String(at).padStart(3, '0')}`));
    expect(await ask('pending', { requests })).toMatchObject({ more: 130 });
    expect(await ask('mine', { requests })).toMatchObject({ more: 140 });
  });

  it('list only the asker’s own as mine', async () => {
    const requests = [waiting('UR-0001', { requester: 'U0OTHER' }), waiting('UR-0002')];
    expect(await ask('mine', { requests })).toMatchObject({ requests: [{ id: 'UR-0002' }], more: 0 });
  });

  it('leave out a record that cannot be read', async () => {
    expect(await ask('mine', { requests: ['UR-0001', waiting('UR-0002')] })).toMatchObject({
      requests: [{ id: 'UR-0002' }],
    });
  });

  it('fail when the store does not answer', async () => {
    const ports = await looking();
    const index = { ...ports.index, requestOfDelivery: () => Promise.reject(new Error('no Redis')) };
    await expect(
      createQueries({ ...ports, index })({ command: { type: 'mine' }, viewer: asker }),
    ).rejects.toThrow('no Redis');
  });
});

describe('history', () => {
  const hoa: Asset = asset('4318093042839471234', 'Bán hàng Đà Nẵng');
  const app: Asset = { kind: 'app', id: '777', name: 'Kho' };
  const requests = [
    waiting('UR-0009'),
    done('UR-0001', now - 1_000, hoa),
    done('UR-0002', now - 10 * day, app),
    done('UR-0003', now - 3 * day, asset('500', 'Ban hang Hue')),
  ];

  it('lists the outcome of each asset and the approvers, newest first', async () => {
    const answer = await ask('history', { requests });
    expect(answer).toMatchObject({
      total: 3,
      isWhole: true,
      page: { number: 1, count: 1, hasPrevious: false, hasNext: false },
      items: [{ requestId: 'UR-0001', asset: hoa, approvedBy: [approver] }, {}, { requestId: 'UR-0002' }],
    });
  });

  it.each([
    ['history app', ['UR-0002']],
    ['history 1234', ['UR-0001']],
    ['history 4318093042839471234', ['UR-0001']],
    ['history BAN HANG', ['UR-0001', 'UR-0003']],
    ['history oa đà nẵng', ['UR-0001']],
    ['history app ban hang', []],
    ['history since 3d', ['UR-0001', 'UR-0003']],
    ['history since today', ['UR-0001']],
    ['history since 2026-01-05', ['UR-0001', 'UR-0003']],
    ['history hang since 10/01/2026', ['UR-0001', 'UR-0003']],
  ])('of “%s” is %j', async (text, expected) => {
    expect(await historyItems(text, { requests })).toEqual(expected);
  });

  it('counts a calendar day from midnight in Viet Nam', async () => {
    const midnight = Date.UTC(2026, 0, 11, 17, 0, 0);
    const around = [done('UR-0001', midnight), done('UR-0002', midnight - 1)];
    expect(await historyItems('history since 12/01/2026', { requests: around })).toEqual(['UR-0001']);
    expect(await historyItems('history since 2d', { requests: around })).toEqual(['UR-0001']);
  });

  it('comes in pages, and a page past the end shows the last', async () => {
    const many = Array.from({ length: 23 }, (_, at) => done(`UR-1${String(at).padStart(3, '0')}`, now - at));
    const page = async (number: number) => ask('history', { requests: many }, asker, number);
    expect(await page(2)).toMatchObject({ page: { number: 2, hasPrevious: true, hasNext: true }, total: 23 });
    expect(await page(99)).toMatchObject({ page: { number: 3, count: 3, hasNext: false } });
    expect(await page(3)).toMatchObject({ items: [{}, {}, { requestId: 'UR-1022' }] });
  });

  it('is exact on every page, however many there are', async () => {
    const many = Array.from({ length: 12_345 }, (_, at) => done(`UR-${at}`, now - at));
    const question = createQueries(await looking({ requests: many }));
    const page = async (text: string, number: number) => {
      const answer = await question({ command: parseCommand(text), viewer: asker, page: number });
      if (answer.type !== 'history') throw new Error(answer.type);
      return { total: answer.total, ids: answer.items.map(({ requestId }) => requestId) };
    };
    const tenFrom = (first: number) => Array.from({ length: 10 }, (_, at) => `UR-${first + at}`);
    expect(await page('history', 1_001)).toEqual({ total: 12_345, ids: tenFrom(10_000) });
    expect(await page('history oa shop', 1_001)).toEqual({ total: 12_345, ids: tenFrom(10_000) });
    expect(await page('history oa shop', 500)).toEqual({ total: 12_345, ids: tenFrom(4_990) });
    expect((await page('history 101', 1_235)).ids).toEqual(tenFrom(12_340).slice(0, 5));
  });

  it('searches the newest requests first, says how far it looked, and looks further on demand', async () => {
    const many = Array.from({ length: 300 }, (_, at) => done(`UR-${at}`, now - at));
    const ports = await looking({ requests: many });
    // Pretends that there are a hundred and fifty times as many.
    const index = {
      ...ports.index,
      outcomes: (wanted: Parameters<typeof ports.index.outcomes>[0]) =>
        ports.index.outcomes({ ...wanted, reach: wanted.reach / 150 }),
    };
    const question = createQueries({ ...ports, index });
    const found = async (depth: number) =>
      question({ command: parseCommand('history oa shop'), viewer: asker, depth });
    expect(await found(1)).toMatchObject({ total: 100, searchedTo: now - 99, depth: 1 });
    expect(await found(2)).toMatchObject({ total: 300, searchedTo: null, depth: 2 });
    const whole = await question({ command: parseCommand('history oa'), viewer: asker });
    expect(whole).toMatchObject({ total: 300, searchedTo: null });
  });

  it('says so while the index still lacks requests of an earlier version', async () => {
    const ports = await looking({ requests });
    const index = {
      ...ports.index,
      outcomes: async () => ({ total: 0, searchedTo: null, isWhole: false, read: async () => [] }),
    };
    const answer = await createQueries({ ...ports, index })({
      command: parseCommand('history'),
      viewer: asker,
    });
    expect(answer).toMatchObject({ isWhole: false });
  });
});

describe('show', () => {
  const shop = asset('101', 'Shop');
  const guarded = asset('102', 'Shop chính');
  const base = policy({ protectedAssets: [{ id: '102', message: 'ask Lan' }] });

  it('lists each match with the reason that prevents it', async () => {
    const requests = [waiting('UR-0001', { assets: [shop], chosen: ['101'] })];
    expect(await ask('show oa shop', { linked: [shop, guarded], base, requests })).toEqual({
      type: 'show',
      more: 0,
      assets: [
        { asset: shop, protectedBecause: null, openRequest: 'UR-0001' },
        { asset: guarded, protectedBecause: 'ask Lan', openRequest: null },
      ],
    });
  });

  it('lists the names that match nothing', async () => {
    expect(await ask('show oa shop, zzzz, 999', { linked: [shop] })).toMatchObject({
      type: 'show',
      assets: [{ asset: shop }],
      missed: ['zzzz', '999'],
    });
  });

  it('names the closest assets when nothing matches', async () => {
    const answer = await ask('show oa shpo', { linked: [shop] });
    expect(answer).toEqual({ type: 'show_none', kind: 'oa', query: 'shpo', closest: [shop] });
  });

  it('says why the ZCA could not be read', async () => {
    expect(await ask('show oa 1', { linked: new ZcaBusy(1_000) })).toEqual({
      type: 'unreadable',
      cause: { type: 'zca', failure: { type: 'too_many_calls' } },
    });
  });
});

describe('read access', () => {
  const elsewhere = { user: 'U0OTHER', channel: 'C0RANDOM01' };
  const closed = policy({ channels: ['C0ZCAOPS01'], requesters: ['S0STAFF'], approvers: ['S0BOSSES'] });
  const groups = { S0STAFF: ['U0STAFF'], S0BOSSES: ['U0BOSS'] };

  it('is given in an allowed channel to everybody who may ask', async () => {
    const staff = { user: 'U0STAFF', channel: 'C0ZCAOPS01' };
    expect(await ask('mine', { base: closed, groups }, staff)).toMatchObject({ type: 'mine' });
  });

  it('is given to nobody else', async () => {
    expect(await ask('pending', { base: closed, groups }, elsewhere)).toEqual({
      type: 'not_allowed',
      refusal: 'channel_not_allowed',
      allowed: ['C0ZCAOPS01'],
    });
    const stranger = { ...elsewhere, channel: 'C0ZCAOPS01' };
    expect(await ask('pending', { base: closed, groups }, stranger)).toMatchObject({
      refusal: 'not_a_requester',
      allowed: ['S0STAFF'],
    });
  });

  it('is given to every approver, in any channel', async () => {
    const boss = { user: 'U0BOSS', channel: 'C0RANDOM01' };
    expect(await ask('mine', { base: closed, groups }, boss)).toMatchObject({ type: 'mine' });
    const outside = await ask('mine', { base: closed, groups, outsiders: ['U0BOSS'] }, boss);
    expect(outside).toMatchObject({ type: 'not_allowed' });
  });

  it('is given to nobody through a group that cannot be read', async () => {
    const staff = { user: 'U0STAFF', channel: 'C0ZCAOPS01' };
    const onlyBosses = { S0BOSSES: ['U0BOSS'] };
    expect(await ask('mine', { base: closed, groups: onlyBosses }, staff)).toEqual({
      type: 'unreadable',
      cause: { type: 'group', group: 'S0STAFF' },
    });
    const boss = { user: 'U0BOSS', channel: 'C0ZCAOPS01' };
    expect(await ask('mine', { base: closed, groups: onlyBosses }, boss)).toMatchObject({ type: 'mine' });
  });

  it('covers only the kinds it is given for', async () => {
    const rules = [{ kind: 'app' as const, change: { requesters: ['U0STAFF'] } }];
    const app = { kind: 'app' as const, assets: [{ kind: 'app' as const, id: '7', name: 'Kho' }] };
    const requests = [waiting('UR-0001'), waiting('UR-0002', { ...app, requester: 'U0STAFF' })];
    const world = { rules, requests };
    expect(await ask('pending', world)).toMatchObject({ requests: [{ id: 'UR-0001' }], more: 0 });
    expect(await ask('show app 7', world)).toMatchObject({ refusal: 'not_a_requester' });
    expect(await ask('history app', world)).toMatchObject({ refusal: 'not_a_requester' });
    expect(await ask('status UR-0002', world)).toMatchObject({ refusal: 'not_a_requester' });
  });

  it('is checked with one call to the chat per group and person', async () => {
    const ports = await looking({ base: closed, groups });
    await createQueries(ports)({
      command: { type: 'mine' },
      viewer: { user: 'U0BOSS', channel: 'C0RANDOM01' },
    });
    expect(ports.calls.sort()).toEqual([...new Set(ports.calls)].sort());
  });
});
