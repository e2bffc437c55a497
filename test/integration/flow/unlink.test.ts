import { describe, expect, it, vi } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { FaultOrder } from '../../../sandbox/zca/zca.js';
import { betweenReadings } from '../../fixtures/between-readings.js';
import {
  cardFor,
  cardSays,
  hasButtons,
  press,
  requestIdOf,
  resultOf,
  ticked,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { readingsPassUntil } from '../../fixtures/readings-pass.js';
import { people, useWorld } from '../../fixtures/world.js';

const done = 'unlinked; the ZCA no longer shows it';
const unconfirmed = 'no longer linked; the bot called to unlink it, but cannot tell that its call did it';
const notUnderstood = 'answer was not understood';
const unlink = 'unlink';

interface Row {
  /** The end of the sentence "an unlink that meets …". */
  readonly meets: string;
  readonly faults: readonly FaultOrder[];
  readonly says: string;
  /** The number of unlink calls to the ZCA. */
  readonly calls: number;
  readonly gone: boolean;
}

/** Unlinks that were done although the answer says otherwise; reading the link tells the truth. */
const doneAllTheSame: readonly Row[] = [
  {
    meets: 'an answer that never comes',
    faults: [{ type: 'hang', operation: unlink, applyFirst: true }],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'half an answer and a broken connection',
    faults: [{ type: 'drop_midway', operation: unlink }],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'a 500 after it was done',
    faults: [{ type: 'status', operation: unlink, status: 500, applyFirst: true }],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'a page of HTML after it was done',
    faults: [{ type: 'html', operation: unlink, status: 200, applyFirst: true }],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'nonsense after it was done',
    faults: [{ type: 'nonsense', operation: unlink, variant: 'number_id', applyFirst: true }],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'a lost answer and then a reading that fails',
    faults: [
      { type: 'drop_after', operation: unlink },
      readingsPassUntil('end'),
      { type: 'status', operation: 'read', status: 503 },
    ],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'a list that shows the link a while longer',
    faults: [{ type: 'stale_read', reads: 1 }],
    says: unconfirmed,
    calls: 1,
    gone: true,
  },
  {
    meets: 'an unknown error in a 200',
    faults: [{ type: 'error_in_200', operation: unlink, error: -999 }],
    says: done,
    calls: 2,
    gone: true,
  },
];

const notDone: readonly Row[] = [
  {
    meets: '“not linked” about a link that still exists',
    faults: [{ type: 'error_in_200', operation: unlink, error: -404, times: 'always' }],
    says: 'It is still linked as far as the bot knows',
    calls: 3,
    gone: false,
  },
  {
    meets: 'a reading before it that breaks off in the middle',
    faults: [readingsPassUntil('run'), { type: 'drop_midway', operation: 'read' }],
    says: done,
    calls: 1,
    gone: true,
  },
  {
    meets: 'a connection that breaks before anything was done',
    faults: [{ type: 'drop_before', operation: unlink, times: 2 }],
    says: done,
    calls: 3,
    gone: true,
  },
  {
    meets: 'a 401',
    faults: [{ type: 'status', operation: unlink, status: 401 }],
    says: 'failed after 1 try: the ZCA does not accept the bot’s token. Ask the bot’s administrator to renew ZCA_API_TOKEN',
    calls: 1,
    gone: false,
  },
  {
    meets: 'a refusal in a 200',
    faults: [{ type: 'error_in_200', operation: unlink, error: -409, message: 'Còn nợ cước' }],
    says: 'refused by the ZCA: “Còn nợ cước”',
    calls: 1,
    gone: false,
  },
  {
    meets: 'a 401 that says “not linked” in its envelope',
    faults: [{ type: 'status', operation: unlink, status: 401, error: -404 }],
    says: notUnderstood,
    calls: 1,
    gone: false,
  },
  {
    meets: 'a 400 that says what is wrong with the call',
    faults: [{ type: 'error_in_200', operation: unlink, error: -400, message: 'reason: quá dài' }],
    says: 'refused by the ZCA: “reason: quá dài”',
    calls: 1,
    gone: false,
  },
  {
    meets: 'an answer of another shape',
    faults: [{ type: 'nonsense', operation: unlink, variant: 'wrong_shape' }],
    says: notUnderstood,
    calls: 1,
    gone: false,
  },
  {
    meets: 'an empty answer',
    faults: [{ type: 'nonsense', operation: unlink, variant: 'empty' }],
    says: notUnderstood,
    calls: 1,
    gone: false,
  },
  {
    meets: 'an “unlinked” that is not true, and then a server that fails',
    faults: [
      { type: 'not_applied', operation: unlink },
      { type: 'status', operation: unlink, status: 503, times: 2 },
    ],
    says: 'It is still linked as far as the bot knows',
    calls: 3,
    gone: false,
  },
];

describe('an unlink that meets', () => {
  const world = useWorld();
  const id = '8726428550049344411';
  const name = 'Cửa hàng Hoa tươi Đà Lạt';

  it.each([...doneAllTheSame, ...notDone].map((row) => [row.meets, row] as const))(
    '%s',
    async (_meets, { faults, says, calls, gone }) => {
      const { zca } = world();
      zca.link({ kind: 'oa', id, name });
      const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
      const removals = zca.ledger.removals.length;
      zca.faults.add(...faults);
      await press(world(), people.minh, card, 'confirm');
      const result = await resultOf(world(), card);
      zca.faults.clear();
      expect(result.text).toContain(says);
      await cardSays(world(), card, gone ? 'Done' : 'Not done');
      expect(keysOf(card)).toHaveLength(calls);
      expect(new Set(keysOf(card)).size).toBe(1);
      expect(zca.asset('oa', id) === null).toBe(gone);
      expect(zca.ledger.removals.length - removals).toBe(gone ? 1 : 0);
    },
  );

  it('a link made again since the card leaves it alone', async () => {
    const { zca } = world();
    const asset = { kind: 'oa', id: '7049892458742679398', name: 'Cửa hàng Gạo sạch Sóc Trăng' } as const;
    const card = await cardFor(world(), people.lan, `/unlink oa ${asset.id}`);
    await betweenReadings(
      world(),
      () => press(world(), people.minh, card, 'confirm'),
      () => {
        zca.remove('oa', asset.id);
        zca.link({ ...asset, linked_at: '2026-01-02T03:04:05+07:00' });
      },
    );
    expect((await resultOf(world(), card)).text).toContain('it was linked again or its details changed');
    expect(zca.asset('oa', asset.id)).not.toBeNull();
    expect(keysOf(card)).toEqual([]);
  });

  it.each([
    ['7049892458742679398', { linked_at: '2026-01-02T03:04:06+07:00' }, 'it has been linked again since'],
    ['2040347197383598647', { name: 'Tên mới' }, 'and is now called “Tên mới”'],
  ])(
    'a lost answer and a link made again before the reading reports both, of %s',
    async (id, made, words) => {
      const { zca } = world();
      const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
      const before = zca.asset('oa', id);
      if (before === null) throw new Error('it is linked');
      zca.faults.add({ type: 'hang', operation: unlink, applyFirst: true });
      await press(world(), people.minh, card, 'confirm');
      await vi.waitFor(() => expect(zca.asset('oa', id)).toBeNull(), {
        interval: 2,
        timeout: patienceMs,
      });
      zca.link({ kind: 'oa', id, name: before.name, ...made });
      const { text } = await resultOf(world(), card);
      expect(text).toContain('may have removed the link that was confirmed');
      expect(text).toContain(words);
      expect(text).not.toContain('not unlinked');
      expect(zca.asset('oa', id)).not.toBeNull();
      expect(keysOf(card)).toHaveLength(1);
      expect(hasButtons(await cardSays(world(), card, 'is known to have been unlinked'))).toBe(false);
    },
  );

  it('a refusal of one of two assets reports on each', async () => {
    const { zca } = world();
    const refused = '3694912496127599731';
    const other = '8175265049380906116';
    const card = await cardFor(world(), people.lan, '/unlink oa điện máy hưng thịnh -- moved away');
    await ticked(world(), people.lan, card, [refused, other]);
    await press(world(), people.hoa, card, 'confirm');
    const { text } = await resultOf(world(), card);
    expect(text).toContain('1 of 2 OAs unlinked');
    expect(text).toContain('refused by the ZCA: “Còn cước phí chưa thanh toán: 1.250.000 ₫”');
    expect(text).toContain(done);
    await cardSays(world(), card, 'Partly done');
    expect(keysOf(card)).toHaveLength(2);
    expect(zca.asset('oa', refused)).not.toBeNull();
    expect(zca.asset('oa', other)).toBeNull();
  });

  it('a lost answer and a ZCA that no longer lets the bot in reports an unknown outcome', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 788368269750116546');
    zca.faults.add({ type: 'hang', operation: unlink, applyFirst: true });
    await press(world(), people.minh, card, 'confirm');
    await vi.waitFor(() => expect(keysOf(card)).toHaveLength(1), { interval: 5, timeout: patienceMs });
    zca.faults.add({ type: 'status', operation: 'read', status: 403, times: 'always' });
    const { text } = await resultOf(world(), card);
    zca.faults.clear();
    expect(text).toContain('not known after 2 tries');
    expect(text).toContain('Look in the ZCA console');
    expect(text).toContain('0 of 1 OA unlinked');
    expect(keysOf(card)).toHaveLength(1);
  });

  it('a failure can be tried again, and then works', async () => {
    const { zca } = world();
    const query = '/unlink oa 177469841916562005';
    const first = await cardFor(world(), people.lan, query);
    zca.faults.add({ type: 'status', operation: unlink, status: 403 });
    await press(world(), people.minh, first, 'confirm');
    expect((await resultOf(world(), first)).text).toContain('failed after 1 try');
    await cardSays(world(), first, 'Not done');
    const second = await cardFor(world(), people.lan, query);
    expect(requestIdOf(second)).not.toBe(requestIdOf(first));
    await press(world(), people.minh, second, 'confirm');
    expect((await resultOf(world(), second)).text).toContain(done);
  });

  /** The keys of the unlink calls that were made for a card's request. */
  function keysOf(card: Message): string[] {
    return world().zca.ledger.calls.flatMap(({ operation, idempotencyKey }) =>
      operation === unlink && idempotencyKey?.startsWith(`${requestIdOf(card)}-`) ? [idempotencyKey] : [],
    );
  }
});
