import { describe, expect, it } from 'vitest';
import type { FaultOrder } from '../../../sandbox/zca/zca.js';
import { requestIds } from '../../../src/core/request/request-id.js';
import { dataVersion } from '../../../src/jobs/job-data.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import { cardFor, cardSays, press, privateAnswer } from '../../fixtures/conversation.js';
import { inQueue } from '../../fixtures/queued.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, places, useWorld } from '../../fixtures/world.js';

const operation = 'list';

describe('a look-up', () => {
  const world = useWorld();
  const answerTo = (text: string) =>
    privateAnswer(world(), people.lan, () =>
      world().workspace.post({ user: people.lan, channel: places.ops, text }),
    );
  const listCalls = () => world().zca.ledger.calls.filter((call) => call.operation === operation).length;

  it('asks if an OA or an app is meant, and goes on with the answer', async () => {
    const { workspace } = world();
    const { blocks, channel, ts } = await answerTo('/unlink crm');
    const [block] = blocks.filter(({ type }) => type === 'actions');
    const container = { type: 'message' as const, channel, message_ts: ts };
    const button = { block_id: block?.block_id ?? '', action_id: 'run_command_for_app' };
    await workspace.action({ user: people.lan, container, ...button });
    const card = await workspace.waitFor(() =>
      workspace.messages(places.ops).find(({ text }) => text.includes('matching “crm”')),
    );
    expect(card.text).toMatch(/apps/u);
    await press(world(), people.lan, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });

  it.each<[string, FaultOrder, string, number]>([
    ['answers with HTML', { type: 'html', operation, status: 200 }, 'the ZCA’s answer was not understood', 1],
    ['does not know the token', { type: 'status', operation, status: 401 }, 'ZCA_API_TOKEN', 1],
    ['does not let the bot in', { type: 'status', operation, status: 403 }, 'not an administrator', 1],
    [
      'always fails',
      { type: 'status', operation, status: 503, times: 'always' },
      'couldn’t reach the ZCA (HTTP 503)',
      3,
    ],
    [
      'breaks off every call',
      { type: 'drop_before', operation, times: 'always' },
      'couldn’t reach the ZCA',
      3,
    ],
    ['never ends its list', { type: 'next_page_loop', cursor: 'fresh' }, 'twice', 2],
    ['gives other data', { type: 'nonsense', operation, variant: 'wrong_shape' }, 'was not understood', 1],
  ])('in a ZCA that %s is answered privately with the reason', async (_what, fault, says, calls) => {
    const { workspace, zca } = world();
    const before = { calls: listCalls(), posts: workspace.messages(places.ops).length };
    zca.faults.add(fault);
    const note = await answerTo('/unlink oa 1234');
    zca.faults.clear();
    expect(note.text).toContain(says);
    expect(note.text).toMatch(/No request was made|nothing was requested/u);
    expect(listCalls() - before.calls).toBe(calls);
    expect(workspace.messages(places.ops)).toHaveLength(before.posts);
  });

  it.each<[string, readonly FaultOrder[]]>([
    ['fails twice', [{ type: 'status', operation, status: 502, times: 2 }]],
    ['asks to wait', [{ type: 'ratelimited', operation, retryAfterSeconds: 1 }]],
  ])(
    'in a ZCA that %s still ends in a card, and the asset is free again afterwards',
    async (_what, faults) => {
      world().zca.faults.add(...faults);
      const card = await cardFor(world(), people.lan, '/unlink oa 1234');
      expect(card.text).toContain('4318093042839471234');
      await press(world(), people.lan, card, 'cancel');
      await cardSays(world(), card, 'Nothing was unlinked');
    },
  );

  it('names the closest ids and requests nothing when it finds nothing', async () => {
    const note = await answerTo('/unlink oa 4318093042839471235');
    expect(note.text).toContain('No linked OA matches “4318093042839471235”');
    expect(note.text).toContain('Closest:');
    expect(note.text).toContain('4318093042839471234');
  });

  it('finds nothing of the other kind', async () => {
    const note = await answerTo('/unlink app 4318093042839471234');
    expect(note.text).toContain('No linked app matches');
  });

  it('lists ten and counts the rest when it finds more than fits a card', async () => {
    const found = world()
      .zca.assets()
      .filter(({ kind, name }) => kind === 'oa' && name.startsWith('Cửa hàng')).length;
    expect(found).toBeGreaterThanOrEqual(12);
    const card = await cardFor(world(), people.lan, '/unlink oa cua hang');
    expect(card.text).toContain(`OAs matching “cua hang” (${found} found)`);
    expect([...card.text.matchAll(/· \d{15,20}/gu)]).toHaveLength(10);
    expect(card.text).toContain(`${found - 10} more OAs not shown`);
  });
});

describe('a look-up at a slow ZCA', () => {
  const world = useWorld({ change: (config) => ({ ...config, zca: { ...config.zca, timeoutMs: 20_000 } }) });
  const listCalls = () => world().zca.ledger.calls.filter((call) => call.operation === operation).length;

  it('shares its reading of the list with others that come during it, and each finds what was linked when it came', async () => {
    const { workspace, zca } = world();
    const before = listCalls();
    const ids = Array.from({ length: 8 }, (_, index) => `6600000000000000${index}`);
    zca.faults.add({ type: 'delay', operation, delayMs: 1_000, times: 'always' });
    for (const id of ids) {
      zca.link({ kind: 'oa', id, name: `Kho ${id}` });
      await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink oa Kho ${id}` });
    }
    const cardWith = (id: string) => workspace.messages(places.ops).find(({ text }) => text.includes(id));
    await workspace.waitFor(() => ids.every((id) => cardWith(id) !== undefined));
    zca.faults.clear();
    const readings = listCalls() - before;
    expect(readings).toBeGreaterThan(1);
    expect(readings).toBeLessThan(ids.length);
  });
});

describe('a look-up whose requester has lost the right to ask', () => {
  const world = useWorld({ policy: { requesters: [people.hoa] } });

  it('still ends in its card when it began before that, and runs again', async () => {
    const { redis, config, workspace } = world();
    const { prefix } = config.redis;
    const delivery = 'e1'.repeat(32);
    const who = { requester: people.lan, channel: places.ops, thread: null, askedAt: Date.now() };
    const what = { kind: 'oa' as const, queries: ['1234'], reason: null, dryRun: false };
    await asking(redis, (connection) =>
      new RedisRequestStore({
        redis: connection,
        keys: new Keys(prefix),
        alerts: { raise: () => undefined },
      }).create(requestIds(delivery), { delivery, ...what, ...who }),
    );
    const ask = { delivery, command: { type: 'unlink', ...what }, ...who };
    await inQueue(world(), 'ask', (queue) =>
      queue.add('ask', { version: dataVersion, ask }, { jobId: `ask-${delivery}` }),
    );
    const card = await workspace.waitFor(() =>
      workspace.messages(places.ops).find(({ text }) => text.includes('asks to unlink')),
    );
    expect(card.text).toContain('4318093042839471234');
  });
});
