import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showsTicked } from '../../../sandbox/tick-boxes.js';
import type { AuditEntry } from '../../../src/core/request/audit-entry.js';
import { auditLines } from '../../../src/store/audit-log.js';
import { Keys } from '../../../src/store/keys.js';
import {
  cardFor,
  cardSays,
  clickBox,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { dialogOf } from '../../fixtures/dialogs.js';
import { people, places, useWorld, type World } from '../../fixtures/world.js';

const nothing = 'oa zzzzqqqq';
const minuteMs = 60_000;

describe('a person who sends too many commands within a minute', () => {
  const world = useWorld({ budgets: { asksPerMinute: 3 } });
  const log = auditOf(world);

  it('is told once, by mention, until when, appears once in the audit log, and delays nobody else', async () => {
    const { workspace } = world();
    const told = () => toldTo(people.outsider).filter((text) => text.includes('more than 3 requests'));
    for (let times = 0; times < 30; times += 1)
      await mention(people.outsider, nothing, times % 2 === 0 ? places.ops : places.general);
    await workspace.idle();
    await workspace.waitFor(() => toldTo(people.outsider).length >= 4);
    expect(told()).toHaveLength(1);
    expect(toldTo(people.outsider).filter((text) => text.includes('No linked OA matches'))).toHaveLength(3);
    const refused = await log('ask_refused');
    expect(refused).toMatchObject([{ actor: people.outsider, details: { why: 'over_budget' } }]);
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    await press(world(), people.lan, card, 'cancel');
  });

  it('gets the same answers when Slack delivers refused and accepted commands again', async () => {
    const { workspace } = world();
    const mentions = workspace.deliveries.filter(({ kind }) => kind === 'events_api');
    const [first, , , , refused] = mentions;
    if (first === undefined || refused === undefined) throw new Error('five mentions were delivered');
    const before = toldTo(people.outsider).length;
    for (const record of [first, refused]) await workspace.redeliver(record);
    await workspace.idle();
    await cardFor(world(), people.hoa, '/unlink app 2791234630649070902');
    expect(toldTo(people.outsider)).toHaveLength(before);
    expect(await log('ask_refused')).toHaveLength(1);
  });

  it('gets the answer to a command in Slack’s own 200 each time, since that costs nothing', async () => {
    const { workspace } = world();
    const before = workspace.calls.length;
    const answer = await privateAnswer(world(), people.outsider, () =>
      workspace.post({ user: people.outsider, channel: places.ops, text: `/unlink ${nothing}` }),
    );
    expect(answer.text).toMatch(/I take no more before .*No request was made/u);
    expect(workspace.calls.slice(before).filter(({ method }) => method.startsWith('chat.'))).toEqual([]);
  });

  it('may still query', async () => {
    const answer = await privateAnswer(world(), people.outsider, () =>
      world().workspace.post({ user: people.outsider, channel: places.ops, text: '/unlink show oa 1234' }),
    );
    expect(answer.text).toContain('4318093042839471234');
  });

  it('keeps the text of the form, and can send it once the minute is over', async () => {
    const { workspace, zca } = world();
    await workspace.shortcut({ user: people.outsider, callback_id: 'unlink_asset' });
    const view = await dialogOf(world(), people.outsider);
    zca.link({ kind: 'oa', id: '770000000000003001', name: 'Quán thử' });
    const option = { value: '770000000000003001', text: { type: 'plain_text', text: 'Quán thử' } };
    const values = {
      'assets/oa': { 'unlink_assets/oa': { selected_options: [option] } },
      channel: { unlink_channel: { selected_conversation: places.ops } },
    };
    const send = () => workspace.submit({ user: people.outsider, view_id: view.id, state: { values } });
    const refused = await send();
    expect(Object.values(refused.errors ?? {})).toEqual([
      expect.stringMatching(/more than 3 within a minute.*again in \d+ s/u),
    ]);
    await freshBudget(world(), 'asks', people.outsider);
    await send();
    await workspace.waitFor(() => workspace.views(people.outsider).modal === null);
  });

  function toldTo(user: string): string[] {
    return world()
      .workspace.ephemerals(user)
      .map(({ text }) => text);
  }

  function mention(user: string, words: string, channel: string) {
    return world().workspace.post({ user, channel, text: `@zca-unlink unlink ${words}` });
  }
});

describe('a person who presses too much within a minute', () => {
  const world = useWorld({ budgets: { pressesPerMinute: 5 } });
  const log = auditOf(world);

  it('is told once, appears once in the audit log, and delays nobody else’s presses', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 4318093042839471234');
    for (let times = 0; times < 30; times += 1) await press(world(), people.outsider, card, 'confirm');
    const told = () => workspace.ephemerals(people.outsider).map(({ text }) => text);
    await workspace.waitFor(() => told().length >= 6);
    expect(told().filter((text) => text.includes('You are not an approver'))).toHaveLength(5);
    expect(told().filter((text) => text.includes('more than 5 presses'))).toHaveLength(1);
    const over = (await log('press_refused')).filter(({ details }) => details['why'] === 'over_budget');
    expect(over).toMatchObject([{ actor: people.outsider, requestId: requestIdOf(card) }]);
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
  });

  it('changes no more ticks: Confirm applies to what the card shows everybody', async () => {
    const { workspace, zca } = world();
    const [first, second] = ['770000000000001001', '770000000000001002'] as const;
    for (const id of [first, second]) zca.link({ kind: 'oa', id, name: `Tiệm thử ${id}` });
    await freshBudget(world(), 'presses', people.lan);
    const card = await cardFor(world(), people.lan, '/unlink oa tiệm thử');
    for (const isTicked of [true, false, true, false, true, false])
      await clickBox(world(), people.lan, card, first, isTicked);
    await clickBox(world(), people.lan, card, second, true);
    await workspace.waitFor(() =>
      workspace.ephemerals(people.lan).some(({ text }) => text.includes('more than 5 presses')),
    );
    await workspace.waitFor(() => showsTicked(workspace, card, (id) => id === first));
    await press(world(), people.minh, card, 'confirm');
    await resultOf(world(), card);
    expect(zca.ledger.removals.map(({ id }) => id)).toEqual(['4318093042839471234', first]);
  });
});

