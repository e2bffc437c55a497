import type { Asset } from '../../src/core/asset.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { Policy } from '../../src/core/policy.js';
import type {
  Approved,
  Cancelled,
  CancelReason,
  CardRequest,
  Decision,
  Expired,
  Finished,
  LookingUp,
  Pending,
  Running,
} from '../../src/core/request.js';

/** Requests in every status, as a test needs them: three assets, all chosen unless told otherwise. */
export const askedAt = Date.UTC(2026, 0, 5, 2, 0, 0);
export const requester = 'U0ASKS0001';
export const approver = 'U0DECIDES2';
export const delivery = 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90';

export function asset(id: string, name: string = `Shop ${id}`): Asset {
  return { kind: 'oa', id, name };
}

export const threeAssets: readonly Asset[] = [asset('101'), asset('202'), asset('303')];

export const decision: Decision = { by: approver, at: askedAt + 60_000, press: 'f'.repeat(64) };

export function lookingUp(change: Partial<LookingUp> = {}): LookingUp {
  return {
    id: 'UR-7K2M',
    revision: 1,
    status: 'looking_up',
    delivery,
    kind: 'oa',
    queries: ['shop'],
    reason: null,
    dryRun: false,
    requester,
    channel: 'C0ZCAOPS01',
    thread: null,
    askedAt,
    ...change,
  };
}

export function pending(change: Partial<Pending> = {}): Pending {
  const assets = change.assets ?? threeAssets;
  return {
    ...lookingUp(),
    revision: 2,
    assets,
    more: 0,
    missed: [],
    withheld: [],
    chosen: assets.map(({ id }) => id),
    chosenAt: 0,
    listRevision: 1,
    listSince: 1,
    changes: [],
    approvals: [],
    withdrawn: [],
    dropped: [],
    others: [],
    expiresAt: askedAt + 24 * 3_600_000,
    ...change,
    status: 'pending',
  };
}

export function approved(from: Pending = pending()): Approved {
  return {
    ...from,
    revision: from.revision + 1,
    status: 'approved',
    approvals: [decision],
    decision,
    round: 1,
    retries: [],
    called: [],
    settled: [],
    startsAt: decision.at,
  };
}

export function cancelled(from: Pending = pending(), why: CancelReason | null = null): Cancelled {
  return { ...from, revision: from.revision + 1, status: 'cancelled', decision, why };
}

export function expired(from: Pending = pending()): Expired {
  return { ...from, revision: from.revision + 1, status: 'expired', endedAt: from.expiresAt };
}

export function running(from: Pending = pending()): Running {
  const { status: _, startsAt: _startsAt, ...confirmed } = approved(from);
  return { ...confirmed, status: 'running', startedAt: decision.at + 1, stop: null };
}

export function finished(
  status: Finished['status'] = 'succeeded',
  from: Pending = pending(),
  outcome: (id: string) => Outcome = () => ({ type: 'unlinked', at: decision.at + 2 }),
): Finished {
  const { status: _, ...ran } = running(from);
  const settled = from.chosen.map((id) => ({ id, outcome: outcome(id) }));
  return { ...ran, status, called: from.chosen, settled, endedAt: decision.at + 4_000 };
}

/** The same list in every status that a card can have. */
export function inEveryStatus(from: Pending): CardRequest[] {
  return [
    from,
    cancelled(from),
    expired(from),
    approved(from),
    running(from),
    finished('succeeded', from),
    finished('partial', from),
    finished('failed', from),
  ];
}

/** A policy as `bot.config.ts` has it, but for one approver. */
export function policy(change: Partial<Policy> = {}): Policy {
  return {
    approvers: [approver],
    requesters: [],
    channels: [],
    allowSelfApproval: false,
    approvals: 1,
    reasonRequired: false,
    lifetimeMs: 24 * 3_600_000,
    remindersMs: [],
    stopWindowMs: 0,
    mostAssets: 20,
    protectedAssets: [],
    heavy: { verified: false, names: [], moreThan: null },
    ...change,
  };
}
