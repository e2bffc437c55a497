import type { Outcome } from '../core/request/outcome.js';
import { policyFor } from '../core/request/policy.js';
import type { Running } from '../core/request/request.js';
import { hasStoodStill } from '../core/request/stop-transition.js';
import type { Ports } from './ports/ports.js';
import { settleUnresolved } from './settle-by-reading.js';
import { TryLater } from './try-later.js';
import { lastAttempt, StillLinked, type Work } from './unlink-call.js';
import { ZcaBusy, type ZcaError, ZcaNotNow, ZcaRefused, ZcaUnclear } from './zca-error.js';

/** A shorter wait for the ZCA is not worth showing. */
const longMs = 2_000;

/**
 * The outcome of an asset whose reading or call failed.
 * @throws {TryLater} to wait for the ZCA; the error itself while the job has attempts left
 */
export async function outcomeAfterError(error: ZcaError, work: Work, ports: Ports): Promise<Outcome> {
  const { asset, request, attempt } = work;
  const requestId = request.id;
  if (error instanceof ZcaNotNow) throw new TryLater(error.retryAfterMs, error.message);
  const newest = await ports.store.get(requestId);
  const running = newest?.status === 'running' ? newest : request;
  // Even if this call was refused: an earlier one may have no response yet.
  const isCalled = running.called.includes(asset.id);
  if (error instanceof ZcaRefused && !isCalled)
    return { type: 'refused', at: ports.now(), message: error.failure.message };
  const { lifetimeMs } = policyFor(ports.policies, request.kind, request.channel);
  // Without a call, the asset waits, and can be stopped, until it has waited for too long.
  if (error instanceof ZcaBusy && !(isCalled && hasStoodStill(running, lifetimeMs, ports.now()))) {
    if (error.retryAfterMs >= longMs) await showBusy(running, ports);
    throw new TryLater(error.retryAfterMs, error.message);
  }
  if ((error instanceof ZcaUnclear || error instanceof StillLinked) && !attempt.last) throw error;
  ports.log.error('unlink.failed', 'could not unlink an asset', {
    request: requestId,
    asset: asset.id,
    failure: error.failure.type,
  });
  return settleUnresolved(asset, running, lastAttempt(work, error.failure, ports), ports);
}

/** Shows why nothing moves; if that fails, the run waits all the same. */
async function showBusy(running: Running, { chat, log }: Ports): Promise<void> {
  await chat.showCard(running, { zcaIsBusy: true }).catch((error: unknown) => {
    log.info('card.busy_not_shown', 'could not show on a card that the ZCA is busy', {
      request: running.id,
      error: String(error),
    });
  });
}
