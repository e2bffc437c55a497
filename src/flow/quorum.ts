import { policyFor } from '../core/request/policy.js';
import { countableApprovers, mayReachQuorum, reachQuorum } from '../core/request/quorum.js';
import type { Approved, Pending } from '../core/request/request.js';
import { Unreadable } from './permission.js';
import type { Ports } from './ports/ports.js';
import { stillApproving } from './still-approving.js';
import { showIfPossible } from './stop-window.js';
import { TryLater } from './try-later.js';

/** So many open requests are read in one go. */
const readAtOnce = 100;
/** How long a request waits before it is asked again who may approve it, in milliseconds. */
const unreadableMs = 30_000;

/**
 * When a worker starts: a policy that asks for fewer approvals than before counts at once, also for what waits already.
 * `isStopping`: the worker is told to stop; what is left is for the upkeep. Safe to repeat, and by several workers at once.
 */
export async function reachQuorums(ports: Ports, isStopping: () => boolean = () => false): Promise<void> {
  const ids = await ports.store.open();
  for (let from = 0; from < ids.length && !isStopping(); from += readAtOnce)
    for (const request of await ports.store.getAll(ids.slice(from, from + readAtOnce))) {
      if (isStopping()) return;
      if (request === null || typeof request === 'string' || request.status !== 'pending') continue;
      await confirmIfEnough(request, ports).catch((error: unknown) =>
        ports.log.warn('whether the approvals are enough is looked at later', {
          request: request.id,
          error: String(error),
        }),
      );
    }
}

/**
 * Confirms a request whose approvals are enough by now, if those who gave them may still approve, and has its run begin.
 * Does nothing with any other. @throws {TryLater} while it cannot be read who may approve
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
  ports.log.info('the approvals of a request are enough now', {
    request: request.id,
    needed: policy.approvals,
  });
  await ports.jobs.start(change.request);
}

/** Shows that a request is confirmed without anybody's press, and tells why. Safe to repeat. */
export async function tellQuorumReached(request: Approved, ports: Ports): Promise<void> {
  await showIfPossible(request, ports);
  await ports.chat.postInThread(request, { type: 'quorum_reached' });
}
