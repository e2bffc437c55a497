import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/core/messages/verdict.js';
import type { AuditEntry } from '../../../src/core/request/audit-entry.js';
import { cancel } from '../../../src/core/request/decision-transition.js';
import type { Request } from '../../../src/core/request/request.js';
import { TryLater } from '../../../src/flow/try-later.js';
import { auditLines } from '../../../src/store/audit-log.js';
import { parseVerdict } from '../../../src/store/verdict-record.js';
import { askedAt, asset, decision, delivery, lookingUp, pending } from '../../fixtures/requests.js';
import { redisShelf } from './redis-shelf.js';

const shelf = redisShelf();
const id = 'UR-AAAA';
const press = decision.press;

describe('the verdict of a press', () => {
  it('is missing before anybody has judged it', async () => {
    expect(await shelf().store.verdict(press)).toBeNull();
  });

  it('is stored with its change', async () => {
    const { store } = await listed();
    expect(await store.change(id, cancelAnyhow, press)).toMatchObject({ type: 'changed' });
    expect(await store.verdict(press)).toEqual({ type: 'counted' });
  });

  it('stays a refusal in another run, which changes nothing', async () => {
    const { store, other } = await listed();
    const refused = { type: 'refused', why: { type: 'person_unreadable' } } as const;
    expect(await store.refuse(press, refused.why, entryOf())).toEqual(refused);
    expect(await other.change(id, cancelAnyhow, press)).toEqual({
      type: 'judged',
      verdict: refused,
    });
    expect((await store.get(id))?.status).toBe('looking_up');
    expect(await actions()).toEqual(['asked', 'press_refused']);
  });

  it('stays an acceptance in another run', async () => {
    const { store, other } = await listed();
    await store.change(id, cancelAnyhow, press);
    expect(await other.refuse(press, { type: 'past_expiry' }, entryOf())).toEqual({ type: 'counted' });
    expect(await actions()).toEqual(['asked', 'cancelled']);
  });

  it('is one, with one audit entry, when twenty runs reach different ones at once', async () => {
    const { store, other } = await listed();
    const runs = Array.from({ length: 20 }, async (_, index) => {
      const by = index % 2 === 0 ? store : other;
      if (index % 4 < 2) return by.refuse(press, { type: 'person_unreadable' }, entryOf());
      const change = await by.change(id, cancelAnyhow, press);
      return change.type === 'judged' ? change.verdict : { type: 'counted' };
    });
    const verdicts = new Set((await Promise.all(runs)).map(({ type }) => type));
    expect([verdicts.size, (await actions()).length]).toEqual([1, 2]);
  });
});

describe('the verdict of a command', () => {
  it('is an acceptance once its request is stored', async () => {
    const { store } = await listed();
    expect(await store.verdict(delivery)).toEqual({ type: 'counted' });
    expect(await store.refuse(delivery, { type: 'reason_required' }, entryOf())).toEqual({ type: 'counted' });
  });

  it('keeps a refused request from being stored', async () => {
    const { store, other } = shelf();
    await store.refuse(delivery, { type: 'reason_required' }, entryOf());
    await expect(other.create([id], ask())).rejects.toThrow(TryLater);
    expect(await store.get(id)).toBeNull();
  });
});

