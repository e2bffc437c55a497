import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ended } from '../../../sandbox/redis.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  offers,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { alert, alerts, withOpsChannel } from '../../fixtures/ops-channel.js';
import { patienceMs } from '../../fixtures/patience.js';
import { readiness } from '../../fixtures/readiness.js';
import { asking, killed, whileFrozen, whileFull, whileUnsaved } from '../../fixtures/redis-in-trouble.js';
import { people, places, startWorld, stopWorld, useWorld, type World } from '../../fixtures/world.js';

/** Slack waits this long for its 200. */
const slackWaitsMs = 3_000;

const ask = ({ workspace }: World, text: string) =>
  workspace.post({ user: people.lan, channel: places.ops, text });
const receipt = ({ workspace }: World) => workspace.deliveries.at(-1)?.receipt;
/**
 * In a thread, where there are no commands; Slack gets its 200, so it does not deliver the mention
 * again.
 */
async function mentionIsToldOnce(world: World): Promise<void> {
  const { workspace } = world;
  const topic = workspace.messages(places.ops).at(-1);
  const toMention = await privateAnswer(world, people.hoa, () =>
    workspace.post({
      user: people.hoa,
      channel: places.ops,
      text: '@zca-unlink unlink app 1234',
      thread_ts: topic?.ts ?? '',
    }),
  );
  expect(toMention.text).toContain('could not make sure that this was recorded');
  expect(toMention.thread_ts).toBe(topic?.ts);
  expect(receipt(world)).toMatchObject({ status: 200 });
  expect(receipt(world)?.elapsedMs).toBeLessThan(slackWaitsMs);
}

/** Takes a request from end to end, to show that everything works again. */
async function goesOn(world: World, query: string): Promise<void> {
  await expect.poll(() => readiness(world), { timeout: patienceMs }).toBe(200);
  const card = await cardFor(world, people.lan, `/unlink ${query} --dry-run`);
  await press(world, people.minh, card, 'confirm');
  await resultOf(world, card);
}