describe('a person who queries too much within a minute', () => {
  const world = useWorld({ budgets: { looksPerMinute: 3, searchesPerMinute: 2 } });
  const log = auditOf(world);

  it('is told so, however they query, and causes no call to the gateway', async () => {
    const { workspace, zca } = world();
    const show = () =>
      workspace.post({ user: people.outsider, channel: places.ops, text: '@zca-unlink show oa 1234' });
    for (let times = 0; times < 10; times += 1) await show();
    await workspace.waitFor(() => workspace.ephemerals(people.outsider).length === 4);
    const lists = zca.ledger.calls.length;
    await show();
    await workspace.home({ user: people.outsider });
    await workspace.shortcut({ user: people.outsider, callback_id: 'unlink_asset' });
    const command = await privateAnswer(world(), people.outsider, () =>
      workspace.post({ user: people.outsider, channel: places.ops, text: '/unlink history' }),
    );
    expect(command.text).toContain('more than 3 questions');
    await workspace.idle();
    expect(workspace.ephemerals(people.outsider)).toHaveLength(5);
    expect(workspace.views(people.outsider)).toEqual({ modal: null, home: null });
    expect(zca.ledger.calls).toHaveLength(lists);
    expect(await log('look_refused')).toHaveLength(1);
  });

  it('gets nothing more in the picker, while others do', async () => {
    const { workspace } = world();
    const searched = async (user: string) => {
      const view = await dialogOf(world(), user);
      const container = { type: 'view', view_id: view.id } as const;
      const asked = { container, block_id: 'assets/oa', action_id: 'unlink_assets/oa', value: 'sai gon' };
      return (await workspace.options({ user, ...asked })).options.length;
    };
    for (const user of [people.lan, people.hoa])
      await workspace.shortcut({ user, callback_id: 'unlink_asset' });
    const found = [];
    for (let times = 0; times < 3; times += 1) found.push(await searched(people.lan));
    expect(found[0]).toBeGreaterThan(0);
    expect(found).toEqual([found[0], found[0], 0]);
    expect(await searched(people.hoa)).toBe(found[0]);
  });
});

describe('a person with the maximum of open requests', () => {
  const world = useWorld({ budgets: { openRequests: 2 } });
  const log = auditOf(world);
  const id = (index: number) => `7700000000000020${10 + index}`;

  it('can open another only after one has ended, even when several come at once', async () => {
    const { workspace, zca } = world();
    for (let index = 0; index < 10; index += 1)
      zca.link({ kind: 'app', id: id(index), name: `Ví thử ${index}` });
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        workspace.post({ user: people.lan, channel: places.ops, text: `/unlink app ${id(index)}` }),
      ),
    );
    await workspace.waitFor(() => refusals().length === 6);
    const cards = await workspace.waitFor(() => {
      const found = workspace.messages(places.ops).filter(({ text }) => text.includes('Ví thử'));
      return found.length >= 2 && found;
    });
    expect(cards).toHaveLength(2);
    expect(refusals()[0]).toContain('You have 2 open requests');
    expect(await log('ask_refused')).toHaveLength(6);
    await cardFor(world(), people.hoa, `/unlink app ${id(8)}`);
    const [card] = cards;
    if (card === undefined) throw new Error('there are two cards');
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    await cardFor(world(), people.lan, `/unlink app ${id(9)}`);
  });

  it('may still join the requests of others', async () => {
    const { workspace } = world();
    const card = await workspace.waitFor(() =>
      workspace.messages(places.ops).find(({ text }) => text.includes(id(8))),
    );
    const join = () =>
      workspace.post({ user: people.minh, channel: places.ops, text: `/unlink app ${id(8)}` });
    for (let times = 0; times < 3; times += 1)
      expect((await privateAnswer(world(), people.minh, join)).text).toContain('I added you to it');
    await threadSays(world(), card, people.minh);
    const inThread = workspace
      .messages(places.ops)
      .filter(({ thread_ts, ts }) => thread_ts === card.ts && ts !== card.ts);
    expect(inThread).toHaveLength(1);
  });

  function refusals(): string[] {
    return world()
      .workspace.ephemerals(people.lan)
      .map(({ text }) => text)
      .filter((text) => text.includes('open requests'));
  }
});

/** Ends the minute of a budget early. */
async function freshBudget({ config, redis }: World, budget: string, user: string): Promise<void> {
  const client = new Redis(redis.url);
  const key = new Keys(config.redis.prefix).budget(budget, user);
  expect(await client.pttl(key)).toBeLessThanOrEqual(minuteMs);
  await client.del(key);
  client.disconnect();
}

/** The entries of the audit log with this action. */
function auditOf(world: () => World): (action: AuditEntry['action']) => Promise<AuditEntry[]> {
  let redis: Redis;
  beforeAll(() => {
    redis = new Redis(world().redis.url);
  });
  afterAll(() => redis.disconnect());
  return async (action) => {
    const found: AuditEntry[] = [];
    for await (const { entry } of auditLines(redis, new Keys(world().config.redis.prefix)))
      found.push(JSON.parse(entry));
    return found.filter((each) => each.action === action);
  };
}
