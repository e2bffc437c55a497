import type { Asset } from '../../core/asset/asset.js';
import type { Outcome } from '../../core/request/outcome.js';
import type {
  Approved,
  CardRequest,
  Decision,
  Finished,
  Pending,
  Running,
} from '../../core/request/request.js';

/** Requests as people see them, for Slack to look at; nobody's data. */
const askedAt = Date.UTC(2026, 0, 5, 2, 0, 0);
const decision: Decision = { by: 'U0000000002', at: askedAt + 60_000, press: 'f'.repeat(64) };

export const sampleAssets: readonly Asset[] = [
  { kind: 'oa', id: '4318093042839471234', name: 'Bán hàng Sài Gòn – Đại lý', verified: true },
  { kind: 'oa', id: '4318093042839475678', name: 'Đại lý Đà Lạt', verified: false },
];

export function samplePending(): Pending {
  return {
    ...{ id: 'UR-7K2M', revision: 2, status: 'pending', delivery: 'a'.repeat(64), kind: 'oa' },
    ...{ queries: ['sai gon'], reason: 'Đóng cửa hàng', dryRun: false },
    ...{ requester: 'U0000000001', channel: 'C0000000001', thread: null, askedAt },
    ...{ assets: sampleAssets, more: 1, missed: ['9999'], withheld: [] },
    ...{ chosen: sampleAssets.map(({ id }) => id), chosenAt: 0, listRevision: 1, listSince: 1 },
    ...{ changes: [], approvals: [], withdrawn: [], dropped: [], others: [] },
    expiresAt: askedAt + 24 * 3_600_000,
  };
}

function sampleApproved(): Approved {
  return {
    ...{ ...samplePending(), status: 'approved', revision: 3, approvals: [decision], decision },
    ...{ round: 1, retries: [], called: [], settled: [], startsAt: decision.at + 10_000 },
  };
}

function sampleRunning(): Running {
  const { startsAt: _, ...confirmed } = sampleApproved();
  return { ...confirmed, status: 'running', startedAt: decision.at + 1, stop: null };
}

const outcomes: { readonly [S in Finished['status']]: readonly Outcome[] } = {
  succeeded: [
    { type: 'unlinked', at: decision.at },
    { type: 'already_unlinked', at: decision.at },
  ],
  partial: [
    { type: 'unlinked', at: decision.at },
    { type: 'refused', at: decision.at, message: 'Còn cước phí chưa thanh toán' },
  ],
  failed: [
    { type: 'failed', at: decision.at, tries: 5, cause: { type: 'token_invalid' } },
    { type: 'failed', at: decision.at, tries: 5, cause: { type: 'token_invalid' } },
  ],
};

export function sampleFinished(status: Finished['status']): Finished {
  const from = sampleRunning();
  const settled = outcomes[status].flatMap((outcome, at) => {
    const id = from.chosen[at];
    return id === undefined ? [] : [{ id, outcome }];
  });
  return { ...from, status, called: from.chosen, settled, endedAt: decision.at + 4_000 };
}

/** A request in every status that a card can have. */
export function sampleRequests(): readonly CardRequest[] {
  const pending = samplePending();
  return [
    pending,
    { ...pending, status: 'cancelled', decision, why: null },
    { ...pending, status: 'expired', endedAt: pending.expiresAt },
    sampleApproved(),
    sampleRunning(),
    sampleFinished('succeeded'),
    sampleFinished('partial'),
    sampleFinished('failed'),
  ];
}
