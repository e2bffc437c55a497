import type { Policy } from '../../src/core/request/policy.js';
import type { Random } from '../chaos/random.js';
import { type Act, approvers, binh, hoa, lan, minh, policies, shops, stranger } from './scenario.js';
import type { Mischief } from './scheduler.js';

/** Acts that belong together, so that chance often reaches results of several steps. */
export interface Theme {
  readonly acts: readonly Act[];
  readonly base: Partial<Policy>;
  /** The faults that are more frequent than elsewhere. */
  readonly mischief?: Partial<Mischief>;
}

const [first = { kind: 'oa', id: '', name: '' } as const, , third = first] = shops;
const nothing: Theme = { acts: [], base: {} };

/** Two thirds of all schedules have a theme. */
export function themeOf(random: Random): Theme {
  const theme = random.pick([
    none,
    none,
    none,
    none,
    run,
    runAgain,
    runAgain,
    joining,
    groupAway,
    tickThenConfirm,
    factsAppear,
    silence,
    droppedTwice,
    retrierAsks,
    joinedAsItEnds,
  ]);
  return theme(random);
}

function none(): Theme {
  return nothing;
}

function press(by: string, type: 'approve' | 'retry' | 'stop', afterMs: number): Act {
  return { by, afterMs, deed: { type } };
}

/** Two approvers confirm soon. */
function run(random: Random): Theme {
  return {
    acts: [press(minh, 'approve', random.whole(0, 2_000)), press(hoa, 'approve', random.whole(0, 2_000))],
    base: {},
  };
}

/** The ZCA refuses; then something else changes, and somebody tries again. */
function runAgain(random: Random): Theme {
  const between = random.pick<Act>([
    { afterMs: 20_000, event: { type: 'unlinked_by_hand', id: first.id } },
    { afterMs: 20_000, event: { type: 'leaves', group: approvers, person: minh } },
    { afterMs: 20_000, event: { type: 'policy', policies: policies({ approvals: 2 }) } },
    press(lan, 'stop', random.whole(0, 500)),
  ]);
  return {
    acts: [
      { by: lan, afterMs: 0, deed: { type: 'ask', queries: [first.id, third.id] } },
      { afterMs: 0, event: { type: 'unpaid', id: first.id } },
      press(minh, 'approve', 0),
      between,
      press(random.pick([minh, hoa, binh]), 'retry', random.pick([0, 30_000])),
      { ...press(lan, 'stop', random.whole(0, 200)), ...(random.chance(0.5) ? { isLate: true } : {}) },
    ],
    base: { approvals: 1, allowSelfApproval: false },
  };
}

/** Somebody joins, and then their asset leaves the request. */
function joining(random: Random): Theme {
  return {
    acts: [
      { by: lan, afterMs: 0, deed: { type: 'ask', queries: [first.id, third.id] } },
      {
        by: random.pick([hoa, binh]),
        afterMs: random.whole(500, 5_000),
        deed: { type: 'ask', queries: [first.id] },
      },
      { by: minh, afterMs: random.whole(3_000, 8_000), deed: { type: 'choose', from: 1, count: 1 } },
      press(minh, 'approve', random.whole(8_000, 12_000)),
    ],
    base: { approvals: 1 },
  };
}

/** The group cannot be read for a while, as strangers and others press. */
function groupAway(random: Random): Theme {
  return {
    acts: [
      { by: minh, afterMs: 0, deed: { type: 'choose', count: random.whole(0, 2) } },
      { afterMs: 2_000, event: { type: 'outage', of: 'groups', forMs: 90_000 } },
      press(stranger, 'approve', random.whole(2_000, 15_000)),
      press(stranger, 'approve', random.whole(2_000, 30_000)),
      press(minh, 'approve', random.whole(15_000, 40_000)),
      press(hoa, 'approve', random.whole(15_000, 40_000)),
    ],
    base: {},
  };
}

/** Somebody ticks, and confirms at once. */
function tickThenConfirm(random: Random): Theme {
  return {
    acts: [
      { by: minh, afterMs: 0, deed: { type: 'choose', from: random.whole(0, 1), count: 1 } },
      press(minh, 'approve', random.whole(0, 100)),
    ],
    base: {},
  };
}

/** An OA becomes verified after it was confirmed. */
function factsAppear(random: Random): Theme {
  return {
    acts: [
      press(minh, 'approve', 0),
      press(hoa, 'approve', 0),
      ...(random.chance(0.5)
        ? [{ afterMs: 5_000, event: { type: 'outage', of: 'zca_busy', forMs: 900_000 } } as const]
        : []),
      { afterMs: random.whole(1_000, 9_000), event: { type: 'linked', asset: { ...first, verified: true } } },
    ],
    base: { stopWindowMs: 10_000, heavy: { verified: true, names: [], moreThan: null } },
  };
}

/**
 * The ZCA answers no unlink until the last try is over; then it is busy, even for the reading that
 * should settle it.
 */
function silence(random: Random): Theme {
  return {
    acts: [
      { by: lan, afterMs: 0, deed: { type: 'ask', queries: [first.id] } },
      press(minh, 'approve', 0),
      { afterMs: 0, event: { type: 'outage', of: 'zca_silent', forMs: 5_000 } },
      {
        afterMs: 5_500,
        event: { type: 'outage', of: 'zca_busy', forMs: random.pick([10_000, 120_000, 900_000]) },
      },
    ],
    base: { approvals: 1, stopWindowMs: 0 },
  };
}

/** Two must approve; the choice changes after one has, and again after both have approved again. */
function droppedTwice(random: Random): Theme {
  const choose = (count: number, afterMs: number): Act => ({
    by: random.pick([lan, hoa]),
    afterMs,
    deed: { type: 'choose', count },
  });
  return {
    acts: [
      { by: lan, afterMs: 0, deed: { type: 'ask', queries: [first.id, third.id] } },
      press(minh, 'approve', 0),
      choose(1, random.whole(1_000, 3_000)),
      press(minh, 'approve', random.whole(3_000, 6_000)),
      choose(2, random.whole(6_000, 9_000)),
    ],
    base: { approvals: 2 },
  };
}

/** The person who presses Retry requests the same, while the ZCA keeps that try waiting. */
function retrierAsks(random: Random): Theme {
  const retrier = random.pick([minh, hoa]);
  return {
    acts: [
      { by: lan, afterMs: 0, deed: { type: 'ask', queries: [first.id] } },
      { afterMs: 0, event: { type: 'unpaid', id: first.id } },
      press(minh, 'approve', 0),
      { afterMs: 3_000, event: { type: 'outage', of: 'zca_busy', forMs: 30_000 } },
      press(retrier, 'retry', random.whole(2_000, 5_000)),
      { by: retrier, afterMs: random.whole(5_000, 15_000), deed: { type: 'ask', queries: [first.id] } },
    ],
    base: { approvals: 1, stopWindowMs: 0, allowSelfApproval: false },
  };
}

/**
 * Somebody joins a request in the moment in which it ends, and the job that joins them runs twice.
 */
function joinedAsItEnds(random: Random): Theme {
  const at = random.whole(500, 1_000);
  return {
    acts: [
      { by: lan, afterMs: 0, deed: { type: 'ask', queries: [first.id] } },
      { by: hoa, afterMs: at, deed: { type: 'ask', queries: [first.id] } },
      { by: lan, afterMs: at, deed: { type: 'cancel' } },
    ],
    base: {},
    mischief: { share: 0, most: 6, sleeps: 0, twins: 0.15, zcaShare: 0 },
  };
}
