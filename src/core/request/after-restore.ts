import { assetKey } from '../asset/asset.js';
import { pendingPart } from './back-to-pending.js';
import { openManualTasks, withStopped } from './manual-task.js';
import type { Approved, Decision, Finished, Pending, Request, Running } from './request.js';
import { outcomeOf } from './run-outcomes.js';
import { runningFrom } from './run-transition.js';
import {
  auditEntry,
  type InvalidState,
  invalidState,
  type Transition,
  withNextRevision,
} from './transition.js';
import { unresolvedAttemptOf } from './unlink-transition.js';

/** Cards of the state that was lost show list revisions below this distance, so no click on them can count. */
const lostRevisions = 1_000;

/**
 * Holds back what an older state of Redis says to do, since people may have decided otherwise after it; as in
 * `transition.ts`. A request before its first run waits for all its approvals again. A run makes no further call: what
 * its lost calls did is read. Refused for what unlinks nothing by itself.
 */
export function holdAfterRestore(request: Request, at: number, expiresAt: number): Transition<InvalidState> {
  if (request.status === 'pending') return waitingAgain(request, at, expiresAt);
  if (request.status === 'approved')
    return request.round === 1
      ? waitingAgain(request, at, expiresAt)
      : heldRun(request, runningFrom(request, at, null), at);
  if (request.status === 'running' && !request.dryRun) return heldRun(request, withNextRevision(request), at);
  return invalidState(request);
}

function waitingAgain(request: Pending | Approved, at: number, expiresAt: number): Transition<InvalidState> {
  const by = request.approvals.map((approval) => approval.by);
  const listRevision = request.listRevision + lostRevisions;
  const next: Pending = {
    ...pendingPart(request),
    listRevision,
    listSince: listRevision,
    approvals: [],
    lapsed: { at, by, needed: Math.max(1, by.length), restored: true },
    status: 'pending',
    expiresAt: Math.max(request.expiresAt, expiresAt),
  };
  return { next, entry: auditEntry(next, 'held_after_restore', { by: 'bot', at }, { lapsed: by }) };
}

/** An asset with an operator stays with them; one that waits for an operator is not begun. */
function heldRun(before: Approved | Running, run: Running, at: number): Transition<InvalidState> {
  const isByHand = openManualTasks(run).length > 0;
  const next = isByHand ? stoppedByHand(run, { by: 'bot', at, press: '' }) : onlyRead(run, at);
  const assets = withoutOutcome(before).map((id) => assetKey({ kind: run.kind, id }));
  return {
    next,
    entry: auditEntry(next, 'held_after_restore', { by: 'bot', at }, { running: true, assets }),
  };
}

function stoppedByHand(run: Running, decision: Decision): Running {
  const settled = withStopped(run, decision).map((each) =>
    run.settled.includes(each) || each.outcome.type !== 'stopped'
      ? each
      : { ...each, outcome: { ...each.outcome, restored: true as const } },
  );
  return { ...run, stop: decision, settled };
}

function withoutOutcome(run: Approved | Running): readonly string[] {
  return run.chosen.filter((id) => outcomeOf(run, id) === null);
}

/** True if the run was stopped because Redis was restored, not by a person or for its age. */
export function isStoppedByRestore({ settled }: Finished): boolean {
  return settled.some(({ outcome }) => outcome.type === 'stopped' && outcome.restored === true);
}

/** Each asset may have been called for in the state that was lost. */
function onlyRead(run: Running, at: number): Running {
  const left = withoutOutcome(run).filter((id) => unresolvedAttemptOf(run, id) === null);
  const cause = { type: 'crashed', restored: true } as const;
  return {
    ...run,
    called: [...run.called, ...left.filter((id) => !run.called.includes(id))],
    doubts: [...(run.doubts ?? []), ...left.map((id) => ({ id, at, tries: 0, cause }))],
  };
}
