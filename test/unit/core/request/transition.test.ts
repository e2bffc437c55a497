import { describe, expect, it } from 'vitest';
import { assetKey } from '../../../../src/core/asset/asset.js';
import { replaceList, revokeApprovals } from '../../../../src/core/request/back-to-pending.js';
import {
  approve,
  cancel,
  choose,
  expire,
  takeBack,
} from '../../../../src/core/request/decision-transition.js';
import { addRequester } from '../../../../src/core/request/join-transition.js';
import { listAssets } from '../../../../src/core/request/lookup-transition.js';
import { isGone, mayRetry } from '../../../../src/core/request/outcome.js';
import {
  type Approved,
  decisionOf,
  hasCard,
  heldAssets,
  isFinished,
  isOpen,
  type Pending,
  type Request,
  requestersOf,
} from '../../../../src/core/request/request.js';
import { runApproversOf } from '../../../../src/core/request/run-approvers.js';
import { outcomeOf } from '../../../../src/core/request/run-outcomes.js';
import {
  approved,
  askedAt,
  asset,
  decision,
  lookingUp,
  pending,
  requester,
  running,
  threeAssets,
} from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';
import { sharedSamples } from '../../../fixtures/shared-samples.js';
import { histories, type Step, waitings, walk } from './histories.js';
import { nextOf } from './next-of.js';

/** The edges in the design. A status may also stay while the request's facts grow. */
const edges: Readonly<Record<Request['status'], readonly Request['status'][]>> = {
  looking_up: ['pending', 'no_match', 'lookup_failed', 'joined'],
  pending: ['pending', 'approved', 'cancelled', 'expired'],
  approved: ['running', 'pending', 'cancelled', 'approved'],
  running: ['running', 'succeeded', 'partial', 'failed'],
  no_match: [],
  lookup_failed: [],
  joined: [],
  cancelled: [],
  expired: [],
  succeeded: ['approved'],
  partial: ['approved'],
  failed: ['approved'],
};

