import type { AssetKind } from '../../core/asset/asset.js';
import type { PastUnlink } from '../../core/request/request.js';

/** Finds assets that were unlinked through the bot. */
export interface PastUnlinks {
  /** The newest unlink that matches the query, among the newest outcomes; null if there is none. */
  newestOf(kind: AssetKind, query: string): Promise<PastUnlink | null>;
}
