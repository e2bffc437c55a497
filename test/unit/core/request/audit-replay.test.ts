import { describe, expect, it } from 'vitest';
import {
  type ReadEntry,
  replayed,
  type Told,
  untoldFields,
} from '../../../../src/core/request/audit-replay.js';
import { approve } from '../../../../src/core/request/decision-transition.js';
import { listAssets } from '../../../../src/core/request/lookup-transition.js';
import type { Request } from '../../../../src/core/request/request.js';
import type { Transition } from '../../../../src/core/request/transition.js';
import { askedAt, decision, lookingUp, threeAssets } from '../../../fixtures/requests.js';
import fc from '../../../fixtures/seeded-check.js';
import { histories, waitings, walk } from './histories.js';

const asked = ({ requester, kind, queries, reason, dryRun, channel }: Request): ReadEntry => ({
  at: askedAt,
  requestId: 'UR-AAAA',
  action: 'asked',
  actor: requester,
  details: { kind, queries, reason, dryRun, channel },
});

describe('a request that is replayed from its audit entries', () => {
  it.each([
    ['lives to its end', histories],
    ['waits for a decision', waitings],
  ])('agrees with its record when it %s', (_, lives: typeof histories) => {
    fc.assert(
      fc.property(lives(), (history) => {
        let told: Told | null = null;
        for (const { before, after, transition } of walk(history)) {
          told ??= replayed(null, asked(before));
          if (!('next' in transition)) continue;
          told = replayed(told, JSON.parse(JSON.stringify(transition.entry)));
          if (told === null) throw new Error('it has begun');
          expect([told.isUnsure, untoldFields(after, told)]).toEqual([false, []]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['approvals', { approvals: [decision, { ...decision, by: 'U0NEVER' }] }],
    ['chosen', { chosen: ['202'] }],
    ['requester', { requester: 'U0OTHER' }],
    ['queries', { queries: ['another'] }],
    ['channel', { channel: 'C0OTHER' }],
    ['status', { status: 'pending' }],
    ['settled', { settled: [{ id: '101', outcome: { type: 'unlinked', at: askedAt } }] }],
  ])('names %s where somebody changed the record by hand', (field, forged) => {
    const { request, told } = approved();
    expect(untoldFields(request, told)).toEqual([]);
    expect(untoldFields({ ...request, ...forged } as Request, told)).toEqual([field]);
  });

  it('reports nothing for a request with an entry of a newer version', () => {
    const { request, told } = approved();
    const newer = replayed(told, { ...asked(request), action: 'something_new' });
    expect(newer && untoldFields({ ...request, requester: 'U0OTHER' }, newer)).toEqual([]);
  });
});

function approved(): { request: Request; told: Told } {
  const found = { assets: threeAssets, more: 0, missed: [], withheld: [], chosen: ['101'] };
  const steps: ((current: Request) => Transition<unknown>)[] = [
    (current) => listAssets(current, found, askedAt, askedAt + 1_000_000),
    (current) =>
      approve(current, decision, { listRevision: 1, ticked: null }, { needed: 1, startsAt: askedAt }),
  ];
  let request: Request = lookingUp();
  let told = replayed(null, asked(request));
  for (const step of steps) {
    const transition = step(request);
    if (!('next' in transition)) throw new Error('it is taken');
    request = transition.next;
    told = replayed(told, JSON.parse(JSON.stringify(transition.entry)));
  }
  if (told === null) throw new Error('it has begun');
  return { request, told };
}
