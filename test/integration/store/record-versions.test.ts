import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/messages/alert.js';
import { approve, choose } from '../../../src/core/request/decision-transition.js';
import type { Request } from '../../../src/core/request/request.js';
import {
  addUnresolvedAttempt,
  beginCall,
  recordOutcome,
  voidCall,
} from '../../../src/core/request/unlink-transition.js';
import { TryLater } from '../../../src/flow/try-later.js';
import { NewerRecords } from '../../../src/store/newer-records.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import { askedAt, decision, lookingUp, pending, running } from '../../fixtures/requests.js';
import { redisShelf, type Shelf } from './redis-shelf.js';

type Fields = Record<string, unknown>;

/** Stores a record as a newer version of the bot may have written it. */
async function put({ redis, keys }: Shelf, record: Request, added: Fields = {}): Promise<void> {
  const text = JSON.stringify({ ...record, ...added });
  await redis.hset(keys.request(record.id), 'record', text, 'revision', String(record.revision));
}

async function stored({ redis, keys }: Shelf, id: string): Promise<Fields> {
  return JSON.parse((await redis.hget(keys.request(id), 'record')) ?? '{}');
}

describe('a change by an older version of the bot', () => {
  const shelf = redisShelf();
  const more = { mark: { of: ['a newer version'] } };

  it('keeps fields of the record that it does not know', async () => {
    await put(shelf(), pending(), more);
    await shelf().store.change(pending().id, (now) => choose(now, { ids: ['101'], most: 20 }, 'U1', askedAt));
    expect(await stored(shelf(), pending().id)).toMatchObject({ revision: pending().revision + 1, ...more });
  });

  it('keeps such fields in assets, approvals, outcomes and doubts', async () => {
    const begun = running();
    const [first = '', second = '', third = ''] = begun.chosen;
    const cause = { type: 'unreachable', detail: 'no answer' } as const;
    const record = {
      ...begun,
      assets: begun.assets.map((asset) => ({ ...asset, ...more })),
      approvals: begun.approvals.map((each) => ({ ...each, ...more })),
      settled: [{ id: first, outcome: { type: 'unlinked', at: askedAt, ...more }, ...more }],
      doubts: [{ id: second, at: askedAt, tries: 1, cause: { ...cause, ...more }, ...more }],
    } as unknown as Request;
    await put(shelf(), record);
    await shelf().store.change(begun.id, (now) =>
      recordOutcome(now, third, begun.round, { type: 'already_unlinked', at: askedAt }),
    );
    const after = await stored(shelf(), begun.id);
    const { assets, approvals, doubts, settled } = JSON.parse(JSON.stringify(record));
    expect(after).toMatchObject({ assets, approvals, doubts });
    expect(after['settled']).toEqual([...settled, expect.objectContaining({ id: third })]);
  });

  it('lets no asset be called again that a newer version held in doubt', async () => {
    const begun = running();
    const [first = '', second = ''] = begun.chosen;
    const steps = [
      (now: Request) => beginCall(now, { id: first, round: begun.round }, askedAt),
      (now: Request) =>
        addUnresolvedAttempt(
          now,
          { id: first, at: askedAt, tries: 5, cause: { type: 'crashed' } },
          begun.round,
        ),
      (now: Request) => recordOutcome(now, second, begun.round, { type: 'unlinked', at: askedAt }),
    ];
    await put(shelf(), begun);
    for (const step of steps)
      expect(await shelf().store.change(begun.id, step)).toMatchObject({ type: 'changed' });
    const again = await shelf().store.change(begun.id, (now) =>
      beginCall(now, { id: first, round: begun.round }, askedAt),
    );
    expect(again).toMatchObject({ type: 'refused' });
  });
});

