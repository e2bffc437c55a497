import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { FailureCause, LogInPause } from '../core/request/outcome.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { TryLater } from './try-later.js';
import { ZcaBusy, ZcaError, ZcaNotNow, ZcaUnclear } from './zca-error.js';

/** The attempts made at this reading, and how long somebody has waited and may wait for a busy ZCA. */
export interface WaitBudget {
  readonly attempt: Attempt;
  readonly waitedMs: number;
  readonly busyTimeoutMs: number;
  /** Tells the waiting person that the reading continues only after a log-in; called at each attempt. */
  readonly tellPause?: (why: LogInPause) => Promise<void>;
}

/**
 * The assets of a kind that are linked now, or, once waiting and retrying cannot help, the reason they could not be
 * read.
 * @throws {TryLater} while waiting for a busy ZCA or for a log-in
 * @throws {ZcaUnclear} if the job will be retried
 */
export async function listLinkedAssets(
  kind: AssetKind,
  { attempt, waitedMs, busyTimeoutMs, tellPause }: WaitBudget,
  { zca }: Pick<Ports, 'zca'>,
): Promise<{ readonly assets: readonly Asset[] } | { readonly failure: FailureCause }> {
  try {
    return { assets: await zca.list(kind) };
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    if (error instanceof ZcaNotNow) {
      if (error.why !== 'busy') await tellPause?.(error.why);
      throw new TryLater(error.retryAfterMs, error.message);
    }
    if (error instanceof ZcaBusy && waitedMs < busyTimeoutMs)
      throw new TryLater(error.retryAfterMs, error.message);
    if (error instanceof ZcaUnclear && !attempt.last) throw error;
    return { failure: error.failure };
  }
}