describe('any sequence of events', () => {
  it('moves a request only along the edges in the design', () => {
    always(({ before, after }) => expect(edges[before.status]).toContain(after.status));
  });

  it('leaves an approved request approved only when its stop window opens or somebody joins', () => {
    always(({ before, after, event }) => {
      if (before.status === 'approved' && after.status === 'approved')
        expect(['addRequester', 'openWindow']).toContain(event.name);
    });
  });

  it('reopens an ended request only by a retry', () => {
    always(({ before, event }) => {
      if (isFinished(before)) expect(event.name).toBe('retry');
    });
  });

  it('adds exactly one to the revision with each change', () => {
    always(({ before, after }) => expect(after.revision).toBe(before.revision + 1));
  });

  it('approves only with as many approvals as are needed', () => {
    always(({ before, after, event }) => {
      if (before.status === 'pending' && after.status === 'approved')
        expect(after.approvals.length).toBeGreaterThanOrEqual(event.needed ?? Number.POSITIVE_INFINITY);
    });
  });

  it('counts no person’s approval twice', () => {
    always(({ after }) => {
      const by = hasCard(after) ? after.approvals.map((each) => each.by) : [];
      expect(new Set(by).size).toBe(by.length);
    });
  });

  it('keeps no approval when the list or the choice changes', () => {
    always(({ before, after }) => {
      if (!hasCard(before) || !hasCard(after) || before.listRevision === after.listRevision) return;
      const isEnded = after.status === 'cancelled';
      const isSame =
        !isEnded && before.assets === after.assets && sorted(before.chosen) === sorted(after.chosen);
      expect(after.approvals).toEqual(isSame ? before.approvals : []);
    });
  });

  it('names dropped approvers only while it waits for them again', () => {
    always(({ before, after, event }) => {
      if (!hasCard(after)) return;
      if (event.name === 'listAssets') expect(after.dropped).toEqual([]);
      if (!hasCard(before)) return;
      const lost = before.approvals.map(({ by }) => by);
      if (event.name === 'replaceList') expect(after.dropped).toEqual(expect.arrayContaining(lost));
      expect(after.dropped.filter((by) => !before.dropped.includes(by) && !lost.includes(by))).toEqual([]);
      if (after.status === 'pending')
        expect(after.approvals.filter(({ by }) => after.dropped.includes(by))).toEqual([]);
    });
  });

  it('opens a stop window once, and leaves its end as it is', () => {
    always(({ before, after, event }) => {
      if (event.name === 'openWindow') expect(before).toHaveProperty('startsAt', null);
      else if (before.status === 'approved' && after.status === 'approved')
        expect(after.startsAt).toBe(before.startsAt);
    });
  });

  it('starts no run before its time', () => {
    always(({ before, event }) => {
      if (event.name === 'start')
        expect(before.status === 'approved' && (before.startsAt ?? Infinity) <= (event.at ?? 0)).toBe(true);
    });
  });

  it('allows a retry only after the round whose end was seen, and with enough approvals', () => {
    always(({ before, event, transition }) => {
      if (event.name !== 'retry' || !isFinished(before) || !('next' in transition)) return;
      expect(before.round).toBe(event.round);
      const carriers = runApproversOf(transition.next as Approved);
      expect(carriers.length).toBeGreaterThanOrEqual(event.needed ?? Number.POSITIVE_INFINITY);
    });
  });

  it('settles an asset only in the round that its job was made for', () => {
    always(({ before, event }) => {
      if (event.name === 'settle') expect(before).toHaveProperty('round', event.round);
    });
  });

  it('never lists the requester among those who joined', () => {
    always(({ after }) => {
      if (hasCard(after)) expect(after.others.map((each) => each.user)).not.toContain(after.requester);
    });
  });

  it('changes the list and the choice only together with the list revision', () => {
    always(({ before, after }) => {
      if (hasCard(before) && hasCard(after) && before.listRevision === after.listRevision)
        expect([after.assets, after.chosen]).toEqual([before.assets, before.chosen]);
    });
  });

  it('never takes the list revision back', () => {
    always(({ before, after }) => {
      if (hasCard(before) && hasCard(after))
        expect(after.listRevision).toBeGreaterThanOrEqual(before.listRevision);
    });
  });

  it('makes the last approval the decision of an approved request, or the bot’s where fewer were needed', () => {
    always(({ after }) => {
      if ('round' in after && after.decision.by !== 'bot')
        expect(after.decision).toEqual(after.approvals.at(-1));
    });
  });

  it('lets the bot approve only with approvals that people gave', () => {
    always(({ before, after, event }) => {
      if (event.name !== 'reachQuorum' || !hasCard(before) || !hasCard(after)) return;
      expect(before.approvals).toEqual(expect.arrayContaining([...after.approvals]));
    });
  });

  it('never changes a decision after the run begins', () => {
    always(({ before, after }) => {
      if (before.status === 'running' || isFinished(before))
        expect(decisionOf(after)).toEqual(decisionOf(before));
    });
  });

  it('begins a call only while the request runs', () => {
    everyCall(({ before }) => expect(before.status).toBe('running'));
  });

  it('begins no call once somebody has stopped the request', () => {
    everyCall(({ before }) => expect(before).toHaveProperty('stop', null));
  });

  it('begins no call in a dry run', () => {
    everyCall(({ before }) => expect(before.dryRun).toBe(false));
  });

  it('begins a call only in the round that its job was made for', () => {
    everyCall(({ before, event }) => expect(before).toHaveProperty('round', event.round));
  });

  it('begins no call for an asset that has its outcome', () => {
    everyCall(({ before, transition }) => {
      if (!('entry' in transition)) return;
      const called = threeAssets.find((each) => assetKey(each) === transition.entry.details['asset']);
      expect(outcomeOf(before, called?.id ?? '')).toBeNull();
    });
  });

  it('calls and settles only chosen assets', () => {
    always(({ after }) => {
      if (!('called' in after)) return;
      expect(after.chosen).toEqual(
        expect.arrayContaining([...after.called, ...after.settled.map(({ id }) => id)]),
      );
    });
  });

  it('forgets no call that may have unlinked something', () => {
    always(({ before, after, event }) => {
      const isKnown = event.name === 'voidCall' || event.name === 'retry';
      if ('called' in before && 'called' in after && !isKnown)
        expect(after.called).toEqual(expect.arrayContaining([...before.called]));
    });
  });

  it('chooses only among the listed assets', () => {
    always(({ after }) => {
      if (hasCard(after))
        expect(after.assets.map(({ id }) => id)).toEqual(expect.arrayContaining([...after.chosen]));
    });
  });

  it('ends a run only when every chosen asset has its outcome', () => {
    always(({ after }) => {
      if (isFinished(after))
        expect(after.settled.map(({ id }) => id).sort()).toEqual([...after.chosen].sort());
    });
  });

  it('keeps the first outcome of an asset, unless a retry may mend it', () => {
    always(({ before, after, event }) => {
      for (const { id } of threeAssets) {
        const first = outcomeOf(before, id);
        const isMended = event.name === 'retry' && first !== null && mayRetry(first);
        if (first !== null && !isMended && 'settled' in after) expect(outcomeOf(after, id)).toEqual(first);
      }
    });
  });

  it('never reopens an asset that is gone', () => {
    always(({ before, after }) => {
      for (const { id } of threeAssets) {
        const first = outcomeOf(before, id);
        if (first !== null && isGone(first)) expect(outcomeOf(after, id)).toEqual(first);
      }
    });
  });

  it('increases the round by one with each retry, and with nothing else', () => {
    always(({ before, after, event }) => {
      if ('round' in before && 'round' in after)
        expect(after.round - before.round).toBe(event.name === 'retry' ? 1 : 0);
    });
  });

  it('holds no asset for a request that is closed', () => {
    always(({ after }) => {
      if (!isOpen(after)) expect(heldAssets(after)).toEqual([]);
    });
  });

  it('holds no asset for a dry run', () => {
    always(({ after }) => {
      if (after.dryRun) expect(heldAssets(after)).toEqual([]);
    });
  });

  it('never changes the requester, the queries and the time of asking', () => {
    always(({ before, after }) => expect(askOf(after)).toEqual(askOf(before)));
  });

  it('forgets nobody who joined', () => {
    always(({ before, after }) => {
      if (hasCard(before) && hasCard(after))
        expect(requestersOf(after)).toEqual(expect.arrayContaining(requestersOf(before)));
    });
  });

  it('never shortens the life of a request', () => {
    always(({ before, after }) => {
      if (hasCard(before) && hasCard(after)) expect(after.expiresAt).toBeGreaterThanOrEqual(before.expiresAt);
    });
  });

  it('writes an audit entry for the same request with each change', () => {
    always(({ after, transition }) => {
      if ('entry' in transition) expect(transition.entry.requestId).toBe(after.id);
    });
  });

  it('refuses an event that comes too late, and leaves the request unchanged', () => {
    fc.assert(
      fc.property(histories(), (history) => {
        for (const { before, transition } of walk(history)) {
          if ('refused' in transition && transition.refused.type === 'not_open')
            expect(transition.refused.request).toBe(before);
        }
      }),
    );
  });
});

