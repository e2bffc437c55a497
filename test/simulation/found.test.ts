import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../chaos/random.js';
import { violationsOf } from './invariants/invariants.js';
import type { Violation } from './invariants/violation.js';
import { loadProduct } from './product.js';
import { runSchedules } from './run-schedules.js';
import { type Act, approvers, binh, hoa, lan, minh, policies, type Scenario, shops } from './scenario.js';
import { byChance, type Chooser } from './scheduler.js';
import { Simulated } from './simulated.js';
import { World } from './world.js';

/** A call by its name, and its one failure. */
type Mishap = readonly [call: string, failure: string];

/** Takes the first possible step each time, and fails these calls, in this order. */
function withMishaps(mishaps: readonly Mishap[]): Chooser {
  const left = [...mishaps];
  return {
    pick: () => 0,
    interrupt: (_, failures, name) => {
      const [call, failure] = left[0] ?? [];
      if (name !== call) return 'none';
      left.shift();
      if (failure === 'its process ends') return 'ends_before';
      return failures.findIndex((each) => each.name === failure);
    },
    pause: () => 0,
    twin: () => false,
  };
}

const [shop = { kind: 'oa', id: '', name: '' } as const] = shops;
const ask: Act = { by: lan, afterMs: 0, deed: { type: 'ask', queries: [shop.id] } };
const confirm: Act = { by: binh, afterMs: 0, deed: { type: 'approve' } };
const noMischief = { share: 0, most: 0, sleeps: 0, twins: 0, zcaShare: 0 };
const away = ['store.verdict', 'it is away'] as const;

