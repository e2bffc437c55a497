import type { Asset } from '../../src/core/asset/asset.js';
import type { Policies } from '../../src/core/request/policy.js';

/** A person's act on a card, or in the channel. */
export type Deed =
  | { readonly type: 'ask'; readonly queries: readonly string[]; readonly dryRun?: boolean }
  | { readonly type: 'approve' | 'take_back' | 'reject' | 'cancel' | 'stop' | 'retry' }
  /** Ticks this many of the listed assets, from the first or another one on; 0 is the first. */
  | { readonly type: 'choose'; readonly from?: number; readonly count: number };

/** A change around the bot. */
export type Event =
  /** Somebody else unlinks it in Zalo's own page. */
  | { readonly type: 'unlinked_by_hand'; readonly id: string }
  | { readonly type: 'linked'; readonly asset: Asset }
  /** The ZCA refuses to unlink it because of unpaid charges. */
  | { readonly type: 'unpaid'; readonly id: string }
  | { readonly type: 'leaves' | 'enters'; readonly group: string; readonly person: string }
  /** The bot restarts with another policy. */
  | { readonly type: 'policy'; readonly policies: Policies }
  /** Somebody removes the bot from the channel. */
  | { readonly type: 'bot_leaves' }
  /**
   * For this many milliseconds the ZCA is busy, waits for a log-in, or gives no answer to an
   * unlink; or groups cannot be read.
   */
  | {
      readonly type: 'outage';
      readonly of: 'zca_busy' | 'zca_log_in' | 'zca_silent' | 'groups';
      readonly forMs: number;
    };

/** Happens once, this many milliseconds after it became possible. */
export type Act = { readonly afterMs: number } & (
  | {
      readonly by: string;
      readonly deed: Deed /** On a card as it was, not as it is. */;
      readonly isLate?: boolean;
    }
  | { readonly event: Event }
);

export interface Scenario {
  readonly name: string;
  readonly linked: readonly Asset[];
  readonly policies: Policies;
  readonly groups: { readonly [group: string]: readonly string[] };
  readonly acts: readonly Act[];
  /**
   * The lead of each process's clock over the true time, in milliseconds; processes take them in
   * turn.
   */
  readonly clocks: readonly number[];
}

export const channel = 'C0ZCAOPS01';
export const approvers = 'S0APPROVE1';
export const lan = 'U0LAN00001';
export const minh = 'U0MINH0002';
export const hoa = 'U0HOA00003';
export const binh = 'U0BINH0004';
/** In no group. */
export const stranger = 'U0STRANGER';

/** Of another company, in a shared channel. */
export const guest = 'U0GUEST001';

/** Some ids contain another, and two assets have one name. */
export const shops: readonly Asset[] = [
  { kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn' },
  { kind: 'oa', id: '431809304283947', name: 'Bán hàng Hà Nội' },
  { kind: 'oa', id: '1777777777777777771', name: 'Tiện lợi Bình Minh' },
  { kind: 'oa', id: '1777777777777777772', name: 'Tiện lợi Bình Minh' },
];

const minute = 60_000;

/**
 * As in production but for the times: a lifetime of twenty minutes, one reminder, no stop window
 * unless given.
 */
export function policies(change: Partial<Policies['base']> = {}): Policies {
  const base = {
    approvers: [approvers],
    requesters: [],
    channels: [],
    allowSelfApproval: false,
    approvals: 1,
    reasonRequired: false,
    lifetimeMs: 20 * minute,
    remindersMs: [10 * minute],
    stopWindowMs: 0,
    mostAssets: 20,
    protectedAssets: [],
    heavy: { verified: false, names: [], moreThan: null },
  };
  return { base: { ...base, ...change }, rules: [] };
}