describe('the random sequences of events', () => {
  const changes = fc
    .sample(histories(), 3_000)
    .flatMap(walk)
    .filter(({ transition }) => 'next' in transition);

  it('reach every status, so the properties above are tested', () => {
    const seen = new Set<string>(changes.map(({ after }) => after.status));
    expect(Object.keys(edges).filter((status) => status !== 'looking_up' && !seen.has(status))).toEqual([]);
  });

  it('go along every edge, so the properties above are tested', () => {
    const seen = new Set(changes.map(({ before, after }) => `${before.status} → ${after.status}`));
    const all = Object.entries(edges).flatMap(([from, to]) => to.map((status) => `${from} → ${status}`));
    // Every chosen asset is gone, so a retry has nothing to do.
    expect(all.filter((edge) => !seen.has(edge))).toEqual(['succeeded → approved']);
  });

  it('reach a second round of calls, so the properties above are tested', () => {
    expect(
      changes.some(({ event, after }) => event.name === 'beginCall' && 'round' in after && after.round === 2),
    ).toBe(true);
  });

  it('take approvals back in requests that run later, so the properties above are tested', () => {
    const taken = fc
      .sample(waitings(), 500)
      .map(walk)
      .filter((steps) =>
        steps.some(({ event, transition }) => event.name === 'takeBack' && 'next' in transition),
      );
    expect(taken.length).toBeGreaterThan(50);
  });

  it('include approvals by the bot, so the properties above are tested', () => {
    const reached = changes.filter(({ event }) => event.name === 'reachQuorum');
    expect(reached.length).toBeGreaterThan(10);
  });

  it('include approvals by one, two and three people, so the properties above are tested', () => {
    const many = changes.flatMap(({ before, after }) =>
      before.status === 'pending' && after.status === 'approved' ? [after.approvals.length] : [],
    );
    // A fourth person approves where three approvals were put back to wait.
    expect([...new Set(many)]).toEqual(expect.arrayContaining([1, 2, 3]));
  });
});

