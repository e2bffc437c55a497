import type { ZaloSide } from '../../core/request/outcome.js';

/** What Zalo itself says of an OA, on the OA's own side. It only tells: no outcome depends on it. */
export interface ZaloOas {
  /** Which ZCA Zalo shows for the OA now; null where the bot has no token of that OA. Never rejects, and ends in time. */
  linkedZca(oaId: string): Promise<ZaloAnswer | null>;
}

export type ZaloAnswer =
  /** Empty: Zalo shows none. */
  { readonly type: 'shown'; readonly zca: string } | Extract<ZaloSide, { type: 'unreadable' }>;