describe('refusals of one person at one request', () => {
  it('have an audit entry each until the tenth; the next entry counts them, and the rest of that hour have none', async () => {
    const { store } = shelf();
    for (let index = 0; index < 20; index += 1)
      await store.refuse(`${index}`.padStart(64, '0'), { type: 'past_expiry' }, entryOf());
    const entries = await auditEntries();
    expect(entries).toHaveLength(11);
    expect(entries.map(({ details }) => details['refusals'])).toEqual([...Array(10).fill(undefined), 11]);
    expect(await store.verdict('19'.padStart(64, '0'))).toMatchObject({ why: { type: 'past_expiry' } });
  });

  it('are kept for a day without an audit entry, and as long as a job with one or after giving up', async () => {
    const { store, redis, keys } = shelf();
    const deliveries = Array.from({ length: 13 }, (_, index) => `${index}`.padStart(64, '0'));
    for (const [index, each] of deliveries.entries())
      await store.refuse(each, { type: index === 12 ? 'given_up' : 'past_expiry' }, entryOf());
    const kept = await Promise.all(deliveries.map((each) => redis.pttl(keys.verdict(each))));
    const days = kept.map((ms) => Math.ceil(ms / (24 * 60 * 60_000)));
    expect(days).toEqual([...Array(11).fill(90), 1, 90]);
  });

  it('leave other people’s refusals, and those at other requests, unaffected', async () => {
    const { store } = shelf();
    for (let index = 0; index < 15; index += 1)
      await store.refuse(`${index}`.padStart(64, '0'), { type: 'past_expiry' }, entryOf());
    await store.refuse('a'.repeat(64), { type: 'past_expiry' }, entryOf({ actor: 'U0OTHER001' }));
    await store.refuse('b'.repeat(64), { type: 'past_expiry' }, entryOf({ requestId: 'UR-BBBB' }));
    expect(await auditEntries()).toHaveLength(13);
  });
});

describe('a stored refusal', () => {
  const changes = [
    { type: 'gone', asset: asset('101') },
    { type: 'changed', asset: asset('202'), before: asset('202', 'Old') },
  ] as const;
  const refusals: readonly Refusal[] = [
    { type: 'given_up' },
    { type: 'ask_refused', refusal: 'not_a_requester', allowed: ['S0APPROVE1'] },
    { type: 'too_many_assets', count: 21, most: 20 },
    { type: 'decision_refused', refusal: 'own_request', allowed: [] },
    { type: 'group_unreadable', group: 'S0APPROVE1' },
    { type: 'not_open' },
    { type: 'list_changed', changes },
    { type: 'nothing_left', changes: [] },
    { type: 'list_unreadable', cause: { type: 'refused', message: 'no' } },
    { type: 'too_few_approvals', needed: 2, given: 1 },
    { type: 'not_an_operator', because: 'outsider', allowed: ['U0HOA00003'] },
    { type: 'work_moved', by: null },
    { type: 'held', other: 'UR-BBBB', asset: 'oa:101' },
  ];

  it.each(refusals)('is returned as it was stored: $type', async (why) => {
    const { store } = shelf();
    await store.refuse(press, why, entryOf());
    expect(await store.verdict(press)).toEqual({ type: 'refused', why });
  });

  it.each([
    '{"type":"postponed"}',
    '{"type":"refused","why":{"type":"of_a_newer_version"}}',
    '{"type":"refused","why":{"type":"held","other":1}}',
    '{"type":"refused","why":{"type":"toString"}}',
    'half',
  ])('is left to a newer version if this one cannot read it: %s', (text) => {
    expect(() => parseVerdict(text)).toThrow(TryLater);
  });
});

async function listed() {
  await shelf().store.create([id], ask());
  return shelf();
}

/** A change that is always possible. */
function cancelAnyhow({ revision }: Request): ReturnType<typeof cancel> {
  return cancel(pending({ id, revision }), decision, null);
}

function ask() {
  const { id: _id, revision: _revision, status: _status, ...asked } = lookingUp();
  return asked;
}

function entryOf(other: Partial<AuditEntry> = {}): AuditEntry {
  return { at: askedAt, requestId: id, action: 'press_refused', actor: 'U0MINH0002', details: {}, ...other };
}

async function auditEntries(): Promise<AuditEntry[]> {
  const { redis, keys } = shelf();
  const entries: AuditEntry[] = [];
  for await (const { entry } of auditLines(redis, keys)) entries.push(JSON.parse(entry));
  return entries;
}

async function actions(): Promise<string[]> {
  return (await auditEntries()).map(({ action }) => action);
}