describe('while Redis is away,', () => {
  let started: World | undefined;
  let again: ChildProcess | undefined;
  const world = () => {
    if (started === undefined) throw new Error('the world is not there yet');
    return started;
  };
  let connectedAtFirst = 0;
  const connections = async () =>
    asking(
      world().redis,
      async (redis) =>
        String(await redis.client('LIST'))
          .trim()
          .split('\n').length,
    );
  beforeAll(async () => {
    started = await startWorld(withOpsChannel);
    connectedAtFirst = await connections();
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(async () => {
    await stopWorld(world());
    if (again !== undefined) await ended(again);
  });

  it('a command and a press are answered in time and honestly, and everything goes on by itself afterwards', async () => {
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    const back = await killed(world().redis);
    const toCommand = await privateAnswer(world(), people.lan, () => ask(world(), '/unlink app 1234'));
    expect(toCommand.text).toContain('could not make sure that this was recorded');
    expect(receipt(world())?.elapsedMs).toBeLessThan(slackWaitsMs);
    const toPress = await privateAnswer(world(), people.minh, () =>
      press(world(), people.minh, card, 'confirm'),
    );
    expect(toPress.text).toContain('could not make sure that this was recorded');
    expect(receipt(world())?.elapsedMs).toBeLessThan(slackWaitsMs);
    await mentionIsToldOnce(world());
    await expect.poll(() => readiness(world()), { timeout: patienceMs }).toBe(503);
    again = await back();
    await expect.poll(() => readiness(world()), { timeout: patienceMs }).toBe(200);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
  });

  it('the people who run the bot are told once it has lasted a minute, and not before', async () => {
    const back = await killed({ ...world().redis, process: again ?? world().redis.process });
    // Longer than the 5 s between two looks at Redis: one of them finds it away, and tells nobody.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(alerts(world(), 'Redis has not answered')).toEqual([]);
    const real = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => real() + 61_000);
    expect((await alert(world(), 'Redis has not answered')).text).toContain('its disk is full');
    again = await back();
    await goesOn(world(), 'oa điện thoại');
    // Idle workers without a connection do not end.
    await expect.poll(connections, { timeout: patienceMs }).toBeGreaterThanOrEqual(connectedAtFirst);
  });
});

describe('while Redis hangs,', () => {
  const world = useWorld();

  it('nothing hangs, and a command reported as not recorded is never carried out later', async () => {
    const { redis, workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await whileFrozen(redis, async () => {
      const toCommand = await privateAnswer(world(), people.lan, () => ask(world(), '/unlink app 1234'));
      expect(toCommand.text).toContain('could not make sure that this was recorded');
      expect(receipt(world())?.elapsedMs).toBeLessThan(slackWaitsMs);
      const toPress = await privateAnswer(world(), people.minh, () =>
        press(world(), people.minh, card, 'cancel'),
      );
      expect(toPress.text).toContain('could not make sure that this was recorded');
      expect(receipt(world())?.elapsedMs).toBeLessThan(slackWaitsMs);
      await mentionIsToldOnce(world());
      await expect.poll(() => readiness(world()), { timeout: patienceMs }).toBe(503);
    });
    await goesOn(world(), 'oa điện thoại');
    expect(workspace.messages(places.ops).filter(({ text }) => text.includes('2791234630649070902'))).toEqual(
      [],
    );
    expect(offers(current(workspace, card), 'confirm')).toBe(true);
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toEqual([]);
  });
});

describe('a command that a hanging Redis did not confirm', () => {
  const world = useWorld();

  it('is carried out when Slack delivers it again and Redis confirms it', async () => {
    const { redis, workspace } = world();
    await whileFrozen(redis, () => privateAnswer(world(), people.lan, () => ask(world(), '/unlink oa 1234')));
    const [delivery] = workspace.deliveries;
    if (delivery === undefined) throw new Error('the command was delivered');
    expect(await workspace.redeliver(delivery)).toMatchObject({ status: 200 });
    const card = () =>
      workspace.messages(places.ops).find(({ text }) => text.includes('4318093042839471234'));
    await workspace.waitFor(card, patienceMs);
  });
});

describe.each([
  ['has no memory left', 'OOM', whileFull],
  ['cannot write its disk', 'MISCONF', whileUnsaved],
] as const)('while Redis %s,', (_what, code, during) => {
  const world = useWorld({ ...withOpsChannel, redisSettings: ['--save', '3600 1'] });

  it('users and the people who run the bot are told, nothing is lost, and it goes on by itself', async () => {
    const { redis, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await during(redis, async () => {
      const toCommand = await privateAnswer(world(), people.lan, () => ask(world(), '/unlink app 1234'));
      expect(toCommand.text).toContain('could not make sure that this was recorded');
      const toPress = await privateAnswer(world(), people.minh, () =>
        press(world(), people.minh, card, 'confirm'),
      );
      expect(toPress.text).toContain('could not make sure that this was recorded');
      await expect.poll(() => readiness(world()), { timeout: patienceMs }).toBe(503);
      expect((await alert(world(), code)).text).toContain('Redis takes no changes');
    });
    expect(zca.ledger.calls.filter(({ operation }) => operation === 'unlink')).toEqual([]);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
    await goesOn(world(), 'oa điện thoại');
  });
});

describe('while the ZCA is away,', () => {
  const world = useWorld({ policy: { stopWindowMs: 500 } });

  it('a confirmed request is tried, fails with the reason, and can be tried again', async () => {
    const { zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    await press(world(), people.minh, card, 'confirm');
    await cardOffers(world(), card, 'stop');
    zca.faults.add({ type: 'drop_before', times: 'always' });
    const result = await resultOf(world(), card);
    expect(result.text).toContain('failed after 3 tries: the ZCA gave no usable answer');
    expect(result.text).toContain('still linked as far as the bot knows');
    zca.faults.clear();
    await cardOffers(world(), card, 'retry');
    await press(world(), people.minh, card, 'retry');
    await cardSays(world(), card, 'Done');
    expect(zca.ledger.removals).toHaveLength(1);
  });
});

describe('while Slack takes no messages,', () => {
  const world = useWorld({ policy: { stopWindowMs: 500 } });

  it('results wait, and each arrives once, in its own thread, before its card ends', async () => {
    const { workspace, zca } = world();
    const cards = [
      await cardFor(world(), people.lan, '/unlink oa 1234'),
      await cardFor(world(), people.lan, '/unlink app 1234'),
    ];
    for (const card of cards) await press(world(), people.minh, card, 'confirm');
    for (const card of cards) await cardOffers(world(), card, 'stop');
    for (const method of ['chat.postMessage', 'chat.update'])
      workspace.faults.add({ method, kind: 'drop_before', times: 10_000 });
    await expect.poll(() => zca.ledger.removals.length, { timeout: patienceMs }).toBe(2);
    const before = workspace.calls.length;
    workspace.faults.clear();
    for (const card of cards) {
      const { thread_ts } = await workspace.waitFor(() => resultsOf(card)[0]);
      expect(thread_ts).toBe(card.ts);
      await cardSays(world(), card, 'Done');
    }
    await workspace.idle();
    for (const card of cards) {
      expect(resultsOf(card)).toHaveLength(1);
      const since = workspace.calls.slice(before).filter(({ outcome }) => outcome === 'ok');
      const posted = since.findIndex(({ args }) => args['thread_ts'] === card.ts);
      const ended = since.findIndex(
        ({ method, args }) =>
          method === 'chat.update' && args['ts'] === card.ts && String(args['text']).includes('Done'),
      );
      expect([posted >= 0, ended > posted]).toEqual([true, true]);
    }

    function resultsOf(card: (typeof cards)[number]) {
      return workspace.messages(places.ops).filter(({ text }) => text.includes(`${requestIdOf(card)}: done`));
    }
  });
});

describe('a clock that jumps', () => {
  const hour = 60 * 60_000;
  const world = useWorld({ policy: { lifetimeMs: 30 * 24 * hour } });
  const real = Date.now;
  const jump = (ms: number) => vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
  afterEach(() => vi.restoreAllMocks());

  it('back an hour, while an answer of Slack’s is lost, still brings a request its one result', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa 1234');
    workspace.faults.add({ method: 'chat.postMessage', kind: 'drop_after' });
    await press(world(), people.minh, card, 'confirm');
    const result = await resultOf(world(), card);
    jump(-hour);
    await workspace.waitFor(() => current(workspace, card).text.includes('Done'));
    const results = workspace.messages(places.ops).filter(({ text }) => text.includes(': done'));
    expect(results.map(({ ts }) => ts)).toEqual([result.ts]);
  });

  it('ahead two days refuses every delivery by its signing time, and goes on once it is right', async () => {
    const { workspace, zca } = world();
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const removed = zca.ledger.removals.length;
    jump(48 * hour);
    await press(world(), people.minh, card, 'confirm');
    expect(receipt(world())?.status).toBe(401);
    vi.restoreAllMocks();
    expect(offers(current(workspace, card), 'confirm')).toBe(true);
    expect(zca.ledger.removals).toHaveLength(removed);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
  });
});