/** Schedules that once broke a promise. */
describe('the bot, in schedules that the simulation found,', () => {
  let simulated: Simulated;
  beforeAll(async () => {
    simulated = new Simulated(await loadProduct(new URL('../../src/', import.meta.url)));
  });

  const run = async (
    acts: readonly Act[],
    base: Parameters<typeof policies>[0],
    mishaps: readonly Mishap[],
  ) => {
    const scenario: Scenario = {
      ...{ name: 'found', linked: shops, groups: { [approvers]: [minh, hoa] }, clocks: [], acts },
      policies: policies({ approvers: [approvers, binh], ...base }),
    };
    const world = new World(scenario, withMishaps(mishaps), simulated);
    await runSchedules([world].values(), () => undefined);
    expect(violationsOf(world)).toEqual([]);
    return world;
  };

  it('does not unlink an asset that became verified while the list could not be read', async () => {
    const heavy = { verified: true, names: [], moreThan: null };
    const { account, workspace } = await run(
      [
        ask,
        confirm,
        { afterMs: 5_000, event: { type: 'outage', of: 'zca_busy', forMs: 1_000_000 } },
        { afterMs: 60_000, event: { type: 'linked', asset: { ...shop, verified: true } } },
      ],
      { heavy, stopWindowMs: 10_000 },
      [],
    );
    expect(account.calls).toEqual([]);
    const [result] = [...workspace.results.values()].flat();
    expect(result?.settled).toMatchObject([{ id: shop.id, outcome: { type: 'changed' } }]);
  });

  it('makes no second call for an asset that waited for a log-in beyond its request’s lifetime', async () => {
    const { account } = await run(
      [ask, confirm, { afterMs: 500, event: { type: 'outage', of: 'zca_log_in', forMs: 3_000_000 } }],
      {},
      [['zca.unlink', 'logged out']],
    );
    expect(account.calls).toHaveLength(1);
    expect(account.linked.has(shop.id)).toBe(true);
  });

  it('reports “unlinked” when an early call took effect late, though a later one was refused', async () => {
    const { workspace } = await run(
      [ask, confirm, { afterMs: 500, event: { type: 'unpaid', id: shop.id } }],
      {},
      [['zca.unlink', 'carried out late']],
    );
    const [result] = [...workspace.results.values()].flat();
    expect(result?.settled).toMatchObject([{ id: shop.id, outcome: { type: 'unlinked' } }]);
  });

  it('reports “refused” once a reading shows that an early call had no effect', async () => {
    const { workspace } = await run(
      [ask, confirm, { afterMs: 500, event: { type: 'unpaid', id: shop.id } }],
      {},
      [['zca.unlink', 'no answer']],
    );
    const [result] = [...workspace.results.values()].flat();
    expect(result?.settled).toMatchObject([{ id: shop.id, outcome: { type: 'refused' } }]);
  });

  it.each(['it is away', 'the answer is lost', 'later', 'later, though done'])(
    'does not claim somebody else’s unlink after a refused call, when Redis (%s) fails to record that',
    async (failure) => {
      const { workspace } = await run(
        [
          ask,
          confirm,
          { afterMs: 30_000, event: { type: 'unlinked_by_hand', id: shop.id } },
          { by: binh, afterMs: 60_000, deed: { type: 'retry' } },
        ],
        {},
        [
          ['zca.unlink', 'not an administrator'],
          ['store.change', failure],
        ],
      );
      const last = [...workspace.results.values()].flat().at(-1);
      expect(last?.settled).toMatchObject([{ id: shop.id, outcome: { type: 'already_unlinked' } }]);
    },
  );

  it.each(['the answer is lost', 'later, though done'])(
    'does not claim somebody else’s unlink, when recording the call (%s) kept it from going out',
    async (failure) => {
      const { account, workspace } = await run(
        [ask, confirm, { afterMs: 1_500, event: { type: 'unlinked_by_hand', id: shop.id } }],
        {},
        [
          ['zca.turn', 'not now'],
          ['store.change', failure],
        ],
      );
      expect(account.calls).toEqual([]);
      const [result] = [...workspace.results.values()].flat();
      expect(result?.settled).toMatchObject([{ id: shop.id, outcome: { type: 'already_unlinked' } }]);
    },
  );

  it('tells an approver that the approval no longer counts, though the worker on it has died', async () => {
    const { workspace } = await run(
      [
        ask,
        confirm,
        { afterMs: 2_000, event: { type: 'linked', asset: { ...shop, name: 'Bán hàng mới' } } },
        { by: minh, afterMs: 11_000, deed: { type: 'approve' } },
      ],
      { stopWindowMs: 10_000 },
      [['chat.postInThread list_changed', 'its process ends']],
    );
    expect(workspace.said.map(({ note }) => note.type)).toContain('list_changed');
  });

  it('tells an approver that they are not added, even if their approval has been dropped since', async () => {
    const { workspace } = await run(
      [
        ask,
        confirm,
        { afterMs: 2_000, event: { type: 'linked', asset: { ...shop, name: 'Bán hàng mới' } } },
        { by: binh, afterMs: 9_500, deed: { type: 'ask', queries: [shop.id] } },
      ],
      { stopWindowMs: 10_000 },
      [['chat.linkTo', 'it is away']],
    );
    expect(workspace.told).toMatchObject([{ user: binh, note: { type: 'joined', how: 'approved' } }]);
  });

  it('counts no approval of a person who joins in the same moment', async () => {
    const acts: readonly Act[] = [
      ask,
      { by: minh, afterMs: 1_000, deed: { type: 'ask', queries: [shop.id] } },
      { by: minh, afterMs: 1_000, deed: { type: 'approve' } },
    ];
    const scenario: Scenario = {
      ...{ name: 'found', linked: shops, groups: { [approvers]: [minh, hoa] }, clocks: [], acts },
      policies: policies(),
    };
    const orders = Array.from({ length: 200 }, (_, seed) => byChance(createRandom(seed), noMischief));
    const broken: (readonly Violation[])[] = [];
    await runSchedules(
      orders.map((chooser) => new World(scenario, chooser, simulated)).values(),
      (world) => void broken.push(violationsOf(world)),
    );
    expect(broken.flat()).toEqual([]);
  });

  it('answers a command whose end was stored, even if nobody could be told at its last try', async () => {
    const { workspace } = await run([{ ...ask, deed: { type: 'ask', queries: ['nothing like it'] } }], {}, [
      away,
      away,
      ['store.change', 'the answer is lost'],
      ['chat.tell given_up', 'it is away'],
    ]);
    expect(workspace.told.map(({ user, note }) => [user, note.type])).toEqual([[lan, 'no_match']]);
  });

  it('tells the requester that the look-up was given up, even if that fails at first', async () => {
    const { workspace } = await run([ask], {}, [
      away,
      away,
      ['store.create', 'the answer is lost'],
      ['chat.tell given_up', 'it is away'],
    ]);
    expect(workspace.told.map(({ user, note }) => [user, note.type])).toEqual([[lan, 'lookup_failed']]);
  });
});
