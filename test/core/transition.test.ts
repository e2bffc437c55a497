import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assetKey } from '../../src/core/asset.js';
import type { Outcome } from '../../src/core/outcome.js';
import { heldAssets, isFinished, isOpen, type Request } from '../../src/core/request.js';
import {
  approve,
  beginCall,
  cancel,
  choose,
  decisionOf,
  endWithoutMatch,
  failLookup,
  finish,
  joinOther,
  listAssets,
  outcomeOf,
  settle,
  start,
  type Transition,
} from '../../src/core/transition.js';
import { askedAt, asset, decision, finished, lookingUp, pending, running, threeAssets } from './requests.js';

/** The design's edges, and the one from looking_up to joined. A status may also keep while its facts grow. */
const edges: Readonly<Record<Request['status'], readonly Request['status'][]>> = {
  looking_up: ['pending', 'no_match', 'lookup_failed', 'joined'],
  pending: ['pending', 'approved', 'cancelled', 'expired'],
  approved: ['running'],
  running: ['running', 'succeeded', 'partial', 'failed'],
  no_match: [],
  lookup_failed: [],
  joined: [],
  cancelled: [],
  expired: [],
  succeeded: [],
  partial: [],
  failed: [],
};

describe('any sequence of events', () => {
  it('moves a request only along the edges of the design', () => {
    always(({ before, after }) => expect(edges[before.status]).toContain(after.status));
  });

  it('adds exactly one to the revision with each change', () => {
    always(({ before, after }) => expect(after.revision).toBe(before.revision + 1));
  });

  it('never changes a decision that was made', () => {
    always(({ before, after }) => {
      const made = decisionOf(before);
      if (made !== null) expect(decisionOf(after)).toEqual(made);
    });
  });

  it('never changes what was chosen once it was decided', () => {
    always(({ before, after }) => {
      if ('decision' in before && 'chosen' in after) expect(after.chosen).toEqual(before.chosen);
    });
  });

  it('calls and settles only what was chosen', () => {
    always(({ after }) => {
      if (!('called' in after)) return;
      expect(after.chosen).toEqual(
        expect.arrayContaining([...after.called, ...after.settled.map(({ id }) => id)]),
      );
    });
  });

  it('chooses only among what the card lists', () => {
    always(({ after }) => {
      if ('assets' in after)
        expect(after.assets.map(({ id }) => id)).toEqual(expect.arrayContaining([...after.chosen]));
    });
  });

  it('finishes only when every chosen asset has its outcome', () => {
    always(({ after }) => {
      if (isFinished(after))
        expect(after.settled.map(({ id }) => id).sort()).toEqual([...after.chosen].sort());
    });
  });

  it('keeps the first outcome of an asset', () => {
    always(({ before, after }) => {
      for (const { id } of threeAssets) {
        const first = outcomeOf(before, id);
        if (first !== null) expect(outcomeOf(after, id)).toEqual(first);
      }
    });
  });

  it('holds no asset for a request that is closed', () => {
    always(({ after }) => {
      if (!isOpen(after)) expect(heldAssets(after)).toEqual([]);
    });
  });

  it('never changes who asked, for what and when', () => {
    always(({ before, after }) => expect(askOf(after)).toEqual(askOf(before)));
  });

  it('writes an audit entry for the same request with each change', () => {
    always(({ after, transition }) => {
      if ('entry' in transition) expect(transition.entry.requestId).toBe(after.id);
    });
  });

  it('is refused with the unchanged request when the request is past the point', () => {
    fc.assert(
      fc.property(histories(), (history) => {
        for (const { before, transition } of walk(history)) {
          if ('refused' in transition && transition.refused.type === 'not_open')
            expect(transition.refused.request).toBe(before);
        }
      }),
    );
  });

  it('can reach every status of the design but expired, so the properties above say something', () => {
    const seen = new Set(
      fc.sample(histories(), 2_000).flatMap((history) => walk(history).map(({ after }) => after.status)),
    );
    expect(Object.keys(edges).filter((status) => !new Set<string>(seen).has(status))).toEqual(['expired']);
  });
});

