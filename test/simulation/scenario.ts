import type { Asset } from '../../src/core/asset/asset.js';
import type { Policies } from '../../src/core/request/policy.js';

/** What a person does on a card, or in the channel. */
export type Deed =
  | { readonly type: 'ask'; readonly queries: readonly string[]; readonly dryRun?: boolean }
  | { readonly type: 'approve' | 'take_back' | 'reject' | 'cancel' | 'stop' | 'retry' }
  /** Ticks as many of the listed assets as it says, from the first on or another; 0 is the first. */
  | { readonly type: 'choose'; readonly from?: number; readonly count: number };

/** What changes around the bot. */
export type Event =
  /** Somebody else unlinks it in Zalo's own page. */
  | { readonly type: 'unlinked_by_hand'; readonly id: string }
  | { readonly type: 'linked'; readonly asset: Asset }
  /** The ZCA refuses to unlink it, for charges that are not paid. */
  | { readonly type: 'unpaid'; readonly id: string }
  | { readonly type: 'leaves' | 'enters'; readonly group: string; readonly person: string }
  /** The bot is started anew with another policy. */
  | { readonly type: 'policy'; readonly policies: Policies }
  /** Somebody takes the bot out of the channel. */
  | { readonly type: 'bot_leaves' }
  /**
   * For so many milliseconds the ZCA is busy, waits for a log-in, or gives no answer to an unlink; or who is in a group cannot
   * be read.
   */
  | {
      readonly type: 'outage';
      readonly of: 'zca_busy' | 'zca_log_in' | 'zca_silent' | 'groups';
      readonly forMs: number;
    };

/** Happens once, so many milliseconds after it first could. */
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
  /** By how many milliseconds the machines of the processes have their clocks ahead of the true time; given out in turn. */
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

/** Ids of which one is a part of another, and two of one name. */
export const shops: readonly Asset[] = [
  { kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn' },
  { kind: 'oa', id: '431809304283947', name: 'Bán hàng Hà Nội' },
  { kind: 'oa', id: '1777777777777777771', name: 'Tiện lợi Bình Minh' },
  { kind: 'oa', id: '1777777777777777772', name: 'Tiện lợi Bình Minh' },
];

const minute = 60_000;

/** As in production but for the times: a life of twenty minutes, one reminder, no stop window unless told otherwise. */
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
