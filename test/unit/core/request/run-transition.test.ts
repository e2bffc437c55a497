import { describe, expect, it } from 'vitest';
import { isCounted } from '../../../../src/core/request/counted-press.js';
import { manualTaskOf } from '../../../../src/core/request/manual-task.js';
import type { FailureCause, Outcome } from '../../../../src/core/request/outcome.js';
import {
  type Approved,
  type Decision,
  decisionOf,
  type Running,
  type UnresolvedAttempt,
} from '../../../../src/core/request/request.js';
import { runApproversOf } from '../../../../src/core/request/run-approvers.js';
import { canRetry, doneCount, hasUnlinked, outcomeOf } from '../../../../src/core/request/run-outcomes.js';
import { abandon, finish, openWindow, retry, start } from '../../../../src/core/request/run-transition.js';
import { hasStoodStill, stop } from '../../../../src/core/request/stop-transition.js';
import {
  addUnresolvedAttempt,
  beginCall,
  recordOutcome,
  voidCall,
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
import { type OutcomeType, outcomeOfType } from './histories.js';
import { nextOf } from './next-of.js';

const pressed: Decision = { by: 'U0STOPS001', at: decision.at + 500, press: 'b'.repeat(64) };
const two = pending({ chosen: ['101', '202'] });
const unlinked: Outcome = { type: 'unlinked', at: askedAt };
const invalidState = { refused: { type: 'not_open' } };
const firstEnd = { round: 1, needed: 1, holding: [decision.by] };
const secondRound: Approved = { ...approved(), round: 2, retries: [pressed] };

function failedOf(cause: FailureCause): Outcome {
  return { type: 'failed', at: askedAt, tries: 1, cause };
}

/** A run of two assets with these outcomes. */
function ended(first: OutcomeType, second: OutcomeType) {
  return finished('partial', two, (id) => outcomeOfType(id === '101' ? first : second));
}

describe('a stop window', () => {
  const waiting = { ...approved(), startsAt: null };

  it('keeps the run from beginning before it opens and until it ends', () => {
    expect(start(waiting, decision.at + 3_600_000)).toMatchObject(invalidState);
    const open = nextOf(openWindow(waiting, askedAt, askedAt + 30_000));
    expect(start(open, askedAt + 29_999)).toMatchObject(invalidState);
    expect(nextOf(start(open, askedAt + 30_000))).toMatchObject({ status: 'running' });
  });

  it('opens once', () => {
    const open = nextOf(openWindow(waiting, askedAt, askedAt + 30_000));
    expect(openWindow(open, askedAt + 5_000, askedAt + 35_000)).toMatchObject(invalidState);
  });

  it.each([pending(), running(), cancelled(), finished()])(
    'does not open for a request that is $status',
    (r) => {
      expect(openWindow(r, askedAt, askedAt + 1)).toMatchObject(invalidState);
    },
  );
});

describe('a confirmed request', () => {
  const life = 3_600_000;

  it.each([
    ['since it was confirmed', approved(), decision.at],
    ['since its stop window ended', { ...approved(), startsAt: decision.at + 5_000 }, decision.at + 5_000],
    ['since it was tried again', { ...secondRound, startsAt: pressed.at }, pressed.at],
    ['since its run began', running(), running().startedAt],
    [
      'since the newest outcome of its run',
      { ...running(), settled: [{ id: '101', outcome: { ...unlinked, at: decision.at + 9_000 } }] },
      decision.at + 9_000,
    ],
  ])('has waited too long when it has not moved for longer than a request lives, %s', (_, request, since) => {
    expect([since + life, since + life + 1].map((now) => hasStoodStill(request, life, now))).toEqual([
      false,
      true,
    ]);
  });
});

describe('the start of a run', () => {
  it('is refused while the request can still be stopped as if nobody had decided', () => {
    expect(start(approved(), decision.at - 1)).toMatchObject(invalidState);
  });

  it('is possible from the exact moment at which the run may begin', () => {
    const startedAt = decision.at;
    expect(nextOf(start(approved(), startedAt))).toMatchObject({ status: 'running', startedAt });
  });

  it.each([lookingUp(), pending(), running(), cancelled(), expired(), finished()])(
    'is refused while the request is $status',
    (request) => {
      expect(start(request, decision.at + 1)).toMatchObject(invalidState);
    },
  );
});

const named = (call: string, revision: number) => ({ id: '101', round: 1, call, revision });

describe('the start of a call', () => {
  it('is recorded each time, since the call may unlink the asset while its end is unclear', () => {
    const once = nextOf(beginCall(running(), { id: '101', round: 1 }, askedAt));
    expect(nextOf(beginCall(once, { id: '101', round: 1 }, askedAt))).toMatchObject({
      called: ['101', '101'],
    });
  });

  it('is recorded with what Zalo shows before it, which replaces what it showed before a void one', () => {
    const once = nextOf(
      beginCall(running(), { id: '101', round: 1, zaloShows: 'ZCA 1', call: 'one' }, askedAt),
    );
    const ended = nextOf(voidCall(once, named('one', once.revision), askedAt));
    const again = beginCall(ended, { id: '101', round: 1, zaloShows: 'ZCA 2' }, askedAt);
    expect(nextOf(again)).toMatchObject({ zaloBefore: [{ id: '101', zca: 'ZCA 2' }] });
  });

  it.each([lookingUp(), pending(), approved(), cancelled(), expired(), finished()])(
    'is refused while the request is $status',
    (request) => {
      expect(beginCall(request, { id: '101', round: 1 }, askedAt)).toMatchObject(invalidState);
    },
  );

  it.each([1, 3])('is refused in round 2 to a job of round %i', (round) => {
    const second: Running = { ...running(), round: 2 };
    expect(beginCall(second, { id: '101', round }, askedAt)).toMatchObject(invalidState);
  });

  it('is refused once somebody has stopped the request', () => {
    expect(beginCall({ ...running(), stop: pressed }, { id: '101', round: 1 }, askedAt)).toMatchObject(
      invalidState,
    );
  });

  it('is refused in a dry run', () => {
    expect(beginCall(running(pending({ dryRun: true })), { id: '101', round: 1 }, askedAt)).toMatchObject(
      invalidState,
    );
  });

  it('is refused for an asset that was not chosen', () => {
    expect(beginCall(running(two), { id: '303', round: 1 }, askedAt)).toMatchObject(invalidState);
  });

  it('is refused for an asset that has its outcome', () => {
    const once = nextOf(recordOutcome(running(), '101', 1, unlinked));
    expect(beginCall(once, { id: '101', round: 1 }, askedAt)).toMatchObject(invalidState);
  });

  it('is written to the audit log with the asset and the round', () => {
    expect(beginCall(running(), { id: '101', round: 1 }, askedAt)).toMatchObject({
      entry: { action: 'unlink_called', actor: 'bot', details: { asset: 'oa:101', round: 1 } },
    });
  });
});

describe('a void call', () => {
  const calledFor = (...ids: string[]): Running => ({
    ...running(),
    called: ids,
    calls: ids.map((id, at) => ({ id, call: `call ${at}` })),
  });
  const { revision } = running();

  it('is forgotten, and no other is', () => {
    expect(nextOf(voidCall(calledFor('101', '202'), named('call 0', revision), askedAt))).toMatchObject({
      called: ['202'],
      calls: [{ id: '202', call: 'call 1' }],
    });
  });

  it('leaves an earlier call with an unclear end', () => {
    expect(nextOf(voidCall(calledFor('101', '101'), named('call 1', revision), askedAt))).toMatchObject({
      called: ['101'],
      calls: [{ id: '101', call: 'call 0' }],
    });
  });

  it('leaves a call made by an earlier version', () => {
    const older: Running = { ...running(), called: ['101'] };
    expect(voidCall(older, named('call 0', revision), askedAt)).toMatchObject(invalidState);
  });

  it('is recorded once, however often it is reported', () => {
    const noted = nextOf(voidCall(calledFor('101', '101'), named('call 1', revision), askedAt));
    expect(voidCall(noted, named('call 1', revision), askedAt)).toMatchObject(invalidState);
    expect(nextOf(voidCall(noted, named('call 0', revision), askedAt))).toHaveProperty('called', []);
  });

  it('keeps out the record of the call itself when that comes later', () => {
    const current = running();
    const late = nextOf(beginCall(current, { id: '101', round: 1, call: 'late' }, askedAt));
    const taken = nextOf(voidCall(current, named('late', late.revision), askedAt));
    expect(taken).toMatchObject({ revision: late.revision, called: [] });
    expect(voidCall(taken, named('late', late.revision), askedAt)).toMatchObject(invalidState);
  });

  it.each([
    ['of another run', running(), 2],
    ['whose note cannot come any more', running(), 1],
    ['of a run that has ended', finished(), 1],
  ])('is not one %s', (_, request, round) => {
    const call = { ...named('call 0', request.revision), round };
    expect(voidCall(request, call, askedAt)).toMatchObject(invalidState);
  });

  it('is written to the audit log with the asset and the round', () => {
    expect(voidCall(calledFor('101'), named('call 0', revision), askedAt)).toMatchObject({
      entry: { action: 'unlink_call_void', actor: 'bot', details: { asset: 'oa:101', round: 1 } },
    });
  });
});

describe('a link that is found gone', () => {
  const gone: Outcome = { type: 'already_unlinked', at: askedAt };

  it('was unlinked by the request if another worker has called since the last look', () => {
    const called = nextOf(beginCall(running(), { id: '101', round: 1 }, askedAt));
    expect(nextOf(recordOutcome(called, '101', 1, gone))).toMatchObject({
      settled: [{ id: '101', outcome: { type: 'unlinked' } }],
    });
    expect(recordOutcome(called, '101', 1, gone)).toMatchObject({
      entry: { details: { outcome: 'unlinked' } },
    });
  });

  it('was unlinked by somebody else if that call is known to be void', () => {
    const called = nextOf(beginCall(running(), { id: '101', round: 1, call: 'one' }, askedAt));
    const settled = nextOf(
      recordOutcome(nextOf(voidCall(called, named('one', called.revision), askedAt)), '101', 1, gone),
    );
    expect(settled).toMatchObject({ settled: [{ id: '101', outcome: { type: 'already_unlinked' } }] });
  });
});

describe('an outcome that denies a call', () => {
  const refused: Outcome = { type: 'refused', at: askedAt, message: 'unpaid' };
  const called = nextOf(beginCall(running(), { id: '101', round: 1 }, askedAt));

  it('is refused while that call may still be carried out', () => {
    expect(recordOutcome(called, '101', 1, refused)).toMatchObject(invalidState);
  });

  it('is accepted once the link was read after it', () => {
    const last: UnresolvedAttempt = {
      id: '101',
      at: askedAt,
      tries: 1,
      cause: { type: 'refused', message: 'unpaid' },
    };
    const read = recordOutcome(nextOf(addUnresolvedAttempt(called, last, 1)), '101', 1, refused);
    expect(nextOf(read)).toMatchObject({ settled: [{ id: '101', outcome: refused }] });
  });
});

describe('an unresolved last attempt', () => {
  const last: UnresolvedAttempt = { id: '101', at: askedAt, tries: 3, cause: { type: 'still_linked' } };

  it('allows no more calls for that asset in this run', () => {
    const doubtful = nextOf(addUnresolvedAttempt(running(two), last, 1));
    expect(beginCall(doubtful, { id: '101', round: 1 }, askedAt)).toMatchObject(invalidState);
    expect(nextOf(beginCall(doubtful, { id: '202', round: 1 }, askedAt))).toMatchObject({ called: ['202'] });
  });

  it('is recorded once, and in no other run', () => {
    const doubtful = nextOf(addUnresolvedAttempt(running(two), last, 1));
    expect(addUnresolvedAttempt(doubtful, last, 1)).toMatchObject(invalidState);
    expect(addUnresolvedAttempt(running(two), last, 2)).toMatchObject(invalidState);
  });

  it('is not recorded for an asset with an outcome', () => {
    const once = nextOf(recordOutcome(running(), '101', 1, unlinked));
    expect(addUnresolvedAttempt(once, last, 1)).toMatchObject(invalidState);
  });

  it('is forgotten by a retry, so that the asset can be called for again', () => {
    const again = nextOf(retry({ ...ended('failed', 'unlinked'), doubts: [last] }, decision, firstEnd));
    const runs = nextOf(start(again, decision.at + 1_000));
    expect(beginCall(runs, { id: '101', round: 2 }, askedAt)).toHaveProperty('next');
  });

  it('is written to the audit log with its details', () => {
    expect(addUnresolvedAttempt(running(), last, 1)).toMatchObject({
      entry: {
        action: 'last_try_unclear',
        actor: 'bot',
        details: { asset: 'oa:101', round: 1, tries: 3, cause: 'still_linked' },
      },
    });
  });
});

describe('an outcome', () => {
  it('is refused for an asset that has one', () => {
    const once = nextOf(recordOutcome(running(), '101', 1, unlinked));
    expect(recordOutcome(once, '101', 1, outcomeOfType('refused'))).toMatchObject(invalidState);
  });

  it.each([1, 3])('from round %i is refused in round 2', (round) => {
    expect(recordOutcome({ ...running(), round: 2 }, '202', round, unlinked)).toMatchObject(invalidState);
  });

  it('is accepted in its own round', () => {
    expect(nextOf(recordOutcome({ ...running(), round: 2 }, '202', 2, unlinked))).toMatchObject({
      settled: [{ id: '202', outcome: unlinked }],
    });
  });

  it('is accepted after a stop if its call had begun before', () => {
    expect(nextOf(recordOutcome({ ...running(), stop: pressed }, '101', 1, unlinked))).toMatchObject({
      settled: [{ id: '101', outcome: unlinked }],
    });
  });

  it('is refused for an asset that was not chosen', () => {
    expect(recordOutcome(running(two), '303', 1, unlinked)).toMatchObject(invalidState);
  });
});

describe('the end of a run', () => {
  it('is refused while an asset has no outcome', () => {
    expect(finish(nextOf(recordOutcome(running(two), '101', 1, unlinked)), askedAt)).toMatchObject(
      invalidState,
    );
  });

  it.each([
    ['succeeded', 'unlinked', 'already_unlinked'],
    ['succeeded', 'would_unlink', 'would_unlink'],
    ['partial', 'unlinked', 'unknown'],
    ['partial', 'unlinked', 'stopped'],
    ['failed', 'unknown', 'failed'],
    ['failed', 'stopped', 'stopped'],
    ['failed', 'changed', 'refused'],
    ['failed', 'protected', 'protected'],
    ['partial', 'unlinked', 'protected'],
  ] as const)('is %s after %s and %s', (status, first, second) => {
    const one = nextOf(recordOutcome(running(two), '101', 1, outcomeOfType(first)));
    const both = nextOf(recordOutcome(one, '202', 1, outcomeOfType(second)));
    expect(nextOf(finish(both, askedAt)).status).toBe(status);
  });
});

describe('a stop', () => {
  it('in the stop window cancels the request, since nothing has happened', () => {
    expect(nextOf(stop(approved(), pressed, 1))).toMatchObject({
      status: 'cancelled',
      decision: pressed,
      why: { type: 'stopped' },
    });
  });

  it.each([approved(), { ...approved(), startsAt: null }])(
    'cancels a request that waits to begin',
    (request) => {
      expect(nextOf(stop(request, pressed, 1))).toMatchObject({ status: 'cancelled' });
    },
  );

  it.each([1, 3])('is refused in the second run for a press made in run %i', (round) => {
    for (const request of [secondRound, { ...running(), round: 2 }])
      expect(stop(request, pressed, round)).toEqual({ refused: { type: 'stop_of_earlier_run' } });
  });

  it('in the stop window removes the run from the request', () => {
    const kept = Object.keys(nextOf(stop(approved(), pressed, 1)));
    expect(kept.sort()).toEqual(Object.keys(cancelled()).sort());
  });

  it('before a retry begins undoes nothing of the first round', () => {
    const again = nextOf(retry(ended('unlinked', 'failed'), decision, firstEnd));
    expect(nextOf(stop(again, pressed, 2))).toMatchObject({
      status: 'running',
      stop: pressed,
      settled: [{ id: '101' }],
    });
  });

  it('lets a run begin no other call', () => {
    const stopped = nextOf(stop(running(), pressed, 1));
    expect(beginCall(stopped, { id: '101', round: 1 }, askedAt)).toMatchObject(invalidState);
  });

  it('keeps the outcomes of a run, and settles the assets without a call', () => {
    const half = nextOf(recordOutcome(running(two), '101', 1, unlinked));
    expect(nextOf(stop(half, pressed, 1))).toMatchObject({
      settled: [
        { id: '101', outcome: unlinked },
        { id: '202', outcome: { type: 'stopped', by: pressed.by } },
      ],
    });
  });

  it('leaves the assets with a call to be read', () => {
    const called = nextOf(beginCall(running(two), { id: '101', round: 1 }, askedAt));
    expect(nextOf(stop(called, pressed, 1))).toMatchObject({ settled: [{ id: '202' }] });
  });

  it('is refused when assets are only read', () => {
    const doubts: UnresolvedAttempt[] = [
      { id: '101', at: askedAt, tries: 3, cause: { type: 'still_linked' } },
    ];
    const request = { ...running(pending({ chosen: ['101'] })), called: ['101'], doubts };
    expect(stop(request, pressed, 1)).toEqual({ refused: { type: 'nothing_to_stop' } });
  });

  it('is refused a second time, and the first one holds', () => {
    const stopped = nextOf(stop(running(), pressed, 1));
    expect(stop(stopped, { ...pressed, by: 'U0OTHER001' }, 1)).toEqual({
      refused: { type: 'nothing_to_stop' },
    });
  });

  it('is refused once every asset has its outcome', () => {
    const done = nextOf(recordOutcome(running(pending({ chosen: ['101'] })), '101', 1, unlinked));
    expect(stop(done, pressed, 1)).toEqual({ refused: { type: 'nothing_to_stop' } });
  });

  it.each([pending(), cancelled(), expired(), finished()])('is refused while it is $status', (request) => {
    expect(stop(request, pressed, 1)).toMatchObject(invalidState);
  });

  it('is written to the audit log under the name of whoever pressed it', () => {
    expect(stop(running(), pressed, 1)).toMatchObject({
      entry: { action: 'stopped', actor: pressed.by, details: { begun: true } },
    });
  });
});

describe('a retry', () => {
  it('does not touch an asset linked again after a call without a clear answer', () => {
    const relinked: Outcome = {
      ...outcomeOfType('unknown'),
      type: 'unknown',
      tries: 1,
      cause: { type: 'crashed' },
    };
    const over = finished('failed', two, () => ({ ...relinked, linkedAnew: { nameNow: null } }));
    expect(retry(over, pressed, firstEnd)).toEqual({ refused: { type: 'nothing_to_retry' } });
  });

  it.each(['refused', 'failed', 'unknown', 'stopped'] as const)(
    'reopens only assets that were %s',
    (type) => {
      expect(nextOf(retry(ended('unlinked', type), pressed, firstEnd))).toMatchObject({
        status: 'approved',
        settled: [{ id: '101' }],
      });
    },
  );

  it.each(['unlinked', 'already_unlinked', 'changed', 'protected', 'would_unlink'] as const)(
    'is refused when every asset was %s',
    (type) => {
      expect(retry(ended(type, type), pressed, firstEnd)).toEqual({ refused: { type: 'nothing_to_retry' } });
    },
  );

  it('keeps the approvals and the decision, since it repeats what was approved', () => {
    expect(nextOf(retry(ended('unlinked', 'failed'), pressed, firstEnd))).toMatchObject({
      approvals: [decision],
      decision,
    });
  });

  it('opens the next round, under the name of whoever pressed it', () => {
    expect(nextOf(retry(ended('unlinked', 'failed'), pressed, firstEnd))).toMatchObject({
      round: 2,
      retries: [pressed],
    });
  });

  it('may begin at once', () => {
    expect(nextOf(retry(ended('unlinked', 'failed'), pressed, firstEnd))).toHaveProperty(
      'startsAt',
      pressed.at,
    );
  });

  it.each([
    ['refused', outcomeOfType('refused')],
    ['ended by a ZCA that did not let the bot in', failedOf({ type: 'not_allowed' })],
    ['ended by a token that is not valid', failedOf({ type: 'token_invalid' })],
    ['ended by too many calls', failedOf({ type: 'too_many_calls' })],
    ['not done by an operator', failedOf({ type: 'could_not', by: pressed.by, reason: null })],
  ])('forgets a call that was %s, as a record of an earlier version still has it', (_, outcome) => {
    const request = finished('failed', pending({ chosen: ['101'] }), () => outcome);
    const retried = retry({ ...request, called: ['101'] }, pressed, firstEnd);
    expect(nextOf(retried)).toHaveProperty('called', []);
  });

  it('remembers that a call was sent', () => {
    expect(nextOf(retry(ended('unlinked', 'unknown'), pressed, firstEnd))).toHaveProperty('called', [
      '101',
      '202',
    ]);
  });

  it('is not stopped because the round before it was', () => {
    const stopped = { ...ended('unlinked', 'stopped'), stop: pressed };
    const again = nextOf(start(nextOf(retry(stopped, decision, firstEnd)), decision.at + 1_000));
    expect(nextOf(beginCall(again, { id: '202', round: 2 }, askedAt))).toMatchObject({ status: 'running' });
  });

  it('keeps only the outcomes of the ended run', () => {
    const { carriedBy: _, ...kept } = nextOf(
      retry(ended('unlinked', 'failed'), pressed, firstEnd),
    ) as Approved;
    expect(Object.keys(kept).sort()).toEqual(Object.keys(approved()).sort());
  });

  it('ends like the first round', () => {
    const again = nextOf(
      start(nextOf(retry(ended('unlinked', 'failed'), pressed, firstEnd)), decision.at + 1_000),
    );
    expect(nextOf(finish(nextOf(recordOutcome(again, '202', 2, unlinked)), askedAt)).status).toBe(
      'succeeded',
    );
  });

  it.each([pending(), approved(), running(), cancelled()])('is refused while it is $status', (request) => {
    expect(retry(request, pressed, firstEnd)).toMatchObject(invalidState);
  });

  it.each([0, 1, 3])(
    'is refused to a presser who saw the end of round %i when round 2 has ended',
    (round) => {
      const second = { ...ended('unlinked', 'failed'), round: 2 };
      expect(retry(second, pressed, { round, needed: 1, holding: [] })).toMatchObject(invalidState);
    },
  );

  it('is accepted from a presser who saw the end of the second round when that has ended', () => {
    const second = { ...ended('unlinked', 'failed'), round: 2 };
    expect(nextOf(retry(second, pressed, { round: 2, needed: 1, holding: [] }))).toMatchObject({ round: 3 });
  });

  it('is refused where the presser and the remaining approvers are fewer than the policy needs now', () => {
    const terms = { round: 1, needed: 3, holding: [decision.by] };
    expect(retry(ended('unlinked', 'failed'), pressed, terms)).toEqual({
      refused: { type: 'too_few_approvals', needed: 3, given: 2 },
    });
  });

  it('counts once a presser who had approved before', () => {
    const terms = { round: 1, needed: 2, holding: [pressed.by] };
    expect(retry(ended('unlinked', 'failed'), pressed, terms)).toMatchObject({
      refused: { type: 'too_few_approvals', given: 1 },
    });
  });

  it('rests on the remaining approvers and the presser, and keeps its first approvers', () => {
    const terms = { round: 1, needed: 2, holding: ['U0SECOND01'] };
    const again = nextOf(retry(ended('unlinked', 'failed'), pressed, terms));
    expect(again).toMatchObject({ status: 'approved', approvals: [decision] });
    expect(again.status === 'approved' && runApproversOf(again)).toEqual(['U0SECOND01', pressed.by]);
  });

  it('rests, with a record of an earlier version, on all who confirmed it and the last presser', () => {
    const earlier = { ...secondRound, retries: [{ ...pressed, by: 'U0EARLIER1' }, pressed] };
    expect(runApproversOf(earlier)).toEqual([decision.by, pressed.by]);
  });

  it('is written to the audit log with the assets it retries', () => {
    expect(retry(ended('unlinked', 'failed'), pressed, firstEnd)).toMatchObject({
      entry: { action: 'retried', actor: pressed.by, details: { round: 2, assets: ['oa:202'] } },
    });
  });
});

describe('a press counted by an older version of the bot', () => {
  it.each([
    ['an approval that waits for others', pending({ approvals: [pressed] })],
    ['the cancellation', { ...cancelled(), decision: pressed }],
    ['a retry', secondRound],
    ['a stop', { ...running(), stop: pressed }],
    ['an approval that was taken back, or that which took it back', pending({ withdrawn: [pressed.press] })],
    ['the same after the request was approved by others', approved(pending({ withdrawn: [pressed.press] }))],
    ['an operator’s', { ...running(), handWork: { ...manualTaskOf(running()), presses: [pressed.press] } }],
    ['the same after the request ended', finished('failed', pending({ withdrawn: [pressed.press] }))],
  ])('is recognised by %s', (_, request) => {
    expect(isCounted(request, pressed.press)).toBe(true);
  });

  it('is not recognised unless it is stored', () => {
    expect(isCounted(finished(), pressed.press)).toBe(false);
  });
});

describe('the outcome of an asset', () => {
  it('is unknown for a request that has not run', () => {
    expect(outcomeOf(pending(), '101')).toBeNull();
  });

  it('is known after the end', () => {
    expect(outcomeOf(finished(), '101')?.type).toBe('unlinked');
  });

  it('counts as done when the asset is gone, whoever removed it', () => {
    expect(doneCount(ended('unlinked', 'already_unlinked'))).toBe(2);
  });

  it('counts as done in a dry run when the asset would be gone', () => {
    expect(doneCount(ended('would_unlink', 'changed'))).toBe(1);
  });

  it('leaves nothing to link again after a dry run', () => {
    const dry = { ...ended('already_unlinked', 'would_unlink'), dryRun: true };
    expect([hasUnlinked(dry), hasUnlinked(ended('unlinked', 'failed'))]).toEqual([false, true]);
  });

  it('makes a retry useful when one of the assets may be mended', () => {
    expect([canRetry(ended('unlinked', 'failed')), canRetry(ended('unlinked', 'changed'))]).toEqual([
      true,
      false,
    ]);
  });
});

it('a waiting request has no decision', () => {
  expect(decisionOf(pending({ approvals: [pressed] }))).toBeNull();
});

describe('an abandoned request', () => {
  it.each([approved(two), running(two)])('fails with all its assets when it is $status', (request) => {
    const { next } = abandon(request, askedAt + 5) as { next: Running };
    expect(next).toMatchObject({ status: 'failed', endedAt: askedAt + 5, revision: request.revision + 1 });
    expect(next.settled.map(({ id, outcome }) => [id, outcome.type])).toEqual([
      ['101', 'failed'],
      ['202', 'failed'],
    ]);
  });

  it('has unknown outcomes for assets with a call, and keeps the others', () => {
    const settled = [{ id: '101', outcome: unlinked }];
    const { next } = abandon({ ...running(two), called: ['101', '202'], settled }, askedAt) as {
      next: Running;
    };
    expect(next.status).toBe('partial');
    expect(next.settled.map(({ outcome }) => outcome.type)).toEqual(['unlinked', 'unknown']);
  });

  it.each([lookingUp(), pending(), cancelled(), expired(), finished()])(
    'cannot be one that is $status',
    (request) => {
      expect(abandon(request, askedAt)).toMatchObject(invalidState);
    },
  );
});
