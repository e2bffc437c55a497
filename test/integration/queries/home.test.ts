import { describe, expect, it } from 'vitest';
import { createQueries } from '../../../src/queries/answer-query.js';
import { homeOf } from '../../../src/queries/home.js';
import { day, done, now } from '../../fixtures/past-requests.js';
import { approver, asset, cancelled, finished, pending, policy, requester } from '../../fixtures/requests.js';
import fc from '../../fixtures/seeded-check.js';
import { redisLooking, type World, waiting } from './looking.js';

const looking = redisLooking();

/** The first moment of the week of `now`. */
const monday = Date.UTC(2026, 0, 11, 17, 0, 0);

describe('the list of decisions for a person', () => {
  const requests = [
    waiting('UR-0001', { expiresAt: now + 2 * day }),
    waiting('UR-0002', { expiresAt: now + day }),
    waiting('UR-0003', { requester: approver }),
    waiting('UR-0004', { expiresAt: now - 1 }),
    done('UR-0005', now - day),
  ];
  const decidable = async (world: World, user = approver) => {
    const { toDecide, permissionUnreadable } = await homeOf(user, await looking({ requests, ...world }));
    return { ids: toDecide.map(({ request }) => request.id), permissionUnreadable };
  };

  it('shows pending requests of others that have time left, the first to expire first', async () => {
    expect(await decidable({})).toEqual({ ids: ['UR-0002', 'UR-0001'], permissionUnreadable: false });
  });

  it('is empty for somebody who is no approver', async () => {
    expect(await decidable({}, requester)).toEqual({ ids: [], permissionUnreadable: false });
  });

  it('includes a member of an approvers’ group, but no guest', async () => {
    const world = { base: policy({ approvers: ['S0BOSSES'] }), groups: { S0BOSSES: ['U0BOSS'] } };
    expect((await decidable(world, 'U0BOSS')).ids).toHaveLength(3);
    expect((await decidable({ ...world, outsiders: ['U0BOSS'] }, 'U0BOSS')).ids).toEqual([]);
  });

  it('says so when a group or a person cannot be read, and is empty', async () => {
    const base = policy({ approvers: ['S0BOSSES'] });
    expect(await decidable({ base }, 'U0BOSS')).toEqual({ ids: [], permissionUnreadable: true });
    const groups = { S0BOSSES: ['U0BOSS'] };
    expect(await decidable({ base, groups, unreadablePeople: true }, 'U0BOSS')).toEqual({
      ids: [],
      permissionUnreadable: true,
    });
  });

  it('asks the chat once, however many requests are pending', async () => {
    const many = Array.from({ length: 300 }, (_, at) => waiting(`UR-${at}`));
    const ports = await looking({ requests: many, base: policy({ approvers: ['S0BOSSES'] }) });
    await homeOf('U0BOSS', ports);
    expect(ports.calls).toEqual(['U0BOSS', 'S0BOSSES']);
  });

  it('follows the policy of each request’s channel', async () => {
    const rules = [{ channel: 'C0ZCAOPS01', change: { approvals: 3 } }];
    const { toDecide } = await homeOf(approver, await looking({ requests, rules }));
    expect(toDecide[0]?.policy.approvals).toBe(3);
  });
});

