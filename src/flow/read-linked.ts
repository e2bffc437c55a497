import type { Asset, AssetKind } from '../core/asset/asset.js';
import type { FailureCause, LogInPause } from '../core/request/outcome.js';
import { inParallel } from '../shared/in-parallel.js';
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

/** The linked assets, or the reason they could not be read. */
export type Reading = { readonly assets: readonly Asset[] } | { readonly failure: FailureCause };

type Zca = Pick<Ports, 'zca'>;

/** A gateway answers this many readings of one request at a time. */
const parallelReads = 5;

/**
 * The assets of a kind that are linked now, or, once waiting and retrying cannot help, the reason they could not be
 * read.
 * @throws {TryLater} while waiting for a busy ZCA or for a log-in
 * @throws {ZcaUnclear} if the job will be retried
 */
export function listLinkedAssets(kind: AssetKind, budget: WaitBudget, { zca }: Zca): Promise<Reading> {
  return readWithin(budget, () => zca.list(kind));
}

/**
 * Those of these assets that are linked now; otherwise as `listLinkedAssets`. Lists all assets instead if there are
 * more ids than `zca.maxReads`.
 */
export async function readLinkedAssets(
  kind: AssetKind,
  ids: readonly string[],
  budget: WaitBudget,
  { zca }: Zca,
): Promise<Reading> {
  if (ids.length > zca.maxReads) return listLinkedAssets(kind, budget, { zca });
  return readWithin(budget, async () => {
    const read = await inParallel(parallelReads, ids, (id) => zca.read(kind, id));
    return read.filter((asset) => asset !== null);
  });
}

async function readWithin(
  { attempt, waitedMs, busyTimeoutMs, tellPause }: WaitBudget,
  read: () => Promise<readonly Asset[]>,
): Promise<Reading> {
  try {
    return { assets: await read() };
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
