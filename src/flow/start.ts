import { policyFor } from '../core/policy.js';
import type { Approved, Request } from '../core/request.js';
import { start } from '../core/run-transition.js';
import { differences } from '../core/search.js';
import { notOpen, relist } from '../core/transition.js';
import type { Attempt, Ports } from './ports.js';
import { showCard } from './show-card.js';
import { TryLater } from './try-later.js';
import { ZcaBusy, ZcaError, ZcaUnclear } from './zca-error.js';

/** How long the run of a confirmed request waits for a busy ZCA, in milliseconds, before its assets are tried one by one. */
const patienceMs = 10 * 60_000;

/**
 * Step 4: the stop window is over. Reads the list anew: if it is still what was approved, each asset gets its job; if
 * it is not, nothing runs and the request waits for a decision on the list as it is. Safe to repeat.
 */
export async function startRun(requestId: string, attempt: Attempt, ports: Ports): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request?.status === 'approved') {
    const early = request.startsAt - ports.now();
    if (early > 0) throw new TryLater(early, 'the stop window is still open');
    if (await isOther(request, attempt, ports)) return;
    await ports.store.change(requestId, (current) => start(current, ports.now()));
  }
  const begun = await ports.store.get(requestId);
  if (begun?.status !== 'running') return;
  await ports.jobs.unlink(begun);
  await showCard(begun, ports);
}

/** Whether the list is not what was approved, in which case the request has gone back to waiting. */
async function isOther(request: Approved, attempt: Attempt, ports: Ports): Promise<boolean> {
  // What is tried again was unlinked in part, so its list must differ; each asset's own reading decides.
  if (request.round > 1) return false;
  const policy = policyFor(ports.policies, request.kind, request.channel);
  const changed = differences(request, await linkedNow(request, attempt, ports), policy);
  if (changed === null) return false;
  const at = ports.now();
  await ports.store.change(request.id, (current) =>
    isTheSame(current, request) ? relist(current, changed, at, at + policy.lifetimeMs) : notOpen(current),
  );
  const waiting = await ports.store.get(request.id);
  if (waiting === null) return true;
  if (waiting.status === 'pending') await ports.jobs.watch(waiting, policy.remindersMs);
  await showCard(waiting, ports);
  const approvers = request.approvals.map(({ by }) => by);
  if (waiting.status === 'pending')
    await ports.chat.postInThread(waiting, { type: 'list_changed', approvers });
  if (waiting.status === 'cancelled') await ports.chat.postInThread(waiting, { type: 'cancelled' });
  return true;
}

/** Whether nothing was decided since this worker read the request: it may have slept. */
function isTheSame(current: Request, read: Approved): boolean {
  return current.status === 'approved' && current.revision === read.revision;
}

/** The list now; where it cannot be read, what was approved, since each asset is read again before its call. */
async function linkedNow({ kind, assets, startsAt }: Approved, attempt: Attempt, ports: Ports) {
  try {
    return await ports.zca.list(kind);
  } catch (error) {
    if (!(error instanceof ZcaError)) throw error;
    if (error instanceof ZcaBusy && ports.now() - startsAt < patienceMs)
      throw new TryLater(error.retryAfterMs, error.message);
    if (error instanceof ZcaUnclear && !attempt.last) throw error;
    return assets;
  }
}