describe('a list', () => {
  it('shows unmatched queries and excluded assets on the card', () => {
    const withheld = [{ asset: asset('404'), why: { type: 'held', by: 'UR-0000' } }] as const;
    const found = { assets: threeAssets, more: 4, missed: ['nope'], withheld, chosen: ['101'] };
    expect(nextOf(listAssets(lookingUp(), found, askedAt, askedAt + 1))).toMatchObject(found);
  });

  it('gives the request its time of expiry', () => {
    const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: [] };
    expect(nextOf(listAssets(lookingUp(), found, askedAt, 7))).toHaveProperty('expiresAt', 7);
  });
});

describe('an approval', () => {
  const seen = { listRevision: 1, ticked: null };
  const one = { needed: 1, startsAt: decision.at };
  const two = { needed: 2, startsAt: decision.at };

  it('is refused when the list changed after the approver saw it, and says what changed', () => {
    const changes = [{ type: 'gone', asset: asset('404') }] as const;
    expect(approve(pending({ listRevision: 2, changes }), decision, seen, one)).toEqual({
      refused: { type: 'list_changed', changes },
    });
  });

  it('is refused when the approver saw other boxes ticked than are stored', () => {
    const shown = pending({ chosen: ['101', '202'] });
    expect(approve(shown, decision, { listRevision: 1, ticked: ['101'] }, one)).toEqual({
      refused: { type: 'list_changed', changes: [] },
    });
  });

  it('ignores the order in which the boxes were ticked', () => {
    const shown = pending({ chosen: ['101', '202'] });
    const ticked = ['202', '101'];
    expect(nextOf(approve(shown, decision, { listRevision: 1, ticked }, one)).status).toBe('approved');
  });

  it('is refused when nothing is chosen', () => {
    expect(approve(pending({ chosen: [] }), decision, seen, one)).toEqual({
      refused: { type: 'nothing_chosen' },
    });
  });

  it('is refused from the exact moment at which the request expires', () => {
    expect(approve(pending({ expiresAt: decision.at }), decision, seen, one)).toEqual({
      refused: { type: 'past_expiry' },
    });
  });

  it('counts until the moment at which the request expires', () => {
    expect(nextOf(approve(pending({ expiresAt: decision.at + 1 }), decision, seen, one)).status).toBe(
      'approved',
    );
  });

  it('waits for the others while more are needed', () => {
    expect(nextOf(approve(pending(), decision, seen, two))).toMatchObject({
      status: 'pending',
      approvals: [decision],
    });
  });

  it('is refused to somebody whose approval already counts', () => {
    const given = pending({ approvals: [decision] });
    expect(approve(given, { ...decision, press: 'another' }, seen, two)).toEqual({
      refused: { type: 'already_approved' },
    });
  });

  it('decides when it is the last that was needed', () => {
    const last = { ...decision, by: 'U0SECOND01' };
    expect(nextOf(approve(pending({ approvals: [decision] }), last, seen, two))).toMatchObject({
      status: 'approved',
      approvals: [decision, last],
      decision: last,
      round: 1,
      settled: [],
    });
  });

  it('gives the time at which the run may begin', () => {
    expect(nextOf(approve(pending(), decision, seen, { needed: 1, startsAt: 9 }))).toHaveProperty(
      'startsAt',
      9,
    );
  });

  it('is written to the audit log under the approver’s name with the assets approved', () => {
    expect(approve(pending({ chosen: ['202'] }), decision, seen, one)).toMatchObject({
      entry: { action: 'approved', actor: decision.by, at: decision.at, details: { assets: ['oa:202'] } },
    });
  });

  it('is written to the audit log with the counts of given and needed approvals, when it is not the last', () => {
    expect(approve(pending(), decision, seen, two)).toMatchObject({
      entry: { action: 'approval_given', actor: decision.by, details: { approvals: 1, needed: 2 } },
    });
  });
});