describe('approving', () => {
  it('is refused when the list changed after the approver saw it', () => {
    const changed = pending({ listRevision: 2 });
    expect(approve(changed, decision, { listRevision: 1, ticked: null })).toEqual({
      refused: { type: 'list_changed' },
    });
  });

  it('is refused when the approver saw other boxes ticked than are stored', () => {
    const shown = pending({ chosen: ['101', '202'] });
    expect(approve(shown, decision, { listRevision: 1, ticked: ['101'] })).toEqual({
      refused: { type: 'list_changed' },
    });
  });

  it('is refused when nothing is chosen', () => {
    expect(approve(pending({ chosen: [] }), decision, { listRevision: 1, ticked: null })).toEqual({
      refused: { type: 'nothing_chosen' },
    });
  });

  it('is written to the audit log under the approver’s name with the assets approved', () => {
    expect(approve(pending({ chosen: ['202'] }), decision, { listRevision: 1, ticked: null })).toMatchObject({
      entry: { action: 'approved', actor: decision.by, at: decision.at, details: { assets: ['oa:202'] } },
    });
  });
});

describe('choosing', () => {
  it('makes a press on the older card count for nothing', () => {
    const chosen = nextOf(choose(pending(), ['101'], 'U1', askedAt));
    expect(approve(chosen, decision, { listRevision: 1, ticked: null })).toEqual({
      refused: { type: 'list_changed' },
    });
  });

  it('leaves out ids that the card does not list', () => {
    expect(nextOf(choose(pending(), ['999', '202'], 'U1', askedAt))).toMatchObject({ chosen: ['202'] });
  });

  it('is refused when a choice that was pressed later has come first', () => {
    const chosen = nextOf(choose(pending(), ['101'], 'U1', askedAt + 2));
    expect(choose(chosen, ['202'], 'U1', askedAt + 1)).toEqual({ refused: { type: 'overtaken' } });
  });
});

describe('running', () => {
  it('records a call once, however often it is begun', () => {
    const once = nextOf(beginCall(running(), '101', askedAt));
    expect(nextOf(beginCall(once, '101', askedAt))).toMatchObject({ called: ['101'] });
  });

  it('refuses a second outcome for the same asset', () => {
    const once = nextOf(settle(running(), '101', { type: 'unlinked', at: askedAt }));
    expect(settle(once, '101', { type: 'refused', message: 'no', at: askedAt })).toHaveProperty('refused');
  });

  it.each([
    ['succeeded', 'unlinked', 'already_unlinked'],
    ['partial', 'unlinked', 'unknown'],
    ['failed', 'unknown', 'failed'],
  ] as const)('ends %s after %s and %s', (status, first, second) => {
    const two = pending({ chosen: ['101', '202'] });
    const one = nextOf(settle(running(two), '101', outcomeOfType(first)));
    const both = nextOf(settle(one, '202', outcomeOfType(second)));
    expect(nextOf(finish(both, askedAt)).status).toBe(status);
  });
});

it('knows no outcome of a request that has not run', () => {
  expect(outcomeOf(pending(), '101')).toBeNull();
});

it('knows the outcome of an asset after the end', () => {
  expect(outcomeOf(finished(), '101')?.type).toBe('unlinked');
});

interface Step {
  readonly before: Request;
  readonly after: Request;
  readonly transition: Transition<{ readonly type: string; readonly request?: Request }>;
}

type Event = (request: Request) => Step['transition'];

/** Checks a fact of every change in every history. */
function always(fact: (step: Step) => void): void {
  fc.assert(
    fc.property(histories(), (history) => {
      for (const step of walk(history)) if ('next' in step.transition) fact(step);
    }),
    { numRuns: 500 },
  );
}

function walk(history: readonly Event[]): Step[] {
  let current: Request = lookingUp();
  return history.map((event) => {
    const before = current;
    const transition = event(before);
    if ('next' in transition) current = transition.next;
    return { before, after: current, transition };
  });
}

