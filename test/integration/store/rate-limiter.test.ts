import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRateLimiter } from '../../../src/store/rate-limiter.js';

/** One post an hour after the first three, so that nothing refills unless the test says so. */
const slow = { postsPerSecond: 1 / 3600, updatesPerMinute: 1 / 60 };
const hourMs = 3_600_000;
/** At this pace the last of five that wait is late before the first has lost its place. */
const fiveSeconds = { ...slow, postsPerSecond: 1 / 5 };

describe('the rate limiter of two processes', () => {
  let server: LocalRedis;
  let clients: Redis[];
  let one: RedisRateLimiter;
  let other: RedisRateLimiter;
  let tests = 0;

  beforeAll(async () => {
    server = await startRedis();
    clients = [new Redis(server.url), new Redis(server.url)];
  });
  beforeEach(() => {
    tests += 1;
    [one, other] = paces(`{pace-${tests}}`, slow);
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server.close();
  });

  function paces(
    prefix: string,
    options: ConstructorParameters<typeof RedisRateLimiter>[2],
  ): [RedisRateLimiter, RedisRateLimiter] {
    const [first, second] = clients.map((client) => new RedisRateLimiter(client, new Keys(prefix), options));
    if (first === undefined || second === undefined) throw new Error('there are two connections');
    return [first, second];
  }

  const key = (part: Parameters<Keys['line']>[1]) => new Keys(`{pace-${tests}}`).line('posts-C1', part);

  async function turnsAreFree(turns: number): Promise<void> {
    await clients[0]?.hset(key('bucket'), 'left', String(turns));
  }

  /** Moves all that is stored into the past. */
  async function timePasses(ms: number): Promise<void> {
    const [redis] = clients;
    await redis?.hincrby(key('bucket'), 'at', -ms);
    for (const part of ['due', 'away'] as const)
      for (const member of (await redis?.zrange(key(part), '0', '-1')) ?? [])
        await redis?.zincrby(key(part), -ms, member);
  }

  const post = (op: string, thread: string | null = null, channel = 'C1') => by('U1', op, thread, channel);
  const by = (causedBy: string, op: string, thread: string | null = null, channel = 'C1') => ({
    ...{ op, channel, thread, causedBy },
  });
  const turnsAway = async (waiting: ReturnType<typeof by>) =>
    Math.round((await other.post(waiting)) / hourMs);

  /** Three posts, the number that may go at once. */
  async function burst(): Promise<void> {
    for (const op of ['x', 'y', 'z']) expect(await one.post(post(op))).toBe(0);
  }

  it('lets three posts go at once, and gives the others successive times', async () => {
    await burst();
    const waits = [await one.post(post('a')), await other.post(post('b')), await one.post(post('c'))];
    expect(waits.map((ms) => Math.round(ms / hourMs))).toEqual([1, 2, 3]);
  });

  it('counts each channel by itself', async () => {
    await burst();
    expect(await other.post(post('a', null, 'C2'))).toBe(0);
  });

  it('keeps the place of a sender that returns too early', async () => {
    await burst();
    await one.post(post('a'));
    await one.post(post('b'));
    expect(Math.round((await other.post(post('a'))) / hourMs)).toBe(1);
    expect(Math.round((await other.post(post('b'))) / hourMs)).toBe(2);
  });

  it('frees a place when nobody waits for it', async () => {
    await burst();
    await one.post(post('a'));
    await one.post(post('b'));
    await one.posted(post('a'));
    expect(Math.round((await other.post(post('b'))) / hourMs)).toBe(1);
  });

  it('lets nobody overtake an earlier post in the same thread, although there is room for two', async () => {
    await burst();
    expect(await one.post(post('first', '1.1'))).toBeGreaterThan(0);
    expect(await one.post(post('second', '1.1'))).toBeGreaterThan(0);
    expect(await one.post(post('elsewhere', '2.2'))).toBeGreaterThan(0);
    await turnsAreFree(3);
    expect(await one.post(post('second', '1.1'))).toBeGreaterThan(0);
    expect(await one.post(post('elsewhere', '2.2'))).toBe(0);
    expect(await one.post(post('first', '1.1'))).toBe(0);
    // The first is on its way, and the next one waits until it has arrived.
    expect(await one.post(post('second', '1.1'))).toBeGreaterThan(0);
    await one.posted(post('first', '1.1'));
    expect(await one.post(post('second', '1.1'))).toBe(0);
  });

  it('lets a newcomer go while earlier ones are late, and those go next once they come', async () => {
    const [fast] = paces(`{pace-${tests}}`, fiveSeconds);
    for (const op of ['x', 'y', 'z']) await fast.post(post(op));
    const late = ['a', 'b', 'c', 'd', 'e'];
    for (const op of late) expect(await fast.post(post(op))).toBeGreaterThan(0);
    await timePasses(28_000);
    expect(await fast.post(post('there'))).toBe(0);
    expect(await fast.post(post('there too'))).toBe(0);
    expect(await fast.post(post('a'))).toBe(0);
    expect(await fast.post(post('new'))).toBeGreaterThan(0);
    // Of the two that wait, the earlier one has the first place.
    expect(await fast.post(post('b'))).toBeLessThan(await fast.post(post('new')));
  });

  it('lets nobody overtake a late post in the same thread', async () => {
    const [fast] = paces(`{pace-${tests}}`, fiveSeconds);
    for (const op of ['x', 'y', 'z']) await fast.post(post(op));
    expect(await fast.post(post('first', '1.1'))).toBeGreaterThan(0);
    await timePasses(12_000);
    expect(await fast.post(post('second', '1.1'))).toBeGreaterThan(0);
    expect(await fast.post(post('elsewhere', '2.2'))).toBe(0);
    expect(await fast.post(post('first', '1.1'))).toBe(0);
  });

  it('lets other posts overtake a thread that waits for its post on the way', async () => {
    expect(await one.post(post('unheard', '1.1'))).toBe(0);
    for (const op of ['a', 'b', 'c']) expect(await other.post(post(op, '1.1'))).toBeGreaterThan(0);
    expect(await one.post(post('elsewhere', '2.2'))).toBe(0);
    expect(await one.post(post('card'))).toBe(0);
  });

  it('stops a channel for as long as Slack asks, and lets the refused post go next', async () => {
    expect(await one.post(post('refused', '1.1'))).toBe(0);
    expect(await other.post(post('later', '1.1'))).toBeGreaterThan(0);
    const next = await one.refused(post('refused', '1.1'), 5_000);
    expect([next >= 5_000, next < hourMs]).toEqual([true, true]);
    expect(await other.post(post('later', '1.1'))).toBeGreaterThanOrEqual(hourMs);
    expect(await other.post(post('anything'))).toBeGreaterThanOrEqual(hourMs);
    expect(await other.post(post('anything', null, 'C2'))).toBe(0);
  });

  it('gives fifty that ask at once three turns, and forty-seven different times', async () => {
    const waits = await Promise.all(
      Array.from({ length: 50 }, (_, index) => (index % 2 ? one : other).post(post(`op-${index}`))),
    );
    expect(waits.filter((ms) => ms === 0)).toHaveLength(3);
    const hours = waits.filter((ms) => ms > 0).map((ms) => Math.round(ms / hourMs));
    expect(hours.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 47 }, (_, index) => index + 1));
  });

  it('alternates between people, so that nobody waits behind all posts of another', async () => {
    await burst();
    for (let index = 0; index < 100; index += 1) await one.post(by('U1', `flood-${index}`));
    expect(await turnsAway(by('U2', 'first'))).toBe(1);
    expect(await turnsAway(by('U2', 'second'))).toBe(3);
    expect(await turnsAway(by('U3', 'only'))).toBe(2);
    // The earlier ones have moved back by the posts between them, and keep their order.
    expect(await turnsAway(by('U1', 'flood-0'))).toBe(3);
    expect(await turnsAway(by('U1', 'flood-99'))).toBe(103);
    expect(await turnsAway(by('U2', 'first'))).toBe(1);
  });

  it('tells somebody behind three hundred when their turn is', async () => {
    await burst();
    for (let index = 0; index < 300; index += 1) await one.post(by('U1', `flood-${index}`));
    expect(await turnsAway(by('U1', 'flood-299'))).toBe(300);
    expect(await turnsAway(by('U1', 'last'))).toBe(301);
  });

  it('lets nobody overtake in a thread with two hundred waiting, and holds up no other', async () => {
    expect(await one.post(post('on its way', '1.1'))).toBe(0);
    for (let index = 0; index < 200; index += 1)
      expect(await one.post(post(`reply-${index}`, '1.1'))).toBeGreaterThan(0);
    expect(await other.post(post('reply-199', '1.1'))).toBeGreaterThan(0);
    expect(await other.post(post('elsewhere', '2.2'))).toBe(0);
  });

  it('lets a sender that returns repeatedly overtake nobody who waits, even for a new person each time', async () => {
    await burst();
    await one.post(by('U9', 'z waits'));
    for (let index = 0; index < 20; index += 1) await one.post(by(`V${index}`, `a-${index}`));
    expect(await turnsAway(by('U9', 'z waits'))).toBe(1);
  });

  it('keeps a thread’s order, whoever causes its posts, at no cost to other threads', async () => {
    await burst();
    for (let index = 0; index < 5; index += 1) await one.post(by('U1', `flood-${index}`, '1.1'));
    const reply = by('U2', 'reply', '1.1');
    await one.post(reply);
    // Behind the one post that holds up the rest of its thread; the unit is the hours between
    // turns.
    expect(await turnsAway(by('U2', 'card'))).toBeLessThanOrEqual(2);
    const { redis, keys } = { redis: clients[0], keys: new Keys(`{pace-${tests}}`) };
    const line = await redis?.zrange(keys.line('posts-C1', 'line'), '0', '-1');
    const thread = line?.filter((member) => member.startsWith('1.1 '));
    expect(thread).toEqual([...[0, 1, 2, 3, 4].map((index) => `1.1 flood-${index}`), '1.1 reply']);
  });

  it('continues the queue that an earlier version left, with newcomers behind it', async () => {
    const [redis] = clients;
    const old = ['old-1', 'old-2', '1.1 old-3'];
    await redis?.hset(key('bucket'), { left: '0.000000', at: String(Date.now()), number: '7' });
    for (const [index, member] of old.entries()) {
      await redis?.zadd(key('line'), String(5 + index), member);
      await redis?.zadd(key('due'), String(Date.now() + hourMs), member);
      await redis?.hset(key('bucket'), `n:${member}`, String(5 + index));
    }
    expect(await turnsAway(by('U1', 'new'))).toBe(4);
    expect(await turnsAway(by('U1', 'old-1'))).toBe(1);
    expect(await turnsAway(by('U2', 'after', '1.1'))).toBeGreaterThanOrEqual(4);
    expect(await turnsAway(by('U1', 'old-3', '1.1'))).toBe(3);
  });

  it('lets ten updates go at once, with one place per message however many ask for it', async () => {
    const ops = Array.from({ length: 10 }, (_, index) => `card-${index}`);
    for (const op of ops) expect(await one.update(op)).toBe(0);
    const waits = [await one.update('a'), await other.update('a'), await other.update('b')];
    expect(waits.map((ms) => Math.round(ms / hourMs))).toEqual([1, 1, 2]);
  });

  it('puts a card’s next update behind the waiting ones, once its last one is over', async () => {
    for (let at = 0; at < 10; at += 1) {
      expect(await one.update('a')).toBe(0);
      await one.updated('a');
    }
    const waits = [await one.update('b'), await other.update('a'), await one.update('b')];
    const [late = 0, again = 0, still = 0] = waits;
    expect(again).toBeGreaterThan(late);
    expect(Math.abs(still - late)).toBeLessThan(1_000);
  });
});
