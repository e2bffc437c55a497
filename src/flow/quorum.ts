import { policyFor } from '../core/request/policy.js';
import { countableApprovers, mayReachQuorum, reachQuorum } from '../core/request/quorum.js';
import type { Approved, Pending } from '../core/request/request.js';
import { Unreadable } from './permission.js';
import type { Ports } from './ports/ports.js';
import { stillApproving } from './still-approving.js';
import { showIfPossible } from './stop-window.js';
import { TryLater } from './try-later.js';

/** Open requests per read. */
const readAtOnce = 100;
/** The wait before unreadable approvers are read again. */
const unreadableMs = 30_000;

/**
 * Confirms pending requests whose approvals suffice under a relaxed policy; runs when a worker starts. `isStopping`:
 * the worker is shutting down; the maintenance confirms the rest. Safe to repeat, and for several workers at once.
 */
export async function reachQuorums(ports: Ports, isStopping: () => boolean = () => false): Promise<void> {
  const ids = await ports.store.open();
  for (let from = 0; from < ids.length && !isStopping(); from += readAtOnce)
    for (const request of await ports.store.getAll(ids.slice(from, from + readAtOnce))) {
      if (isStopping()) return;
      if (request === null || typeof request === 'string' || request.status !== 'pending') continue;
      await confirmIfEnough(request, ports).catch((error: unknown) =>
        ports.log.warn(
          'quorum.check_postponed',
          'postponed checking whether a request has enough approvals',
          {
            request: request.id,
            error: String(error),
          },
        ),
      );
    }
}

/**
 * Confirms a pending request if its existing approvals suffice and their approvers may still approve, and starts its
 * run. Otherwise does nothing.
 * @throws {TryLater} while the approvers cannot be read
 */
export async function confirmIfEnough(request: Pending, ports: Ports): Promise<void> {
  const policy = policyFor(ports.policies, request.kind, request.channel);
  if (!mayReachQuorum(request, policy, ports.now())) return;
  const given = countableApprovers(request, policy);
  const allowed = await stillApproving(given, request, policy, ports).catch((error: unknown) => {
    if (error instanceof Unreadable) throw new TryLater(unreadableMs, error.message);
    throw error;
  });
  const at = ports.now();
  const { listRevision } = request;
  const terms = { needed: policy.approvals, startsAt: policy.stopWindowMs > 0 ? null : at };
  const change = await ports.store.change(request.id, (current) =>
    reachQuorum(current, { allowed, listRevision }, terms, at),
  );
  if (change.type !== 'changed' || change.request.status !== 'approved') return;
  ports.log.info('quorum.reached', 'a request now has enough approvals', {
    request: request.id,
    needed: policy.approvals,
  });
  await ports.jobs.start(change.request);
}

/** Shows that a request was confirmed without a click, and why. Safe to repeat. */
export async function tellQuorumReached(request: Approved, ports: Ports): Promise<void> {
  await showIfPossible(request, ports);
  await ports.chat.postInThread(request, { type: 'quorum_reached' });
}