describe('the withdrawal of an approval', () => {
  const other = { ...decision, by: 'U0SECOND01' };
  const back = { by: decision.by, at: askedAt, press: 'b'.repeat(64) };

  it('removes one’s own approval and leaves the others’', () => {
    const given = pending({ approvals: [decision, other] });
    expect(nextOf(takeBack(given, back))).toMatchObject({ approvals: [other] });
  });

  it('is refused to a person without an approval', () => {
    expect(takeBack(pending({ approvals: [other] }), back)).toEqual({
      refused: { type: 'not_yours_to_take_back' },
    });
  });

  it('lets the same person approve again by another press', () => {
    const taken = nextOf(takeBack(pending({ approvals: [decision] }), back));
    const later = { ...decision, press: 'c'.repeat(64) };
    const seen = { listRevision: 1, ticked: null };
    expect(nextOf(approve(taken, later, seen, { needed: 2, startsAt: 0 }))).toMatchObject({
      approvals: [later],
    });
  });

  it('comes too late once the request is approved', () => {
    expect(takeBack(approved(), back)).toMatchObject({ refused: { type: 'not_open' } });
  });
});

describe('a cancellation', () => {
  it('keeps its reason', () => {
    const why = { type: 'said', text: 'wrong shop' } as const;
    expect(nextOf(cancel(pending(), decision, why))).toMatchObject({ status: 'cancelled', why });
  });

  it('comes too late once the request is approved', () => {
    expect(cancel(approved(), decision, null)).toMatchObject({ refused: { type: 'not_open' } });
  });
});

