import type { Asset } from '../../../../src/core/asset/asset.js';
import { replaceList, revokeApprovals } from '../../../../src/core/request/back-to-pending.js';
import {
  approve,
  cancel,
  choose,
  expire,
  takeBack,
} from '../../../../src/core/request/decision-transition.js';
import { addRequester, joinOpenRequest } from '../../../../src/core/request/join-transition.js';
import { endWithoutMatch, failLookup, listAssets } from '../../../../src/core/request/lookup-transition.js';
import type { Outcome } from '../../../../src/core/request/outcome.js';
import { reachQuorum } from '../../../../src/core/request/quorum.js';
import { hasCard, type Request } from '../../../../src/core/request/request.js';
import { finish, openWindow, retry, start } from '../../../../src/core/request/run-transition.js';
import { stop } from '../../../../src/core/request/stop-transition.js';
import type { Transition } from '../../../../src/core/request/transition.js';
import { beginCall, recordOutcome, voidCall } from '../../../../src/core/request/unlink-transition.js';
import { askedAt, asset, lookingUp, pending, threeAssets } from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';

/** Random lives of a request: any transition at any time, woven into a path to the end and to a retry. */
export interface Event {
  readonly name: string;
  readonly run: (request: Request) => Transition<{ readonly type: string; readonly request?: Request }>;
  /** For an approval or a retry: the number of approvals the policy asks for. */
  readonly needed?: number;
  /**
   * For a call or an outcome: the round its job was made for. For a retry: the round whose end its presser
   * saw.
   */
  readonly round?: number;
  /** For a start: its time. */
  readonly at?: number;
}

export interface Step {
  readonly event: Event;
  readonly before: Request;
  readonly after: Request;
  readonly transition: ReturnType<Event['run']>;
}

export interface History {
  readonly dryRun: boolean;
  readonly events: readonly Event[];
}

const ids = threeAssets.map(({ id }) => id);
const people = ['U0APPROVE1', 'U0APPROVE2', 'U0APPROVE3', 'U0APPROVE4'];
const { expiresAt } = pending();

export function walk({ dryRun, events }: History): Step[] {
  let current: Request = lookingUp({ dryRun });
  return events.map((event) => {
    const before = current;
    const transition = event.run(before);
    if ('next' in transition) current = transition.next;
    return { event, before, after: current, transition };
  });
}

export function histories(): fc.Arbitrary<History> {
  const noise = fc.oneof(
    { weight: 2, arbitrary: fc.constant<Event[]>([]) },
    { weight: 1, arbitrary: fc.array(anyEvent(), { maxLength: 2 }) },
  );
  const way = [
    listing(),
    ...people.slice(0, 3).map(approving),
    opening(),
    ...run(1),
    retrying(fc.constant(1)),
    ...run(2),
  ];
  const woven = fc
    .tuple(...way.map((step) => fc.tuple(noise, step)))
    .map((pairs) => pairs.flatMap(([before, step]) => [...before, step]));
  const events = fc.oneof(
    { weight: 3, arbitrary: woven },
    { weight: 1, arbitrary: fc.array(anyEvent(), { maxLength: 40 }) },
  );
  const dryRun = fc.oneof(
    { weight: 4, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  );
  return fc.record({ dryRun, events });
}

/** Lives of a request that only waits: approved, taken back, chosen and listed again in any order. */
export function waitings(): fc.Arbitrary<History> {
  const each = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...people.slice(0, 2)).chain(approving) },
    { weight: 3, arbitrary: takingBack(people.slice(0, 2)) },
    { weight: 1, arbitrary: choosing() },
    { weight: 1, arbitrary: relisting() },
    { weight: 1, arbitrary: reaching() },
  );
  const events = fc
    .tuple(listing(), fc.array(each, { minLength: 2, maxLength: 15 }))
    .map(([first, rest]) => [first, ...rest]);
  return fc.record({ dryRun: fc.constant(false), events });
}

function run(round: number): fc.Arbitrary<Event>[] {
  const each = ids.flatMap((id) => [
    calling(fc.constant(id), fc.constant(round)),
    settling(fc.constant(id), fc.constant(round)),
  ]);
  return [starting(), ...each, finishing()];
}

