import { createRandom, type Random } from '../chaos/random.js';
import {
  type Act,
  approvers,
  binh,
  type Deed,
  type Event,
  hoa,
  lan,
  minh,
  policies,
  type Scenario,
  shops,
  stranger,
} from './scenario.js';
import type { Chooser } from './scheduler.js';
import { byChance } from './scheduler.js';

/** The scenario and the chance of one seed: the same seed is always the same schedule. */
export function randomSchedule(seed: number): { readonly scenario: Scenario; readonly chooser: Chooser } {
  const random = createRandom(seed);
  const scenario = randomScenario(random, `seed ${seed}`);
  const chooser = byChance(random, {
    share: random.pick([0, 0.01, 0.03, 0.1]),
    most: random.whole(1, 5),
    sleeps: random.pick([0, 0, 0.01, 0.05]),
    twins: random.pick([0, 0, 0.01]),
  });
  return { scenario, chooser };
}

function randomScenario(random: Random, name: string): Scenario {
  const base = {
    approvals: random.pick([1, 1, 1, 2]),
    stopWindowMs: random.pick([0, 0, 10_000, 30_000]),
    allowSelfApproval: random.chance(0.1),
    approvers: random.chance(0.3) ? [approvers, binh] : [approvers],
    protectedAssets: random.chance(0.15)
      ? [{ id: random.pick(['1777777777777777771', '431809304283947']), message: 'no' }]
      : [],
  };
  const linked = shops.filter(() => random.chance(0.85));
  const asks = Array.from(
    { length: random.pick([1, 1, 2]) },
    (_, at): Act => ({
      by: at === 0 ? lan : random.pick([hoa, lan, minh]),
      afterMs: at === 0 ? 0 : random.whole(0, 60_000),
      deed: { type: 'ask', queries: queriesOf(random), dryRun: random.chance(0.03) },
    }),
  );
  const acts = Array.from(
    { length: random.whole(1, 4) },
    (): Act => ({
      by: random.pick([minh, minh, hoa, lan, binh, stranger]),
      afterMs: random.pick([0, 0, random.whole(0, 5_000), random.whole(0, 60_000)]),
      deed: deedOf(random),
      isLate: random.chance(0.1),
    }),
  );
  const events = Array.from(
    { length: random.pick([0, 0, 1, 2]) },
    (): Act => ({
      afterMs: random.pick([random.whole(0, 5_000), random.whole(0, 120_000)]),
      event: eventOf(random, base),
    }),
  );
  const groups = { [approvers]: random.chance(0.8) ? [minh, hoa] : [minh] };
  return { name, linked, policies: policies(base), groups, acts: [...asks, ...acts, ...events], clocks: [] };
}

function queriesOf(random: Random): readonly string[] {
  const [first, second, third] = shops;
  if (first === undefined || second === undefined || third === undefined) return [];
  return random.pick([
    [first.id],
    [first.id],
    [second.id],
    [first.id, third.id],
    [first.id, second.id, third.id],
    ['tiện lợi'],
    ['bán hàng'],
    ['4318'],
    ['hà nội'],
    ['nothing like it'],
  ]);
}

function deedOf(random: Random): Deed {
  const type = random.pick([
    ...(['approve', 'approve', 'approve', 'approve'] as const),
    ...(['reject', 'cancel', 'stop', 'stop', 'retry', 'retry', 'take_back', 'choose', 'choose'] as const),
  ]);
  return type === 'choose' ? { type, count: random.whole(0, 3) } : { type };
}

function eventOf(random: Random, base: Parameters<typeof policies>[0]): Event {
  const [first = { kind: 'oa', id: '', name: '' } as const] = shops;
  return random.pick<Event>([
    { type: 'unlinked_by_hand', id: random.pick(['4318093042839471234', '1777777777777777771']) },
    { type: 'unpaid', id: random.pick(['4318093042839471234', '1777777777777777771']) },
    { type: 'linked', asset: { ...first, name: 'Bán hàng mới' } },
    { type: 'leaves', group: approvers, person: random.pick([minh, hoa]) },
    { type: 'enters', group: approvers, person: random.pick([hoa, lan]) },
    { type: 'policy', policies: policies({ ...base, approvals: random.pick([1, 2]) }) },
    { type: 'policy', policies: policies({ ...base, approvers: [approvers, hoa] }) },
    { type: 'bot_leaves' },
  ]);
}
