import { describe, expect, it } from 'vitest';
import {
  manualTaskOf,
  openManualTasks,
  waitsForOperators,
} from '../../../../src/core/request/manual-task.js';
import {
  assignManualTask,
  claimManualTask,
  releaseManualTask,
  reportManualTask,
} from '../../../../src/core/request/manual-task-transition.js';
import type { Outcome } from '../../../../src/core/request/outcome.js';
import {
  type Decision,
  isFinished,
  type Request,
  type Running,
} from '../../../../src/core/request/request.js';
import { abandon, finish, retry, start } from '../../../../src/core/request/run-transition.js';
import { stop } from '../../../../src/core/request/stop-transition.js';
import { recordOutcome } from '../../../../src/core/request/unlink-transition.js';
import { askedAt, pending, running } from '../../../fixtures/requests.js';
import { nextOf } from './next-of.js';

const hoa = 'U0OPERATE1';
const minh = 'U0OPERATE2';
const at = askedAt + 120_000;
const by = (user: string, press: string): Decision => ({ by: user, at, press });
const reported = (user: string): Outcome => ({ type: 'reported', by: user, at });
const invalidState = { refused: { type: 'not_open' } };
const over = { refused: { type: 'work_over' } };

/** A request with two of its three assets assigned to operators. */
function handed(from: Running = running()): Request {
  return nextOf(assignManualTask(nextOf(assignManualTask(from, '101', 1, at)), '202', 1, at + 5));
}

const takenBy = (user: string, request = handed()) =>
  nextOf(claimManualTask(request, by(user, `take-${user}`), { round: 1, turn: manualTaskOf(request).turn }));

