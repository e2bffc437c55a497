import { describe, expect, it } from 'vitest';
import { holdAfterRestore, isStoppedByRestore } from '../../../../src/core/request/after-restore.js';
import { assignManualTask } from '../../../../src/core/request/manual-task-transition.js';
import { outcomeOf } from '../../../../src/core/request/run-outcomes.js';
import { finish } from '../../../../src/core/request/run-transition.js';
import {
  addUnresolvedAttempt,
  beginCall,
  recordOutcome,
} from '../../../../src/core/request/unlink-transition.js';
import {
  approved,
  askedAt,
  cancelled,
  decision,
  expired,
  finished,
  lookingUp,
  pending,
  running,
} from '../../../fixtures/requests.js';
import { nextOf } from './next-of.js';

const at = askedAt + 3_600_000;
const two = pending({ chosen: ['101', '202'], approvals: [decision] });

describe('after a restore of Redis', () => {
  it.each([two, approved(two)])('a request before its run waits for all its approvals: $status', (before) => {
    const held = nextOf(holdAfterRestore(before, at, at + 1));
    expect(held).toMatchObject({
      status: 'pending',
      approvals: [],
      lapsed: { at, by: [decision.by], restored: true },
    });
  });

  it('no click on a card of the state that was lost counts', () => {
    const held = nextOf(holdAfterRestore(two, at, at + 1));
    expect(held).toMatchObject({ listRevision: two.listRevision + 1_000 });
  });

  it('a run makes no further call, keeps its outcomes, and counts each asset left as perhaps called for', () => {
    const begun = nextOf(recordOutcome(running(two), '101', 1, { type: 'unlinked', at: askedAt }));
    const held = nextOf(holdAfterRestore(begun, at, at + 1));
    expect(outcomeOf(held, '101')).toMatchObject({ type: 'unlinked' });
    expect(held).toMatchObject({ called: ['202'], doubts: [{ id: '202', at }] });
    expect(beginCall(held, { id: '202', round: 1 }, at)).toMatchObject({ refused: { type: 'not_open' } });
  });

  it('a call whose result is unknown keeps its cause', () => {
    const called = nextOf(beginCall(running(two), { id: '101', round: 1, call: 'c' }, askedAt));
    const last = { id: '101', at: askedAt, tries: 2, cause: { type: 'too_many_calls' } } as const;
    const doubted = nextOf(addUnresolvedAttempt(called, last, 1));
    const held = nextOf(holdAfterRestore(doubted, at, at + 1));
    expect(held).toMatchObject({ doubts: [last, { id: '202', cause: { type: 'crashed', restored: true } }] });
  });

  it('a retry that had not begun only reads', () => {
    const again = { ...approved(two), round: 2, retries: [decision] };
    const held = nextOf(holdAfterRestore(again, at, at + 1));
    expect(held).toMatchObject({ status: 'running', round: 2, called: ['101', '202'] });
  });

  it('work that no operator has taken ends as not begun', () => {
    const waiting = ['101', '202'].reduce(
      (run, id) => nextOf(assignManualTask(run, id, 1, askedAt)),
      nextOf(
        recordOutcome(running(pending({ chosen: ['101', '202', '303'] })), '303', 1, {
          type: 'already_unlinked',
          at: askedAt,
        }),
      ),
    );
    const held = nextOf(holdAfterRestore(waiting, at, at + 1));
    const end = nextOf(finish(held, at));
    if (end.status !== 'partial') throw new Error(end.status);
    expect(isStoppedByRestore(end)).toBe(true);
    expect(outcomeOf(end, '101')).toEqual({ type: 'stopped', by: 'bot', at, restored: true });
  });

  it.each([lookingUp(), cancelled(), expired(), finished(), running(pending({ dryRun: true }))])(
    'what unlinks nothing by itself stays as it is: $status',
    (request) => {
      expect(holdAfterRestore(request, at, at + 1)).toMatchObject({ refused: { type: 'not_open' } });
    },
  );
});
