import { describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import type { FaultOrder } from '../../../sandbox/zca/zca.js';
import { betweenReadings } from '../../fixtures/between-readings.js';
import { cardFor, press, requestIdOf, resultOf } from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { people, useWorld } from '../../fixtures/world.js';

/**
 * Each row: the fault of the unlink, the result's text, the number of calls to the ZCA, and the
 * link being gone.
 */
const rows: readonly (readonly [
  what: string,
  faults: readonly FaultOrder[],
  says: string,
  calls: number,
  gone: boolean,
])[] = [
  [
    'an answer that is lost',
    [{ type: 'drop_after', operation: 'unlink' }],
    'no longer linked; the bot called to unlink it',
    1,
    true,
  ],
  [
    'two failures of the server',
    [{ type: 'status', operation: 'unlink', status: 503, times: 2 }],
    'unlinked; the ZCA no longer shows it',
    3,
    true,
  ],
  [
    'a server that fails for ever',
    [{ type: 'status', operation: 'unlink', status: 503, times: 9 }],
    'failed after 3 tries',
    3,
    false,
  ],
  [
    'a token that is not accepted',
    [{ type: 'error_in_200', operation: 'unlink', error: -216 }],
    'failed after 1 try: the ZCA does not accept the bot’s token',
    1,
    false,
  ],
  [
    'a token without the right',
    [{ type: 'status', operation: 'unlink', status: 403 }],
    'not an administrator',
    1,
    false,
  ],
  [
    'a page of HTML',
    [{ type: 'html', operation: 'unlink', status: 200 }],
    'answer was not understood',
    1,
    false,
  ],
  [
    'half an answer',
    [{ type: 'nonsense', operation: 'unlink', variant: 'truncated_json' }],
    'answer was not understood',
    1,
    false,
  ],
  [
    'an answer about another asset',
    [{ type: 'nonsense', operation: 'unlink', variant: 'other_id' }],
    'answer was not understood',
    1,
    false,
  ],
  [
    'an “unlinked” that is not true',
    [{ type: 'not_applied', operation: 'unlink', times: 9 }],
    'still shows the link',
    3,
    false,
  ],
  [
    'a wish to wait',
    [{ type: 'ratelimited', operation: 'unlink', retryAfterSeconds: 1 }],
    'unlinked; the ZCA no longer shows it',
    2,
    true,
  ],
];

describe('an unlink that meets', () => {
  const world = useWorld();
  const id = '4318093042839471234';
  const unlinksFor = (card: Message) =>
    world().zca.ledger.calls.filter(
      ({ operation, idempotencyKey }) =>
        operation === 'unlink' && idempotencyKey?.startsWith(`${requestIdOf(card)}-`),
    );

  it.each(rows)('%s', async (_what, faults, says, calls, gone) => {
    const { zca } = world();
    const asset = zca.asset('oa', id) ?? { kind: 'oa' as const, id, name: 'Bán hàng Sài Gòn – Đại lý' };
    if (zca.asset('oa', id) === null) zca.link(asset);
    const card = await cardFor(world(), people.lan, `/unlink oa ${id}`);
    zca.faults.clear();
    zca.faults.add(...faults);
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    zca.faults.clear();
    expect(result.text).toContain(says);
    const made = unlinksFor(card);
    expect(made).toHaveLength(calls);
    expect(new Set(made.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(zca.asset('oa', id) === null).toBe(gone);
  });

  it('a call that is carried out after its last try was given up says that the bot has no answer', async () => {
    const { zca } = world();
    const late = '7049892458742679398';
    const card = await cardFor(world(), people.lan, `/unlink oa ${late}`);
    zca.faults.add({ type: 'status', operation: 'unlink', status: 503, times: 3 });
    await press(world(), people.minh, card, 'confirm');
    await expect.poll(() => unlinksFor(card), { timeout: patienceMs }).toHaveLength(3);
    zca.remove('oa', late);
    expect((await resultOf(world(), card)).text).toContain('no longer linked; the bot called to unlink it');
    expect(unlinksFor(card)).toHaveLength(3);
  });

  it('a refusal shows the ZCA’s own words and is not tried again', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 3694912496127599731');
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain(
      'refused by the ZCA: “Còn cước phí chưa thanh toán: 1.250.000 ₫”',
    );
  });

  it('a missing asset says so and calls nothing', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    await betweenReadings(
      world(),
      () => press(world(), people.minh, card, 'confirm'),
      () => zca.remove('app', '2791234630649070902'),
    );
    expect((await resultOf(world(), card)).text).toContain('was already unlinked');
    expect(
      zca.ledger.removals.filter(({ id: removed, by }) => removed === '2791234630649070902' && by === 'api'),
    ).toEqual([]);
  });

  it('an asset with another name than was approved leaves it alone and says the new name', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 168335841970104084');
    await betweenReadings(
      world(),
      () => press(world(), people.minh, card, 'confirm'),
      () => zca.rename('oa', '168335841970104084', 'Nhà thuốc Mới'),
    );
    expect((await resultOf(world(), card)).text).toContain('it is now called “Nhà thuốc Mới”');
    expect(zca.asset('oa', '168335841970104084')).not.toBeNull();
  });
});
