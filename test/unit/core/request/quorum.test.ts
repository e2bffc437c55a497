import { describe, expect, it } from 'vitest';
import { approve } from '../../../../src/core/request/decision-transition.js';
import { isConfirmedByQuorum, mayReachQuorum, reachQuorum } from '../../../../src/core/request/quorum.js';
import type { Decision, Pending } from '../../../../src/core/request/request.js';
import {
  approved,
  askedAt,
  asset,
  decision,
  finished,
  pending,
  policy,
  running,
} from '../../../fixtures/requests.js';
import { nextOf } from './next-of.js';

const first = decision;
const second: Decision = { ...decision, by: 'U0SECOND01', press: 'e'.repeat(64) };
const waiting = pending({ approvals: [first, second] });
const now = decision.at + 60_000;
const allowed = [first.by, second.by];
const asked = { allowed, listRevision: waiting.listRevision };
const one = { needed: 1, startsAt: now };

describe('a quorum that is reached without a press', () => {
  it('confirms the request in the bot’s name, with the approvers in the audit log', () => {
    const reached = reachQuorum(waiting, asked, { needed: 2, startsAt: null }, now);
    expect(reached).toMatchObject({
      next: {
        status: 'approved',
        approvals: [first, second],
        decision: { by: 'bot', at: now },
        startsAt: null,
      },
      entry: {
        action: 'quorum_reached',
        actor: 'bot',
        at: now,
        details: { approvers: allowed, needed: 2, assets: ['oa:101', 'oa:202', 'oa:303'] },
      },
    });
  });

  it('consists of people who may approve now, and drops the others’ approvals', () => {
    const reached = nextOf(reachQuorum(waiting, { ...asked, allowed: [second.by] }, one, now));
    expect(reached).toMatchObject({ status: 'approved', approvals: [second] });
  });

  it.each([
    [
      'people who may not approve any more',
      waiting,
      { ...asked, allowed: [first.by] },
      { ...one, needed: 2 },
    ],
    ['nobody, where the policy asks for nobody', pending(), asked, { ...one, needed: 0 }],
    ['another list than was asked for', { ...waiting, listRevision: 2 }, asked, one],
    ['a request whose time is over', { ...waiting, expiresAt: now }, asked, one],
    ['a request that runs', running(), asked, one],
    ['a request that another worker has confirmed', approved(waiting), asked, one],
    ['a request that has ended', finished(), asked, one],
  ])('does not exist with %s', (_, request, who, terms) => {
    expect(reachQuorum(request, who, terms, now)).toMatchObject({ refused: { type: 'not_open' } });
  });

  it('begins another run than the same approvals did before they lapsed', () => {
    const [earlier, later] = [waiting, { ...waiting, revision: waiting.revision + 2 }].map((request) =>
      nextOf(reachQuorum(request, asked, one, now)),
    );
    expect(earlier).not.toHaveProperty(
      'decision.press',
      (later as ReturnType<typeof approved>).decision.press,
    );
  });

  it('is told apart from a person’s confirmation', () => {
    expect(isConfirmedByQuorum(nextOf(reachQuorum(waiting, asked, one, now)))).toBe(true);
    expect([approved(), waiting, running()].map(isConfirmedByQuorum)).toEqual([false, false, false]);
  });

  it('is checked only where it is possible', () => {
    const lapsed = (at: number): Partial<Pending> => ({ lapsed: { at, by: [], needed: 2 } });
    const heavy = policy({ heavy: { verified: false, names: ['shop'], moreThan: null } });
    const typed = waiting.approvals.map((each) => ({ ...each, typed: waiting.chosen }));
    const cases: readonly [boolean, Partial<Pending>, ReturnType<typeof policy>?][] = [
      [true, {}],
      [true, {}, policy({ approvals: 2 })],
      [false, {}, policy({ approvals: 3 })],
      [false, { approvals: [] }],
      [false, { chosen: [] }],
      [false, { expiresAt: now }],
      // Otherwise workers with two policies would confirm it and put it back in turns.
      [false, lapsed(now - 10 * 60_000 + 1)],
      [true, lapsed(now - 10 * 60_000)],
      // Each approver types the digits of a heavy asset.
      [false, {}, heavy],
      [true, { approvals: typed }, heavy],
      [false, { approvals: [...typed.slice(0, 1), second] }, { ...heavy, approvals: 2 }],
      [true, { dryRun: true }, heavy],
    ];
    for (const [may, change, by = policy()] of cases)
      expect([change, mayReachQuorum({ ...waiting, ...change }, by, now)]).toEqual([change, may]);
  });
});

describe('a second press by an approver', () => {
  const seen = { listRevision: 1, ticked: null };
  const again = { ...first, at: now, press: 'c'.repeat(64), typed: ['101'] };

  it('confirms where fewer approvals are needed than before', () => {
    const change = approve(pending({ approvals: [first] }), again, seen, one);
    expect(change).toMatchObject({
      next: { status: 'approved', approvals: [again], decision: again },
      entry: {
        action: 'quorum_reached',
        actor: first.by,
        details: { approvers: [first.by], typed: ['101'] },
      },
    });
  });

  it('counts no approval twice', () => {
    expect(nextOf(approve(waiting, again, seen, { ...one, needed: 2 }))).toMatchObject({
      approvals: [second, again],
      decision: again,
    });
    expect(approve(waiting, again, seen, { ...one, needed: 3 })).toEqual({
      refused: { type: 'already_approved' },
    });
  });

  it('does not approve a list that they have not seen', () => {
    const other = pending({
      approvals: [first],
      listRevision: 2,
      assets: [asset('101')],
      expiresAt: askedAt * 2,
    });
    expect(approve(other, again, seen, one)).toMatchObject({ refused: { type: 'list_changed' } });
  });
});
