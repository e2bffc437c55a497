import type { ZaloSide } from '../../core/request/outcome.js';

/** An OA according to Zalo itself, on the OA's own side. For information only: no outcome depends on it. */
export interface ZaloOas {
  /**
   * The ZCA that Zalo shows for the OA now; null if the bot has no token for that OA. Never rejects, and always ends
   * in time.
   */
  linkedZca(oaId: string): Promise<ZaloAnswer | null>;
}

export type ZaloAnswer =
  /** Empty: Zalo shows none. */
  { readonly type: 'shown'; readonly zca: string } | Extract<ZaloSide, { type: 'unreadable' }>;