describe('a choice', () => {
  const most = 20;
  const seen = { listRevision: 1, ticked: null };
  const one = { needed: 1, startsAt: 0 };

  it('invalidates a press on an older card', () => {
    const chosen = nextOf(choose(pending(), { ids: ['101'], most }, 'U1', askedAt));
    expect(approve(chosen, decision, seen, { needed: 1, startsAt: 0 })).toMatchObject({
      refused: { type: 'list_changed' },
    });
  });

  it('keeps an approval on the older card valid if exactly the current choice was ticked there', () => {
    const chosen = nextOf(choose(pending(), { ids: ['101'], most }, 'U1', askedAt));
    const saw = { listRevision: 1, ticked: ['101'] };
    expect(nextOf(approve(chosen, decision, saw, one))).toMatchObject({
      status: 'approved',
      chosen: ['101'],
    });
  });

  it.each([
    ['another choice', 1, ['101', '202', '303']],
    ['no boxes', 1, null],
    ['a card that there is not yet', 3, ['101']],
  ])('invalidates an approval whose presser saw %s', (_, listRevision, ticked) => {
    const chosen = nextOf(choose(pending(), { ids: ['101'], most }, 'U1', askedAt));
    expect(approve(chosen, decision, { listRevision, ticked }, one)).toMatchObject({
      refused: { type: 'list_changed' },
    });
  });

  it('invalidates an approval whose presser ticked the same on another list', () => {
    const found = { assets: [asset('101', 'Another name'), asset('202')], changes: [] };
    const chosen = nextOf(choose(pending(), { ids: ['101'], most }, 'U1', askedAt));
    const relisted = nextOf(replaceList(chosen, found, askedAt, askedAt));
    const saw = { listRevision: 2, ticked: ['101'] };
    expect(approve(relisted, decision, saw, one)).toMatchObject({ refused: { type: 'list_changed' } });
  });

  it('leaves only the newest card valid for a request listed by an older version of the bot', () => {
    const { listSince: _, ...older } = pending();
    const chosen = nextOf(choose(older, { ids: ['101'], most }, 'U1', askedAt));
    const saw = (listRevision: number) => ({ listRevision, ticked: ['101'] });
    expect(approve(chosen, decision, saw(1), one)).toMatchObject({ refused: { type: 'list_changed' } });
    expect(nextOf(approve(chosen, decision, saw(2), one)).status).toBe('approved');
  });

  it('drops ids that the card does not list', () => {
    expect(nextOf(choose(pending(), { ids: ['999', '202'], most }, 'U1', askedAt))).toMatchObject({
      chosen: ['202'],
    });
  });

  it('is refused when a later choice arrived first', () => {
    const chosen = nextOf(choose(pending(), { ids: ['101'], most }, 'U1', askedAt + 2));
    expect(choose(chosen, { ids: ['202'], most }, 'U1', askedAt + 1)).toEqual({
      refused: { type: 'overtaken' },
    });
  });

  it('is refused when it exceeds the limit of one request', () => {
    expect(choose(pending(), { ids: ['101', '202', '303'], most: 2 }, 'U1', askedAt)).toEqual({
      refused: { type: 'too_many_chosen', most: 2 },
    });
  });

  it('drops the approvals given so far, since they were for another choice', () => {
    const given = pending({ approvals: [decision] });
    expect(nextOf(choose(given, { ids: ['101'], most }, 'U1', askedAt))).toMatchObject({ approvals: [] });
  });

  it('keeps the approvals and the withdrawals when it is the same choice', () => {
    const given = pending({ approvals: [decision], withdrawn: ['x'] });
    expect(nextOf(choose(given, { ids: ['303', '202', '101'], most }, 'U1', askedAt))).toMatchObject({
      approvals: [decision],
      withdrawn: ['x'],
      listRevision: 2,
    });
  });

  it('remembers the withdrawals, even when it differs', () => {
    const given = pending({ withdrawn: ['x'] });
    expect(nextOf(choose(given, { ids: ['101'], most }, 'U1', askedAt))).toMatchObject({ withdrawn: ['x'] });
  });

  it('is written to the audit log with the number of approvals it drops', () => {
    const given = pending({ approvals: [decision] });
    const dropped = [['101'], ['101', '202', '303']].map((ids) => {
      const transition = choose(given, { ids, most }, 'U1', askedAt);
      return 'entry' in transition ? transition.entry.details['dropped'] : null;
    });
    expect(dropped).toEqual([1, 0]);
  });

  it('clears the change marks, since somebody has seen them', () => {
    const marked = pending({ changes: [{ type: 'gone', asset: asset('404') }] });
    expect(nextOf(choose(marked, { ids: ['101'], most }, 'U1', askedAt))).toMatchObject({ changes: [] });
  });
});

