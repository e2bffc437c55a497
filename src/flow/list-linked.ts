import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { FailureCause, LogInPause } from '../core/request/outcome.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { TryLater } from './try-later.js';
import { ZcaBusy, ZcaError, ZcaNotNow, ZcaUnclear } from './zca-error.js';

/** How often this reading was tried, and how long somebody has waited and may wait for a busy ZCA, in milliseconds. */
export interface WaitBudget {
  readonly attempt: Attempt;
  readonly waitedMs: number;
  readonly busyTimeoutMs: number;
  /** Tells who waits that this goes on only when somebody has logged in; called at each try. */
  readonly tellPause?: (why: LogInPause) => Promise<void>;
}

/**
 * The assets of a kind that are linked now; or, once neither waiting nor trying again is any use, why that could not be
 * read. @throws {TryLater} while a ZCA that is busy, or waits for a log-in, is waited for @throws {ZcaUnclear} when another try of the job follows
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
