import type { Policies } from '../../src/core/request/policy.js';
import { createRandom, type Random } from '../chaos/random.js';
import {
  type Act,
  approvers,
  binh,
  channel,
  type Deed,
  type Event,
  guest,
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
import { type Theme, themeOf } from './themes.js';

/** The scenario and the chance of one seed: the same seed is always the same schedule. */
export function randomSchedule(seed: number): { readonly scenario: Scenario; readonly chooser: Chooser } {
  const random = createRandom(seed);
  const theme = themeOf(random);
  const scenario = randomScenario(random, theme, `seed ${seed}`);
  const chooser = byChance(random, {
    share: random.pick([0, 0.01, 0.03, 0.1]),
    most: random.whole(1, 5),
    sleeps: random.pick([0, 0, 0.01, 0.05]),
    twins: random.pick([0, 0, 0.01]),
    zcaShare: random.pick([0, 0, 0.05, 0.3]),
    ...theme.mischief,
  });
  return { scenario, chooser };
}

function randomScenario(random: Random, theme: Theme, name: string): Scenario {
  const given = {
    approvals: random.pick([1, 1, 1, 2]),
    stopWindowMs: random.pick([0, 0, 10_000, 30_000]),
    allowSelfApproval: random.chance(0.1),
    approvers: random.chance(0.3) ? [approvers, binh] : [approvers],
    protectedAssets: random.chance(0.15)
      ? [{ id: random.pick(['1777777777777777771', '431809304283947']), message: 'no' }]
      : [],
  };
  const base = { ...given, ...theme.base };
  const heavy = theme.base.heavy ?? { verified: random.chance(0.1), names: [], moreThan: null };
  const rules = random.chance(0.1) ? rulesOf(random) : [];
  const linked = shops.filter(() => random.chance(0.85));
  const asks = Array.from(
    { length: random.pick([1, 1, 1, 2, 2, 3]) },
    (_, at): Act => ({
      by: at === 0 ? lan : random.pick([hoa, lan, minh]),
      afterMs: at === 0 ? 0 : random.whole(0, 60_000),
      deed: { type: 'ask', queries: queriesOf(random), dryRun: random.chance(0.03) },
    }),
  );
  const acts = Array.from(
    { length: random.whole(1, 5) },
    (): Act => ({
      by: random.pick([minh, minh, minh, hoa, hoa, lan, binh, stranger, guest]),
      afterMs: random.pick([0, 0, random.whole(0, 5_000), random.whole(0, 60_000)]),
      deed: deedOf(random),
      isLate: random.chance(0.1),
    }),
  );
  const events = Array.from(
    { length: random.pick([0, 0, 1, 2]) },
    (): Act => ({
      afterMs: random.pick([random.whole(0, 5_000), random.whole(0, 120_000)]),
      event: eventOf(random, { ...base, heavy }),
    }),
  );
  const groups = { [approvers]: random.chance(0.8) ? [minh, hoa] : [minh] };
  const clocks = random.chance(0.25) ? [aheadOf(random), aheadOf(random), aheadOf(random)] : [];
  return {
    ...{ name, linked, groups, clocks },
    policies: { ...policies({ ...base, heavy }), rules },
    acts: [...theme.acts, ...asks, ...acts, ...events],
  };
}

/** From a minute behind to ten minutes ahead. */
function aheadOf(random: Random): number {
  return random.pick([0, random.whole(-60_000, 0), random.whole(0, 600_000)]);
}

/** A kind requires two approvals, and the channel would accept one. */
function rulesOf(random: Random): Policies['rules'] {
  const strict = { kind: 'oa', change: { approvals: 2 } } as const;
  const loose = { channel, change: { approvals: 1, allowSelfApproval: true } } as const;
  return random.pick([[strict], [strict, loose], [loose, strict]]);
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
    { type: 'linked', asset: { ...first, verified: true } },
    { type: 'leaves', group: approvers, person: random.pick([minh, hoa]) },
    { type: 'enters', group: approvers, person: random.pick([hoa, lan, guest]) },
    { type: 'policy', policies: policies({ ...base, approvals: random.pick([1, 2]) }) },
    { type: 'policy', policies: policies({ ...base, approvers: [approvers, hoa] }) },
    { type: 'bot_leaves' },
    { type: 'outage', of: 'groups', forMs: random.whole(1_000, 90_000) },
    { type: 'outage', of: 'zca_busy', forMs: random.pick([random.whole(1_000, 60_000), 1_500_000]) },
    { type: 'outage', of: 'zca_log_in', forMs: random.pick([random.whole(1_000, 60_000), 1_500_000]) },
  ]);
}
