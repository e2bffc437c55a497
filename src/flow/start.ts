import { differences } from '../core/request/asset-list.js';
import { replaceList, revokeApprovals } from '../core/request/back-to-pending.js';
import { type Policy, policyFor } from '../core/request/policy.js';
import { isConfirmedByQuorum } from '../core/request/quorum.js';
import {
  type Approved,
  hasCard,
  isNothingLeft,
  type Pending,
  type RevokedApproval,
} from '../core/request/request.js';
import { runApproversOf } from '../core/request/run-approvers.js';
import { start } from '../core/request/run-transition.js';
import { hasStoodStill, stop } from '../core/request/stop-transition.js';
import { invalidState, type PressRefusal } from '../core/request/transition.js';
import { changedSinceShown } from './changed-since-shown.js';
import { Unreadable } from './permission.js';
import type { Attempt } from './ports/jobs.js';
import type { Ports } from './ports/ports.js';
import { tellQuorumReached } from './quorum.js';
import { showCard, showEnd, tellDropped, tellLapsed } from './show-card.js';
import { stillApproving } from './still-approving.js';
import { awaitStopWindow, isSameDecision } from './stop-window.js';
import { TryLater } from './try-later.js';

/** The time the run of a confirmed request waits for a busy ZCA; then it tries the assets one by one. */
const busyTimeoutMs = 10 * 60_000;

/** The wait before unreadable approvers are read again. */
const unreadableMs = 5_000;

/**
 * Step 4: opens the stop window and starts the run after it. Checks again that the approvers may still approve, and
 * reads the chosen assets again: if they are still as approved, each gets its job; otherwise nothing runs and the
 * request is pending again. Safe to repeat.
 */
export async function startRun(requestId: string, attempt: Attempt, ports: Ports): Promise<void> {
  const request = await ports.store.get(requestId);
  if (request?.status === 'approved') {
    // Earlier approvers may not know yet that their approval did not count: the run of the job that should tell them
    // may have crashed.
    await tellDropped(request, ports);
    await tellLapsed(request, ports);
    if (isConfirmedByQuorum(request)) await tellQuorumReached(request, ports);
    await begin(request, attempt, ports);
  }
  const now = await ports.store.get(requestId);
  if (now === null || !hasCard(now)) return;
  if (now.status === 'running') {
    await ports.jobs.unlink(now);
    await showCard(now, ports);
  }
  // Also on a retry: people must be told of what was stored.
  if (now.status === 'pending') await tellWaiting(now, ports);
  if (now.status === 'cancelled' && isNothingLeft(now)) await showEnd(now, ports);
}

async function begin(request: Approved, attempt: Attempt, ports: Ports): Promise<void> {
  const policy = policyFor(ports.policies, request.kind, request.channel);
  if (hasStoodStill(request, policy.lifetimeMs, ports.now())) return giveUpWaiting(request, policy, ports);
  const startsAt = await awaitStopWindow(request, ports);
  const still = await stillCarrying(request, policy, ports);
  const lapse = lapseOf(request, still, policy, ports);
  if (lapse !== null) {
    await ports.store.change(request.id, (current) =>
      isSameDecision(current, request)
        ? revokeApprovals(current, lapse, lapse.at + policy.lifetimeMs)
        : invalidState(current),
    );
    return;
  }
  const changed = await changedSince(request, { startsAt, policy }, attempt, ports);
  const at = ports.now();
  await ports.store.change(request.id, (current) => {
    if (!isSameDecision(current, request)) return invalidState(current);
    return changed === null
      ? start(current, at, still)
      : replaceList(current, changed, at, at + policy.lifetimeMs);
  });
}

/**
 * Its approval is too old: nobody expects the run now, so the request returns to pending. A retry is half done and
 * cannot return, so it ends; another retry needs its approvals again.
 */
async function giveUpWaiting(request: Approved, policy: Policy, ports: Ports): Promise<void> {
  const at = ports.now();
  const by = request.approvals.map((approval) => approval.by);
  const lapse = { at, by, needed: policy.approvals, late: true } as const;
  await ports.store.change<PressRefusal>(request.id, (current) => {
    if (!isSameDecision(current, request)) return invalidState(current);
    return request.round === 1
      ? revokeApprovals(current, lapse, at + policy.lifetimeMs)
      : stop(current, { by: 'bot', at, press: '' }, request.round);
  });
}

/** Tells people that a confirmed request is pending again, and why. */
async function tellWaiting(request: Pending, ports: Ports): Promise<void> {
  if (request.dropped.length === 0 && request.lapsed === undefined) return;
  const { remindersMs } = policyFor(ports.policies, request.kind, request.channel);
  await ports.jobs.watch(request, remindersMs);
  await showCard(request, ports);
  await tellDropped(request, ports);
  await tellLapsed(request, ports);
}

/**
 * Its approvers who may still approve.
 * @throws {TryLater} while that cannot be read: nothing runs on a guess
 */
async function stillCarrying(request: Approved, policy: Policy, ports: Ports): Promise<readonly string[]> {
  return stillApproving(runApproversOf(request), request, policy, ports).catch((error: unknown) => {
    if (error instanceof Unreadable) throw new TryLater(unreadableMs, error.message);
    throw error;
  });
}

/** Null if enough of its approvers may still approve. */
function lapseOf(
  request: Approved,
  still: readonly string[],
  policy: Policy,
  { now }: Ports,
): RevokedApproval | null {
  const needed = policy.approvals;
  if (still.length >= needed) return null;
  return { at: now(), by: runApproversOf(request).filter((by) => !still.includes(by)), needed };
}

/**
 * The differences from the approved list, null if there are none. If the assets cannot be read, only the policy is
 * asked again: each asset is read again before its call.
 */
async function changedSince(
  request: Approved,
  { startsAt, policy }: { readonly startsAt: number; readonly policy: Policy },
  attempt: Attempt,
  ports: Ports,
) {
  // Part of a retried list is already unlinked, so the list always differs; the reading of each asset decides.
  if (request.round > 1) return null;
  const waitedMs = ports.now() - startsAt;
  const read = await changedSinceShown(request, policy, { attempt, waitedMs, busyTimeoutMs }, ports);
  return 'changed' in read ? read.changed : differences(request, request.assets, policy);
}
