import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../sandbox/slack/page-contract.js';
import { createLog } from '../../../src/ops/logger.js';
import type { RunningProcess } from '../../../src/wiring/running-process.js';
import { startWorker } from '../../../src/wiring/worker-process.js';
import {
  cardFor,
  cardSays,
  clickBox,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
} from '../../fixtures/conversation.js';
import { people, places, useWorld } from '../../fixtures/world.js';

/** The number of requests decided at once. */
const many = 30;
/** Enough for the cards and results of that many at one a second, and some more. */
const pacedTimeoutMs = 240_000;

const idOf = (index: number) => `77000000000000${String(1000 + index)}`;

describe('a Slack that takes one message a second per channel, with two workers,', () => {
  const world = useWorld({
    workspace: { enforceRateLimits: true },
    change: (config) => ({
      ...config,
      slack: { ...config.slack, postsPerSecond: 1, updatesPerMinute: 40 },
      // Only Slack delays anything here.
      zca: { ...config.zca, timeoutMs: 10_000 },
    }),
  });
  let second: RunningProcess;
  beforeAll(async () => {
    second = await startWorker(world().config, createLog('silent'));
    for (let index = 0; index < many; index += 1)
      world().zca.link({ kind: 'oa', id: idOf(index), name: `Quán số ${index}` });
  });
  afterAll(() => second.stop());

  it('gets one result for each of thirty requests decided at once, each thread in its order', {
    timeout: pacedTimeoutMs,
  }, async () => {
    const { workspace, zca } = world();
    const numbers = Array.from({ length: many }, (_, index) => index);
    for (const index of numbers)
      await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink oa ${idOf(index)}` });
    const cards = await workspace.waitFor(() => {
      const found = numbers.map((index) => posts('card').find(({ text }) => text.includes(idOf(index))));
      return found.every((card) => card !== undefined) && found;
    }, pacedTimeoutMs / 2);
    // Somebody else requests five of them: each thread says so before its result.
    const joined = cards.slice(0, 5);
    await Promise.all(
      joined.map((_card, index) =>
        workspace.post({ user: people.hoa, channel: places.ops, text: `/unlink oa ${idOf(index)}` }),
      ),
    );
    await workspace.waitFor(() =>
      joined.every((card) => (world().logged.length > 0 && asked(card)) || undefined),
    );
    await Promise.all(cards.map((card) => press(world(), people.minh, card, 'confirm')));
    await workspace.waitFor(() => zca.ledger.removals.length === many, pacedTimeoutMs / 2);

    // The posts wait in the queue, where they hold no worker, so a new command is answered at once.
    expect(posts('result').length).toBeLessThan(many);
    expect(await delayedReports()).toBeGreaterThan(many / 2);
    const answer = await privateAnswer(world(), people.lan, () =>
      workspace.post({ user: people.lan, channel: places.ops, text: '/unlink oa zzzzqqqq' }),
    );
    expect(answer.text).toContain('No linked OA matches');
    expect(posts('result').length).toBeLessThan(many);

    await Promise.all(
      cards.map((card) =>
        workspace.waitFor(() => (saidIn(card).includes('result') ? true : undefined), pacedTimeoutMs / 2),
      ),
    );
    await workspace.waitFor(() => cards.every((card) => now(card).text.includes('Done')), pacedTimeoutMs / 2);
    for (const card of joined) expect(saidIn(card)).toEqual(['card', 'requester', 'result']);
    for (const card of cards.slice(5)) expect(saidIn(card)).toEqual(['card', 'result']);
    expect(zca.ledger.removals).toHaveLength(many);

    // Slack refused nothing.
    expect(calls('chat.postMessage').filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(calls('chat.update').filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    const times = calls('chat.postMessage')
      .filter(({ args }) => args['channel'] === places.ops)
      .map(({ at }) => at);
    for (const [first, from] of times.entries())
      for (const [last, to] of times.entries())
        if (last > first) expect(last - first + 1).toBeLessThanOrEqual(5 + (to - from) / 1000);

    // Approved, begun, one unlinked, done: four states; those that had to wait were left out.
    const updates = calls('chat.update').length;
    expect(updates).toBeLessThan(3 * many);
    for (const card of cards) expect(statesOf(card).at(-1)).toContain('Done');
    for (const card of cards) expect(statesOf(card).filter((text) => text.includes('Done'))).toHaveLength(1);
    await noTrySpent();
  });

  function calls(method: string) {
    return world().workspace.calls.filter((call) => call.method === method);
  }

  /** The states that a card showed, in order. */
  function statesOf({ ts }: Message): string[] {
    return calls('chat.update')
      .filter(({ args }) => args['ts'] === ts)
      .map(({ args }) => String(args['text']));
  }

  function posts(what: string): readonly Message[] {
    return world()
      .workspace.messages(places.ops)
      .filter(({ metadata }) => JSON.stringify(metadata ?? null).includes(`"op":"${what}-`));
  }

  /** The kinds of posts in a card's thread, in order. */
  function saidIn({ ts }: Message): string[] {
    return world()
      .workspace.messages(places.ops)
      .filter((message) => message.ts === ts || message.thread_ts === ts)
      .toSorted((a, b) => a.ts.localeCompare(b.ts))
      .map(({ metadata }) => /"op":"([a-z]+)-/u.exec(JSON.stringify(metadata ?? null))?.[1] ?? '?');
  }

  /** The second requester was told that they were added. */
  function asked(card: Message): boolean {
    return world()
      .workspace.ephemerals(people.hoa)
      .some(({ text }) => text.includes(requestIdOf(card)));
  }

  function now(card: Message): Message {
    return (
      world()
        .workspace.messages(places.ops)
        .find(({ ts }) => ts === card.ts) ?? card
    );
  }

  async function delayedReports(): Promise<number> {
    return withQueue('report', (queue) => queue.getDelayedCount());
  }

  async function noTrySpent(): Promise<void> {
    for (const name of ['ask', 'press', 'report'] as const)
      await withQueue(name, async (queue) => {
        expect(await queue.getFailedCount()).toBe(0);
        for (const job of await queue.getJobs(['completed', 'delayed', 'waiting', 'active']))
          expect(job.attemptsMade).toBeLessThanOrEqual(1);
      });
  }

  async function withQueue<T>(name: string, ask: (queue: Queue) => Promise<T>): Promise<T> {
    const { config, redis } = world();
    const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    const queue = new Queue(name, { connection, prefix: config.redis.prefix });
    try {
      return await ask(queue);
    } finally {
      await queue.close();
      connection.disconnect();
    }
  }
});

describe('a Slack that asks one of two workers to wait', () => {
  const world = useWorld();
  let second: RunningProcess;
  beforeAll(async () => {
    second = await startWorker(world().config, createLog('silent'));
  });
  afterAll(() => second.stop());

  it('gets no post in that channel from either until then, while people are answered privately', async () => {
    const { workspace } = world();
    workspace.faults.add({ method: 'chat.postMessage', kind: 'ratelimited', retryAfterSeconds: 3 });
    for (const words of ['oa 1234', 'oa điện thoại', 'app 1234'])
      await workspace.post({ user: people.lan, channel: places.ops, text: `/unlink ${words}` });
    const refused = await workspace.waitFor(() => posts().find(({ fault }) => fault !== undefined));
    const answer = await privateAnswer(world(), people.hoa, () =>
      workspace.post({ user: people.hoa, channel: places.ops, text: '/unlink oa zzzzqqqq' }),
    );
    expect(answer.text).toContain('No linked OA matches');
    await workspace.waitFor(() => workspace.messages(places.ops).length >= 3);
    const here = posts().filter(({ args }) => args['channel'] === refused.args['channel']);
    const after = here.filter((call) => call !== refused && call.at >= refused.at);
    expect(after.length).toBeGreaterThan(0);
    // Calls already on their way cannot be called back.
    for (const { at } of after.filter((call) => call.at - refused.at > 500))
      expect(at - refused.at).toBeGreaterThanOrEqual(2_950);
    function posts() {
      return workspace.calls.filter(({ method }) => method === 'chat.postMessage');
    }
  });

  it('gets no update from either until then; states in between are left out', async () => {
    const { workspace } = world();
    const card = await cardFor(world(), people.lan, '/unlink oa khách hàng');
    const boxes = [...card.text.matchAll(/· (\d{15,20})/gu)].map(([, id]) => id ?? '');
    expect(boxes.length).toBeGreaterThan(1);
    await workspace.idle();
    const before = updates().length;
    workspace.faults.add({ method: 'chat.update', kind: 'ratelimited', retryAfterSeconds: 3 });
    const [first = '', second = ''] = boxes;
    const clicks = [[first, true] as const, [second, true] as const, [first, false] as const];
    for (const [id, isTicked] of clicks) await clickBox(world(), people.lan, card, id, isTicked);
    const [refused] = await workspace.waitFor(() => {
      const since = updates().slice(before);
      return since.length > 0 && since;
    });
    await workspace.waitFor(() => updates().length >= before + 2);
    const result = press(world(), people.minh, card, 'confirm');
    await result;
    await resultOf(world(), card);
    const shown = updates().slice(before + 1);
    for (const { at } of shown) expect(at - (refused?.at ?? 0)).toBeGreaterThanOrEqual(2_950);
    // Of three choices the first met the refusal, and the last was shown.
    expect(shown.filter(({ args }) => String(args['text']).includes('Waiting for an approver'))).toHaveLength(
      1,
    );

    function updates() {
      return workspace.calls.filter(({ method, args }) => method === 'chat.update' && args['ts'] === card.ts);
    }
  });

  it('gets a newer state only when the older one has arrived, or no longer can', async () => {
    const { workspace, zca } = world();
    for (const index of [1, 2]) zca.link({ kind: 'oa', id: idOf(index), name: `Tiệm thử ${index}` });
    const card = await cardFor(world(), people.lan, '/unlink oa tiệm thử');
    const [first, second] = [...card.text.matchAll(/· (\d{15,20})/gu)].map(([, id]) => id ?? '');
    if (first === undefined || second === undefined) throw new Error('the card lists two');
    const updates = () =>
      workspace.calls.filter(({ method, args }) => method === 'chat.update' && args['ts'] === card.ts);
    workspace.faults.add({ method: 'chat.update', kind: 'delay', ms: 1_500 });
    await clickBox(world(), people.lan, card, first, true);
    await workspace.waitFor(() => updates().length === 1);
    workspace.faults.add({ method: 'chat.update', kind: 'drop_after' });
    await clickBox(world(), people.lan, card, second, true);
    await workspace.waitFor(() => updates().length === 2);
    await clickBox(world(), people.lan, card, first, false);
    await workspace.waitFor(() => updates().length === 3);
    const [slow, lost, last] = updates().map(({ at }) => at);
    expect((lost ?? 0) - (slow ?? 0)).toBeGreaterThanOrEqual(1_450);
    expect((last ?? 0) - (lost ?? 0)).toBeGreaterThanOrEqual(6_950);
    await press(world(), people.minh, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
  });
});
