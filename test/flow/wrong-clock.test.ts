import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  offers,
  press,
  requestIdOf,
  resultOf,
} from '../world/conversation.js';
import { alert, alerts, withOpsChannel } from '../world/ops-channel.js';
import { inQueue } from '../world/queued.js';
import { asking } from '../world/redis-in-trouble.js';
import { people, places, useWorld, type World } from '../world/world.js';

const second = 1_000;
const hour = 3_600 * second;
const patienceMs = 20 * second;
const real = Date.now;
/** Redis has a clock of its own, which stays right. */
const ahead = (ms: number) => vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
afterEach(() => vi.restoreAllMocks());

/** Waits until a worker was given jobs of these queues and has let them be. */
async function leftAlone({ logged }: World, queues: readonly string[]): Promise<void> {
  const left = (queue: string) =>
    logged.some((line) => line.includes('whose clock is right') && line.includes(`"queue":"${queue}"`));
  await expect.poll(() => queues.filter((queue) => !left(queue)), { timeout: patienceMs }).toEqual([]);
}

describe('a worker whose clock is two days ahead', () => {
  const world = useWorld({
    ...withOpsChannel,
    policy: { stopWindowMs: hour, lifetimeMs: 24 * hour, remindersMs: [hour] },
    change: (config) => ({ ...config, redis: { ...config.redis, keepFinishedDays: 1 } }),
  });

  it('closes, begins and deletes nothing, reminds nobody, and is told to those who run the bot', {
    timeout: 60_000,
  }, async () => {
    const { workspace, zca, redis, config } = world();
    const waiting = await cardFor(world(), people.lan, '/unlink oa 1234');
    const confirmed = await cardFor(world(), people.lan, '/unlink app 1234');
    await press(world(), people.minh, confirmed, 'confirm');
    await cardOffers(world(), confirmed, 'stop');
    const ended = await cardFor(world(), people.lan, '/unlink app 5678');
    await press(world(), people.lan, ended, 'cancel');
    await cardSays(world(), ended, 'Nothing was unlinked');
    ahead(48 * hour);
    expect((await alert(world(), 'ahead of')).text).toMatch(/17280\d s ahead of Redis’s/u);
    await leftAlone(world(), ['expire', 'remind', 'start', 'repair', 'tidy']);
    expect(offers(current(workspace, waiting), 'confirm')).toBe(true);
    expect(offers(current(workspace, confirmed), 'stop')).toBe(true);
    expect(zca.ledger.removals).toEqual([]);
    const key = `${config.redis.prefix}:request:${requestIdOf(ended)}`;
    expect(await asking(redis, (client) => client.hexists(key, 'record'))).toBe(1);
    expect(workspace.messages(places.ops).filter(({ text }) => text.includes('still waits'))).toEqual([]);
    expect(alerts(world(), 'ahead of')).toHaveLength(1);
  });

  it('plans its upkeep for now again, once its clock is right', { timeout: 60_000 }, async () => {
    for (const [queue, everyMs] of [
      ['repair', 30 * second],
      ['tidy', 6 * hour],
    ] as const) {
      const late = () =>
        inQueue(world(), queue, async (plans) => {
          const [plan] = await plans.getJobSchedulers();
          return Math.max(0, (plan?.next ?? 0) - real() - everyMs);
        });
      await expect.poll(late, { timeout: patienceMs }).toBe(0);
    }
  });
});

describe('what a worker with a clock that was ahead has left alone', () => {
  const world = useWorld({ policy: { stopWindowMs: 8 * second, lifetimeMs: 8 * second, remindersMs: [] } });

  it('is done at its own time once the clock is right', { timeout: 60_000 }, async () => {
    const waiting = await cardFor(world(), people.lan, '/unlink oa 1234');
    const confirmed = await cardFor(world(), people.lan, '/unlink app 1234');
    await press(world(), people.minh, confirmed, 'confirm');
    await cardOffers(world(), confirmed, 'stop');
    ahead(48 * hour);
    await leftAlone(world(), ['expire', 'start']);
    expect(offers(current(world().workspace, waiting), 'confirm')).toBe(true);
    vi.restoreAllMocks();
    await cardSays(world(), waiting, 'Expired');
    expect((await resultOf(world(), confirmed)).text).toContain('unlinked; the ZCA no longer shows it');
  });
});