function anyEvent(): fc.Arbitrary<Event> {
  const id = fc.constantFrom(...ids, '999');
  return fc.oneof(
    listing(),
    fc.constantFrom<Event>(
      event('endWithoutMatch', (request) => endWithoutMatch(request, { closest: [], withheld: [] }, askedAt)),
      event('failLookup', (request) => failLookup(request, { type: 'crashed' }, askedAt)),
      event('joinOpenRequest', (request) =>
        joinOpenRequest(request, { other: 'UR-0000', how: 'added' }, askedAt),
      ),
    ),
    fc.constantFrom(...people).chain(approving),
    takingBack(),
    fc.nat().map((at) => event('cancel', (request) => cancel(request, decisionAt(at), null))),
    choosing(),
    relisting(),
    lapsing(),
    reaching(),
    fc
      .constantFrom(expiresAt - 1, expiresAt, expiresAt + 7_200_000)
      .map((at) => event('expire', (request) => expire(request, at))),
    addingRequester(),
    starting(),
    calling(id, fc.integer({ min: 1, max: 3 })),
    settling(id, fc.integer({ min: 1, max: 3 })),
    finishing(),
    fc
      .tuple(fc.nat(), fc.integer({ min: 1, max: 3 }))
      .map(([at, round]) => event('stop', (request) => stop(request, decisionAt(at), round))),
    opening(),
    fc
      .tuple(id, fc.integer({ min: 1, max: 3 }), fc.nat({ max: 20 }))
      .map(([one, round, revision]) =>
        event('voidCall', (request) =>
          voidCall(request, { id: one, round, call: callOf(one), revision }, askedAt),
        ),
      ),
    retrying(fc.integer({ min: 1, max: 3 })),
  );
}

function event(name: string, run: Event['run']): Event {
  return { name, run };
}

function decisionAt(at: number) {
  return { by: 'U0PRESSES1', at, press: String(at) };
}

function listing(): fc.Arbitrary<Event> {
  return fc.subarray(ids, { minLength: 1 }).map((chosen) =>
    event('listAssets', (request) => {
      const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen };
      return listAssets(request, found, askedAt, expiresAt);
    }),
  );
}

/** Mostly on the current card, sometimes on an older one. */
function approving(by: string): fc.Arbitrary<Event> {
  const needed = fc.integer({ min: 1, max: 3 });
  const older = fc.integer({ min: 0, max: 3 }).map((pick) => pick === 0);
  return fc.tuple(needed, older, fc.nat(1_000), fc.boolean()).map(([many, isOlder, later, hasWindow]) => ({
    name: 'approve',
    needed: many,
    run: (request) => {
      const now = hasCard(request) ? request.listRevision : 1;
      const at = askedAt + later;
      return approve(
        request,
        { by, at, press: `${by}-${later}` },
        { listRevision: isOlder ? now - 1 : now, ticked: null },
        { needed: many, startsAt: hasWindow ? null : at },
      );
    },
  }));
}

function takingBack(who: readonly string[] = people): fc.Arbitrary<Event> {
  return fc.tuple(fc.constantFrom(...who), fc.nat(1_000)).map(([by, later]) => {
    const press = `${by}-back-${later}`;
    return event('takeBack', (request) => takeBack(request, { by, at: askedAt + later, press }));
  });
}

function choosing(): fc.Arbitrary<Event> {
  return fc
    .tuple(fc.subarray([...ids, '999']), fc.nat(3), fc.integer({ min: 1, max: 3 }))
    .map(([some, later, most]) =>
      event('choose', (request) => choose(request, { ids: some, most }, 'U1', askedAt + later)),
    );
}

/** The list, read again: some assets are gone, and some have new names. */
function relisting(): fc.Arbitrary<Event> {
  const kept = fc.oneof(
    { weight: 5, arbitrary: fc.subarray([...threeAssets], { minLength: 1 }) },
    { weight: 1, arbitrary: fc.constant<Asset[]>([]) },
  );
  return fc.tuple(kept, fc.nat(3_600_000)).map(([left, later]) =>
    event('replaceList', (request) => {
      const assets = left.map(({ id }) => asset(id, `Shop ${id} again`));
      const gone = threeAssets.filter((each) => !left.includes(each));
      const changes = gone.map((each) => ({ type: 'gone' as const, asset: each }));
      return replaceList(request, { assets, changes }, askedAt, expiresAt + later);
    }),
  );
}

