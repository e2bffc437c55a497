import type { AssetKind } from '../../core/asset/asset.js';
import type { PastUnlink } from '../../core/request/request.js';

/** What was unlinked by way of the bot. */
export interface PastUnlinks {
  /** The newest unlink of what the query fits, within the newest outcomes; null where there is none. */
  newestOf(kind: AssetKind, query: string): Promise<PastUnlink | null>;
}