describe('the index of pending requests', () => {
  const channels = ['C0ZCAOPS01', 'C0OTHER01', 'C0OTHER02'];
  const people = [requester, approver, 'U0BOSS', 'U0GUEST'];
  const rules = [
    { channel: 'C0OTHER01', change: { approvers: ['U0BOSS'], allowSelfApproval: true } },
    { kind: 'app' as const, change: { approvers: ['S0UNREAD'] } },
  ];
  const anyRequest = fc.record({
    kind: fc.constantFrom('oa' as const, 'app' as const),
    channel: fc.constantFrom(...channels),
    requester: fc.constantFrom(...people),
    others: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 2 }),
    expiresIn: fc.integer({ min: -2, max: 5 }),
    isOver: fc.boolean(),
  });

  it('gives what reading every open request gives, to everybody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyRequest, { maxLength: 40 }), async (all) => {
        const requests = all.map(({ others, expiresIn, isOver, ...change }, at) => {
          const joined = others.map((user) => ({ user, reason: null, at: now, requestId: 'UR-9999' }));
          const request = waiting(`UR-${1000 + at}`, {
            ...change,
            others: joined,
            expiresAt: now + expiresIn,
          });
          return isOver && request.status === 'pending' ? cancelled(request) : request;
        });
        const world: World = {
          requests,
          base: policy({ approvers: [approver, 'S0BOSSES'] }),
          rules,
          groups: { S0BOSSES: ['U0BOSS', 'U0GUEST'] },
          outsiders: ['U0GUEST'],
        };
        const indexed = await looking(world);
        const unindexed = await looking({ ...world, isPendingIndexed: false });
        for (const user of people) {
          expect(await homeOf(user, indexed)).toEqual(await homeOf(user, unindexed));
          const pendingIn = (ports: typeof indexed) =>
            createQueries(ports)({
              command: { type: 'pending' },
              viewer: { user, channel: channels[0] ?? '' },
            });
          expect(await pendingIn(indexed)).toEqual(await pendingIn(unindexed));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('has only the records read that are shown, however many are pending', async () => {
    const many = Array.from({ length: 300 }, (_, at) => waiting(`UR-${1000 + at}`));
    const ports = await looking({ requests: many });
    const read: string[] = [];
    const getAll = async (ids: readonly string[]) => {
      read.push(...ids);
      return ports.store.getAll(ids);
    };
    const home = await homeOf(approver, { ...ports, store: { ...ports.store, getAll } });
    expect(home.toDecide).toHaveLength(10);
    expect(home.moreToDecide).toBe(290);
    expect(read).toHaveLength(10);
  });

  it('counts no entry that an older version of the bot has ended, and shows those after it', async () => {
    const many = Array.from({ length: 15 }, (_, at) => waiting(`UR-${1000 + at}`));
    const ports = await looking({ requests: many });
    const ended = new Set(many.slice(0, 12).map(({ id }) => id));
    const getAll = async (ids: readonly string[]) => {
      const stored = await ports.store.getAll(ids);
      return stored.map((each) =>
        each !== null && typeof each === 'object' && each.status === 'pending' && ended.has(each.id)
          ? cancelled(each)
          : each,
      );
    };
    const home = await homeOf(approver, { ...ports, store: { ...ports.store, getAll } });
    expect(home.toDecide.map(({ request }) => request.id)).toEqual(['UR-1012', 'UR-1013', 'UR-1014']);
    expect(home.moreToDecide).toBe(0);
  });
});

describe('one’s own requests', () => {
  it('are the ten newest', async () => {
    const requests = Array.from({ length: 12 }, (_, at) => waiting(`UR-${at}`, { askedAt: now - at }));
    const { own } = await homeOf(requester, await looking({ requests }));
    expect(own.map(({ request }) => request.id)).toEqual(requests.slice(0, 10).map(({ id }) => id));
  });
});

describe('the list of recent work', () => {
  it('has the last ten outcomes, and the unlinks of the last eight weeks', async () => {
    const requests = [
      done('UR-0001', monday),
      done('UR-0002', monday - 1),
      done('UR-0003', monday - 7 * day, asset('2')),
      done('UR-0004', monday - 49 * day),
      done('UR-0005', monday - 49 * day - 1),
    ];
    const { past } = await homeOf(requester, await looking({ requests }));
    expect(past?.weeks.map(({ unlinked }) => unlinked)).toEqual([1, 0, 0, 0, 0, 0, 2, 1]);
    expect(past?.weeks.at(-1)?.from).toBe(monday);
    expect(past?.outcomes.map(({ requestId }) => requestId)).toEqual(requests.map(({ id }) => id));
  });

  it('leaves out dry runs and assets that had gone before', async () => {
    const from = pending({ dryRun: true });
    const requests = [
      finished('succeeded', from, () => ({ type: 'would_unlink', at: monday })),
      finished('succeeded', pending({ id: 'UR-0002' }), () => ({ type: 'already_unlinked', at: monday })),
    ];
    const { past } = await homeOf(requester, await looking({ requests }));
    expect(past?.weeks.every(({ unlinked }) => unlinked === 0)).toBe(true);
    expect(past?.outcomes).toHaveLength(6);
  });

  it('is hidden from somebody who may neither ask nor decide', async () => {
    const base = policy({ requesters: ['U0STAFF'] });
    expect((await homeOf('U0OTHER', await looking({ base }))).past).toBeNull();
    expect((await homeOf('U0STAFF', await looking({ base }))).past).not.toBeNull();
    expect((await homeOf(approver, await looking({ base }))).past).not.toBeNull();
  });
});