/** Some of the approvers have lost their right to approve. */
function lapsing(): fc.Arbitrary<Event> {
  return fc
    .tuple(fc.subarray(people), fc.integer({ min: 1, max: 3 }), fc.nat(3_600_000))
    .map(([by, needed, later]) =>
      event('lapse', (request) => revokeApprovals(request, { at: askedAt, by, needed }, expiresAt + later)),
    );
}

/** The policy now asks for this many approvals; some of the approvers have lost their right to approve. */
function reaching(): fc.Arbitrary<Event> {
  return fc.tuple(fc.subarray(people), fc.integer({ min: 1, max: 3 })).map(([allowed, needed]) => ({
    name: 'reachQuorum',
    needed,
    run: (request) => {
      const listRevision = hasCard(request) ? request.listRevision : 1;
      return reachQuorum(request, { allowed, listRevision }, { needed, startsAt: askedAt }, askedAt);
    },
  }));
}

function addingRequester(): fc.Arbitrary<Event> {
  return fc.nat(3).map((number) => {
    const other = {
      user: 'U0OTHER001',
      reason: null,
      at: askedAt + number,
      requestId: `UR-000${number}`,
      assets: ids,
    };
    return event('addRequester', (request) => addRequester(request, other));
  });
}

function opening(): fc.Arbitrary<Event> {
  return fc
    .nat(1_000)
    .map((later) => event('openWindow', (request) => openWindow(request, askedAt, askedAt + later)));
}

function starting(): fc.Arbitrary<Event> {
  return fc
    .constantFrom(askedAt, askedAt + 1_000, askedAt + 2_000)
    .map((at) => ({ name: 'start', at, run: (request) => start(request, at) }));
}

function callOf(id: string): string {
  return `call of ${id}`;
}

function calling(id: fc.Arbitrary<string>, round: fc.Arbitrary<number>): fc.Arbitrary<Event> {
  return fc.tuple(id, round).map(([one, number]) => ({
    name: 'beginCall',
    round: number,
    run: (request) => beginCall(request, { id: one, round: number, call: callOf(one) }, askedAt),
  }));
}

function settling(id: fc.Arbitrary<string>, round: fc.Arbitrary<number>): fc.Arbitrary<Event> {
  return fc.tuple(id, round, outcomes()).map(([one, number, outcome]) => ({
    name: 'settle',
    round: number,
    run: (request) => recordOutcome(request, one, number, outcome),
  }));
}

function finishing(): fc.Arbitrary<Event> {
  return fc.constant(event('finish', (request) => finish(request, askedAt)));
}

function retrying(round: fc.Arbitrary<number>): fc.Arbitrary<Event> {
  const needed = fc.integer({ min: 1, max: 3 });
  return fc.tuple(fc.nat(1_000), round, needed).map(([at, number, many]) => ({
    name: 'retry',
    round: number,
    needed: many,
    run: (request) =>
      retry(request, decisionAt(at), {
        round: number,
        needed: many,
        holding: hasCard(request) ? request.approvals.map(({ by }) => by) : [],
      }),
  }));
}

export type OutcomeType = Outcome['type'];

function outcomes(): fc.Arbitrary<Outcome> {
  return fc
    .constantFrom<OutcomeType>(
      'unlinked',
      'already_unlinked',
      'refused',
      'failed',
      'unknown',
      'changed',
      'protected',
    )
    .map(outcomeOfType);
}

export function outcomeOfType(type: OutcomeType): Outcome {
  const at = askedAt;
  switch (type) {
    case 'refused':
      return { type, at, message: 'no' };
    case 'failed':
    case 'unknown':
      return { type, at, tries: 3, cause: { type: 'crashed' } };
    case 'changed':
      return { type, at, nameNow: null };
    case 'stopped':
    case 'reported':
      return { type, at, by: 'U0STOPS001' };
    case 'protected':
      return { type, at, message: 'the main one' };
    default:
      return { type, at };
  }
}