describe('a record of an earlier version', () => {
  const shelf = redisShelf();

  it('says no more of joiners than it knows, and leaves calls without a name', async () => {
    const begun = running();
    const [first = ''] = begun.chosen;
    await put(shelf(), { ...begun, called: [first], voided: [9] });
    const { id, round } = begun;
    const named = { id: first, round, call: 'new', revision: begun.revision + 1 };
    await shelf().store.change(id, (now) => beginCall(now, { id: first, round, call: named.call }, askedAt));
    expect(await stored(shelf(), id)).toMatchObject({ called: [first, first], voided: [9] });
    await shelf().store.change(id, (now) => voidCall(now, named, askedAt));
    expect(await stored(shelf(), id)).toMatchObject({ called: [first], calls: [], voided: [9] });
    const { status: _, ...asked } = lookingUp();
    const joined: Request = { ...asked, id: 'UR-OLD1', status: 'joined', other: 'UR-2222', endedAt: askedAt };
    await put(shelf(), joined);
    expect(await shelf().store.get('UR-OLD1')).toEqual(joined);
  });
});

describe('a record without a format number', () => {
  const shelf = redisShelf();

  it('is of the first format, and gets its number with the next change', async () => {
    await put(shelf(), pending());
    await shelf().store.change(pending().id, (now) =>
      approve(now, decision, { listRevision: 1, ticked: null }, { needed: 1, startsAt: askedAt }),
    );
    expect(await stored(shelf(), pending().id)).toMatchObject({ format: 1, status: 'approved' });
  });
});

describe('a record of a newer version of the bot', () => {
  const shelf = redisShelf();
  const unknownOutcome = { id: '101', outcome: { type: 'skipped_by_rule', at: askedAt } };

  describe.each([
    ['of a newer format', { format: 2, chosen: 'by rule' }],
    ['of a status that this one does not know', { status: 'escalated' }],
    ['with an outcome that it does not know', { settled: [unknownOutcome] }],
    ['of a kind that it does not know', { kind: 'mini_app' }],
  ])('%s', (_, added) => {
    async function met() {
      const raised: Alert[] = [];
      const { redis, keys } = shelf();
      await put(shelf(), running(), added);
      return {
        store: new RedisRequestStore({ redis, keys, alerts: { raise: (alert) => void raised.push(alert) } }),
        raised,
      };
    }

    it('is left alone by a process that would change it, and that tries again later', async () => {
      const { store } = await met();
      const before = await stored(shelf(), running().id);
      const change = store.change(running().id, (now) =>
        recordOutcome(now, '101', 1, { type: 'unlinked', at: askedAt }),
      );
      await expect(change).rejects.toThrow(TryLater);
      expect(await stored(shelf(), running().id)).toEqual(before);
    });

    it('is never called corrupt', async () => {
      const { store, raised } = await met();
      expect(await store.getAll([running().id])).toEqual(['newer']);
      expect(raised).toEqual([]);
    });
  });

  it.each([
    ['of another revision', { format: 2, revision: 77 }],
    ['without a status', { status: undefined }],
    ['with something else where a time belongs', { askedAt: 'yesterday' }],
    ['with an unknown status beside what is no request', { format: 'two' }],
  ])('differs from a damaged one %s', async (_, added) => {
    const { redis, keys, store } = shelf();
    const text = JSON.stringify({ ...running(), ...added });
    await redis.hset(keys.request(running().id), 'record', text, 'revision', String(running().revision));
    expect(await store.getAll([running().id])).toEqual(['corrupt']);
  });

  it('is reported to the people who run the bot only when the process has been older for more than ten minutes', () => {
    const raised: Alert[] = [];
    let elapsed = 0;
    const newer = new NewerRecords({ raise: (alert) => void raised.push(alert) }, () => elapsed);
    newer.met('UR-AAAA');
    elapsed = 10 * 60_000;
    newer.met('UR-AAAA');
    expect(raised).toEqual([]);
    elapsed += 1;
    newer.met('UR-BBBB');
    expect(raised).toEqual([{ type: 'newer_record', requestId: 'UR-BBBB' }]);
  });
});