describe('a new list', () => {
  const changes = [{ type: 'gone', asset: asset('303') }] as const;
  const left = { assets: threeAssets.slice(0, 2), changes };

  it('sends an approved request back to wait, without its approvals', () => {
    expect(nextOf(replaceList(approved(), left, askedAt, askedAt))).toMatchObject({
      status: 'pending',
      approvals: [],
      changes,
      chosen: ['101', '202'],
    });
  });

  it('names the approvers of the list that was confirmed', () => {
    expect(nextOf(replaceList(approved(), left, askedAt, askedAt))).toHaveProperty('dropped', [decision.by]);
  });

  it('names the people whose approvals were dropped before, until they approve again', () => {
    const given = pending({ approvals: [decision], withdrawn: ['x'], dropped: ['U0SECOND01'] });
    const relisted = nextOf(replaceList(given, left, askedAt, askedAt));
    const dropped = ['U0SECOND01', decision.by];
    expect(relisted).toMatchObject({ dropped, droppedAt: 2, withdrawn: ['x'] });
    const seen = { listRevision: 2, ticked: null };
    const second = { ...decision, by: 'U0SECOND01', press: 'again' };
    expect(nextOf(approve(relisted, second, seen, { needed: 2, startsAt: 0 }))).toMatchObject({
      dropped: [decision.by],
    });
  });

  it('names the people whose approvals a tick dropped', () => {
    const given = pending({ approvals: [decision] });
    const ticked = nextOf(choose(given, { ids: ['101'], most: 20 }, 'U1', askedAt));
    expect(ticked).toMatchObject({ approvals: [], dropped: [decision.by], droppedAt: 2, chosenBy: 'U1' });
    expect(nextOf(choose(ticked, { ids: ['202'], most: 20 }, 'U1', askedAt + 1))).toMatchObject({
      dropped: [decision.by],
      droppedAt: 2,
    });
  });

  it('leaves no decision in a request that waits again', () => {
    const kept = Object.keys(nextOf(replaceList(approved(), left, askedAt, askedAt)));
    expect(kept.sort()).toEqual(Object.keys(pending({ droppedAt: 2 })).sort());
  });

  it('invalidates a press on an older card', () => {
    const later = nextOf(replaceList(pending(), left, askedAt, askedAt));
    const seen = { listRevision: 1, ticked: null };
    expect(approve(later, decision, seen, { needed: 1, startsAt: 0 })).toEqual({
      refused: { type: 'list_changed', changes },
    });
  });

  it.each([pending(), approved()])(
    'ends a request that is $status when none of its assets is left',
    (request) => {
      const none = { assets: [], changes };
      expect(nextOf(replaceList(request, none, askedAt, askedAt))).toMatchObject({
        status: 'cancelled',
        why: { type: 'nothing_left' },
        decision: { by: 'bot' },
      });
    },
  );

  it('gives the request more time, and never less', () => {
    const until = [0, pending().expiresAt + 5].map((at) => nextOf(replaceList(pending(), left, askedAt, at)));
    expect(until.map((request) => ('expiresAt' in request ? request.expiresAt : null))).toEqual([
      pending().expiresAt,
      pending().expiresAt + 5,
    ]);
  });

  it('is refused in a later round, whose list must differ and whose outcomes would be lost', () => {
    const again: Request = { ...approved(), round: 2 };
    expect(replaceList(again, left, askedAt, askedAt)).toMatchObject({ refused: { type: 'not_open' } });
  });

  it('is refused once the request runs', () => {
    expect(replaceList(running(), left, askedAt, askedAt)).toMatchObject({ refused: { type: 'not_open' } });
  });
});

describe('approvals that lapse', () => {
  const other = { by: 'U0SECOND01', at: askedAt, press: 'second' };
  const twice = { ...approved(), approvals: [decision, other] };
  const lapse = { at: askedAt, by: [decision.by], needed: 2 };

  it('send a confirmed request back to wait, with the approvals that still count', () => {
    expect(nextOf(revokeApprovals(twice, lapse, askedAt))).toMatchObject({
      status: 'pending',
      approvals: [other],
      lapsed: lapse,
    });
  });

  it('leave no decision in the request', () => {
    const { lapsed: _, ...kept } = nextOf(revokeApprovals(twice, lapse, askedAt)) as Pending;
    expect(Object.keys(kept).sort()).toEqual(Object.keys(pending()).sort());
  });

  it('end the rest of a retry as not done, since a half-done request cannot wait', () => {
    const settled = [{ id: '101', outcome: { type: 'unlinked', at: askedAt } }] as const;
    const again = {
      ...approved(pending({ chosen: ['101', '202', '303'] })),
      round: 2,
      settled,
      called: ['303'],
    };
    const cause = { type: 'approvals_lapsed' };
    expect(nextOf(revokeApprovals(again, lapse, askedAt))).toMatchObject({
      status: 'running',
      settled: [
        settled[0],
        { id: '202', outcome: { type: 'failed', cause } },
        { id: '303', outcome: { type: 'unknown', cause } },
      ],
    });
  });

  it.each([pending(), running()])('do not affect a request that is $status', (request) => {
    expect(revokeApprovals(request, lapse, askedAt)).toMatchObject({ refused: { type: 'not_open' } });
  });
});