/** Anything in any order, woven into a way that leads to the end, so that every status is met. */
function histories(): fc.Arbitrary<Event[]> {
  const noise = fc.array(anyEvent(), { maxLength: 2 });
  const way: fc.Arbitrary<Event>[] = [
    listing(),
    approving(),
    fc.constant<Event>((request) => start(request, askedAt)),
    ...threeAssets.flatMap(({ id }) => [
      fc.constant<Event>((request) => beginCall(request, id, askedAt)),
      outcomes().map(
        (outcome): Event =>
          (request) =>
            settle(request, id, outcome),
      ),
    ]),
    fc.constant<Event>((request) => finish(request, askedAt)),
  ];
  const woven = fc
    .tuple(...way.map((step) => fc.tuple(noise, step)))
    .map((pairs) => pairs.flatMap(([before, step]) => [...before, step]));
  return fc.oneof(
    { weight: 3, arbitrary: woven },
    { weight: 1, arbitrary: fc.array(anyEvent(), { maxLength: 30 }) },
  );
}

function anyEvent(): fc.Arbitrary<Event> {
  const id = fc.constantFrom('101', '202', '303', '999');
  const events: fc.Arbitrary<Event>[] = [
    listing(),
    fc.constant<Event>((request) => endWithoutMatch(request, [], askedAt)),
    fc.constant<Event>((request) => failLookup(request, { type: 'crashed' }, askedAt)),
    fc.constant<Event>((request) => joinOther(request, 'UR-0000', askedAt)),
    approving(),
    fc.nat().map(
      (at): Event =>
        (request) =>
          cancel(request, { by: 'U0CANCELS1', at, press: String(at) }),
    ),
    fc.tuple(fc.subarray(['101', '202', '303', '999']), fc.nat(3)).map(
      ([ids, later]): Event =>
        (request) =>
          choose(request, ids, 'U1', askedAt + later),
    ),
    fc.constant<Event>((request) => start(request, askedAt)),
    id.map(
      (one): Event =>
        (request) =>
          beginCall(request, one, askedAt),
    ),
    fc.tuple(id, outcomes()).map(
      ([one, outcome]): Event =>
        (request) =>
          settle(request, one, outcome),
    ),
    fc.constant<Event>((request) => finish(request, askedAt)),
  ];
  return fc.oneof(...events);
}

function listing(): fc.Arbitrary<Event> {
  const chosen = fc.subarray(
    threeAssets.map(({ id }) => id),
    { minLength: 1 },
  );
  return chosen.map(
    (ids) => (request) => listAssets(request, { assets: threeAssets, more: 0, chosen: ids }, askedAt),
  );
}

/** Mostly on the card as it is now, sometimes on an older one. */
function approving(): fc.Arbitrary<Event> {
  return fc.tuple(fc.nat(), fc.boolean()).map(([at, older]) => (request) => {
    const now = 'listRevision' in request ? request.listRevision : 1;
    return approve(
      request,
      { by: `U0APPROVE${at}`, at, press: String(at) },
      { listRevision: older ? now - 1 : now, ticked: null },
    );
  });
}

function outcomes(): fc.Arbitrary<Outcome> {
  return fc.constantFrom('unlinked', 'already_unlinked', 'refused', 'failed', 'unknown').map(outcomeOfType);
}

function outcomeOfType(type: 'unlinked' | 'already_unlinked' | 'refused' | 'failed' | 'unknown'): Outcome {
  if (type === 'refused') return { type, at: askedAt, message: 'no' };
  if (type === 'failed' || type === 'unknown')
    return { type, at: askedAt, tries: 3, cause: { type: 'crashed' } };
  return { type, at: askedAt };
}

function nextOf(transition: Transition<unknown>): Request {
  if ('next' in transition) return transition.next;
  throw new Error(`refused: ${JSON.stringify(transition.refused)}`);
}

function askOf({ id, delivery, kind, query, reason, requester, channel, thread, askedAt: at }: Request) {
  return { id, delivery, kind, query, reason, requester, channel, thread, at };
}

it('names an asset by its kind and id', () => {
  expect(assetKey(asset('101'))).toBe('oa:101');
});