describe('a manual task', () => {
  it('begins with its first asset, and includes each asset once', () => {
    const request = handed();
    expect(manualTaskOf(request)).toMatchObject({ since: at, ids: ['101', '202'], taken: null });
    expect(openManualTasks(request).map(({ id }) => id)).toEqual(['101', '202']);
    expect(assignManualTask(request, '101', 1, at)).toMatchObject(invalidState);
  });

  it('does not begin in a run that is stopped, in another run, in a dry run, or for an asset with an outcome', () => {
    const settled = nextOf(recordOutcome(running(), '101', 1, { type: 'already_unlinked', at }));
    for (const request of [
      { ...running(), stop: by(minh, 's') },
      running(pending({ dryRun: true })),
      settled,
      pending(),
    ])
      expect(assignManualTask(request, '101', 1, at)).toMatchObject(invalidState);
    expect(assignManualTask(running(), '101', 2, at)).toMatchObject(invalidState);
  });

  it('keeps the run waiting, even when the jobs of the other assets have failed', () => {
    const request = nextOf(abandon(handed(), at + 9));
    if (request.status !== 'running') throw new Error('it runs');
    expect(request.settled.map(({ id, outcome }) => [id, outcome.type])).toEqual([['303', 'failed']]);
    expect(waitsForOperators(request)).toBe(true);
    expect(abandon(request, at + 10)).toMatchObject(invalidState);
    expect(finish(request, at + 10)).toMatchObject(invalidState);
  });

  it('keeps the run waiting only once all other assets have outcomes', () => {
    const request = handed();
    if (request.status !== 'running') throw new Error('it runs');
    expect(waitsForOperators(request)).toBe(false);
    const rest = nextOf(recordOutcome(request, '303', 1, { type: 'already_unlinked', at }));
    expect(rest.status === 'running' && waitsForOperators(rest)).toBe(true);
    expect(finish(rest, at)).toMatchObject(invalidState);
  });

  it('is claimed by one operator, and anyone who saw it free later learns whose it is', () => {
    const request = takenBy(hoa);
    expect(manualTaskOf(request)).toMatchObject({ taken: { by: hoa }, turn: 2 });
    expect(claimManualTask(request, by(minh, 'm'), { round: 1, turn: 1 })).toEqual({
      refused: { type: 'work_moved', by: hoa },
    });
    expect(claimManualTask(request, by(hoa, 'h'), { round: 1, turn: 2 })).toEqual({
      refused: { type: 'work_is_yours' },
    });
  });

  it('can be taken over by somebody who saw the current holder', () => {
    const request = nextOf(claimManualTask(takenBy(hoa), by(minh, 'm'), { round: 1, turn: 2 }));
    expect(manualTaskOf(request).taken?.by).toBe(minh);
    expect(reportManualTask(request, by(hoa, 'd'), { id: '101', round: 1 }, reported(hoa))).toEqual({
      refused: { type: 'not_your_work', by: minh },
    });
  });

  it('counts for whoever held it when they pressed “done”, and not for their later words or anyone else’s', () => {
    const takenAt = at + 1_000;
    const request = nextOf(
      claimManualTask(takenBy(hoa), { ...by(minh, 'm'), at: takenAt }, { round: 1, turn: 2 }),
    );
    const about = { id: '101', round: 1 };
    const done = nextOf(reportManualTask(request, by(hoa, 'd'), about, reported(hoa)));
    expect(done).toMatchObject({ settled: [{ id: '101', outcome: { type: 'reported', by: hoa } }] });
    const late: Outcome = { type: 'reported', by: hoa, at: takenAt };
    const couldNot = { type: 'could_not', by: hoa, reason: null } as const;
    const failed: Outcome = { type: 'failed', at, tries: 1, cause: couldNot };
    for (const outcome of [late, failed])
      expect(reportManualTask(request, by(hoa, 'd'), about, outcome)).toEqual({
        refused: { type: 'not_your_work', by: minh },
      });
  });

  it('is reported by its holder, once, and by nobody else', () => {
    const about = { id: '101', round: 1 };
    expect(reportManualTask(handed(), by(hoa, 'd'), about, reported(hoa))).toEqual({
      refused: { type: 'not_your_work', by: null },
    });
    const done = nextOf(reportManualTask(takenBy(hoa), by(hoa, 'd'), about, reported(hoa)));
    expect(done).toMatchObject({ settled: [{ id: '101', outcome: { type: 'reported', by: hoa } }] });
    expect(reportManualTask(done, by(hoa, 'e'), about, reported(hoa))).toMatchObject(over);
    expect(reportManualTask(done, by(hoa, 'e'), { id: '303', round: 1 }, reported(hoa))).toMatchObject(over);
    expect(reportManualTask(done, by(hoa, 'e'), { id: '202', round: 2 }, reported(hoa))).toMatchObject(over);
  });

  it('is released only by its holder', () => {
    expect(releaseManualTask(takenBy(hoa), by(minh, 'm'), 1)).toEqual({
      refused: { type: 'not_your_work', by: hoa },
    });
    expect(manualTaskOf(nextOf(releaseManualTask(takenBy(hoa), by(hoa, 'g'), 1)))).toMatchObject({
      taken: null,
      turn: 3,
    });
  });

  it('ends with a stop while nobody has claimed it; a claimed one goes on, and ends when it is released', () => {
    const stopped = nextOf(stop(handed(), by(minh, 's'), 1));
    expect(stopped).toMatchObject({
      settled: [
        { id: '101', outcome: { type: 'stopped', by: minh } },
        { id: '202', outcome: { type: 'stopped', by: minh } },
        { id: '303', outcome: { type: 'stopped', by: minh } },
      ],
    });
    const inHands = nextOf(stop(takenBy(hoa), by(minh, 's'), 1));
    expect(inHands).toMatchObject({ settled: [{ id: '303' }], stop: { by: minh } });
    expect(nextOf(releaseManualTask(inHands, by(hoa, 'g'), 1))).toMatchObject({
      settled: ['303', '101', '202'].map((id) => ({ id, outcome: { type: 'stopped' } })),
    });
  });

  it('cannot be stopped when all of it is claimed', () => {
    const all = nextOf(assignManualTask(takenBy(hoa), '303', 1, at));
    expect(stop(all, by(minh, 's'), 1)).toEqual({ refused: { type: 'nothing_to_stop' } });
  });

  it('starts over in a retry', () => {
    let request = nextOf(assignManualTask(takenBy(hoa), '303', 1, at));
    for (const id of ['101', '202', '303']) {
      const cause = { type: 'could_not', by: hoa, reason: 'no such row' } as const;
      const outcome: Outcome = { type: 'failed', at, tries: 1, cause };
      request = nextOf(reportManualTask(request, by(hoa, `no-${id}`), { id, round: 1 }, outcome));
    }
    const ended = nextOf(finish(request, at));
    expect(isFinished(ended) && ended.status).toBe('failed');
    const again = nextOf(
      start(nextOf(retry(ended, by(minh, 'r'), { round: 1, needed: 1, holding: [] })), at),
    );
    expect(manualTaskOf(again)).toMatchObject({ since: 0, ids: [], taken: null });
    expect(claimManualTask(again, by(minh, 'x'), { round: 1, turn: 2 })).toMatchObject(over);
    expect(manualTaskOf(nextOf(assignManualTask(again, '101', 2, at)))).toMatchObject({ ids: ['101'] });
  });
});