describe('the expiry', () => {
  it('is refused before its time', () => {
    expect(expire(pending(), pending().expiresAt - 1)).toMatchObject({ refused: { type: 'not_open' } });
  });

  it('ends a request that nobody decided in time', () => {
    expect(nextOf(expire(pending(), pending().expiresAt)).status).toBe('expired');
  });

  it('comes too late once the request is approved', () => {
    expect(expire(approved(), pending().expiresAt)).toMatchObject({ refused: { type: 'not_open' } });
  });
});

describe('a person who joins', () => {
  const other = {
    user: 'U0OTHER001',
    reason: 'me too',
    at: askedAt,
    requestId: 'UR-0000',
    assets: ['101'],
  };

  it.each([pending(), approved(), running()])(
    'is kept with their reason while the request is $status',
    (request) => {
      expect(nextOf(addRequester(request, other))).toMatchObject({ status: request.status, others: [other] });
    },
  );

  it('is kept once, with every asset they asked for and their newest reason', () => {
    const again = { ...other, reason: null, at: askedAt + 1, requestId: 'UR-0001', assets: ['202'] };
    const more = { ...again, reason: 'really', at: askedAt + 2, requestId: 'UR-0002' };
    const once = pending({ others: [other] });
    expect(nextOf(addRequester(once, again))).toMatchObject({
      others: [{ ...again, reason: 'me too', assets: ['101', '202'] }],
    });
    const late = addRequester(nextOf(addRequester(once, more)), { ...again, assets: ['303'] });
    expect(nextOf(late)).toMatchObject({ others: [{ ...more, assets: ['101', '202', '303'] }] });
  });

  it('is merged with the entry of an earlier version, which kept no asset', () => {
    const { assets: _, ...older } = other;
    const again = { ...other, at: askedAt + 1 };
    expect(nextOf(addRequester(pending({ others: [older] }), again))).toMatchObject({ others: [again] });
  });

  it('is one of at most fifty', () => {
    const others = Array.from({ length: 50 }, (_, index) => ({ ...other, user: `U0OTHER${100 + index}` }));
    expect(addRequester(pending({ others }), other)).toMatchObject({ refused: { type: 'not_open' } });
    const known = { ...other, user: 'U0OTHER100', at: askedAt + 1 };
    expect(nextOf(addRequester(pending({ others }), known))).toHaveProperty('others.length', 50);
  });

  it.each([
    ['has approved it', pending({ approvals: [{ ...decision, by: 'U0OTHER001' }] })],
    ['has had it tried again', { ...running(), retries: [{ ...decision, by: 'U0OTHER001' }] }],
    ['asks for what was unticked', pending({ chosen: ['202'] })],
  ])('is refused when this person %s', (_, request) => {
    expect(addRequester(request, other)).toMatchObject({ refused: { type: 'not_open' } });
  });

  it('is added once for each of their requests', () => {
    expect(addRequester(pending({ others: [other] }), other)).toMatchObject({
      refused: { type: 'not_open' },
    });
  });

  it('is never the requester', () => {
    expect(addRequester(pending(), { ...other, user: requester })).toMatchObject({
      refused: { type: 'not_open' },
    });
  });

  it('leaves the approvals as they are', () => {
    const given = pending({ approvals: [decision] });
    expect(nextOf(addRequester(given, other))).toMatchObject({ approvals: [decision], listRevision: 1 });
  });
});

const everyHistory = sharedSamples(
  histories().map((history) => walk(history).filter(({ transition }) => 'next' in transition)),
  500,
);

/** Checks a fact of every change in every history. */
function always(fact: (step: Step) => void): void {
  everyHistory((changes) => changes.forEach(fact));
}

/** Checks a fact of every call that may be sent. */
function everyCall(fact: (step: Step) => void): void {
  always((step) => {
    if (step.event.name === 'beginCall') fact(step);
  });
}

function sorted(ids: readonly string[]): string {
  return [...ids].sort().join();
}

function askOf(request: Request) {
  const { id, delivery, kind, queries, reason, dryRun, requester, channel, thread, askedAt: at } = request;
  return { id, delivery, kind, queries, reason, dryRun, requester, channel, thread, at };
}

it('an asset key consists of its kind and id', () => {
  expect(assetKey(asset('101'))).toBe('oa:101');
});
