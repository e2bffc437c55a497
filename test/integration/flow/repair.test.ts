import type { Job } from 'bullmq';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cancel, expire } from '../../../src/core/request/decision-transition.js';
import type { Request } from '../../../src/core/request/request.js';
import { Keys } from '../../../src/store/keys.js';
import { RedisRequestStore } from '../../../src/store/request-store.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  clickBox,
  hasButtons,
  offers,
  press,
  requestIdOf,
  threadSays,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { inQueue, repairAgain, repairNow } from '../../fixtures/queued.js';
import { asking } from '../../fixtures/redis-in-trouble.js';
import { people, useWorld, type World } from '../../fixtures/world.js';

describe('a pending request that has lost its expiry job', () => {
  const world = useWorld();
  let id = '';

  beforeAll(async () => {
    id = requestIdOf(await cardFor(world(), people.lan, '/unlink app 1234'));
  });
  beforeEach(lost);

  it('has it again after a repair', async () => {
    await repairNow(world());
    expect(await ending()).toHaveLength(1);
  });

  it('is skipped by repairs once nothing was missing, so that thousands cost nothing', async () => {
    await repairNow(world());
    await lost();
    await repairAgain(world());
    expect(await ending()).toEqual([]);
  });

  it('is checked again when it has changed since', async () => {
    await repairNow(world());
    await lost();
    await repairNow(world());
    expect(await ending()).toHaveLength(1);
  });

  it('is checked again after some minutes', async () => {
    await repairNow(world());
    await lost();
    await asking(world().redis, async (redis) => {
      const seen = `${world().config.redis.prefix}:seen-whole:${id}`;
      expect(await redis.pttl(seen)).toBeLessThanOrEqual(300_000);
      expect(await redis.del(seen)).toBe(1);
    });
    await repairAgain(world());
    expect(await ending()).toHaveLength(1);
  });

  it('is counted and logged, and an intact request is not', async () => {
    const { prefix } = world().config.redis;
    const before = said().length;
    await repairNow(world());
    expect(said().slice(before)).toEqual([
      { request: id, status: 'pending', jobs: 1, messages: 0 },
      { requests: 1 },
    ]);
    await repairNow(world());
    expect(said()).toHaveLength(before + 2);
    await asking(world().redis, (redis) => redis.del(`${prefix}:post:card-${id}`));
    await repairNow(world());
    expect(said().slice(before + 2)).toEqual([
      { request: id, status: 'pending', jobs: 0, messages: 1 },
      { requests: 1 },
    ]);
  });

  /** The facts that repairs have logged. */
  function said(): unknown[] {
    return world()
      .logged.map((line) => JSON.parse(line))
      .filter(({ event }) => event === 'request.repaired' || event === 'repair.finished')
      .map(({ level: _level, time: _time, pid: _pid, event: _event, msg: _msg, ...facts }) => facts);
  }

  const isItsOwn = ({ data }: Job) => data.requestId === id;

  async function ending(): Promise<Job[]> {
    return inQueue(world(), 'expire', async (queue) => (await queue.getDelayed()).filter(isItsOwn));
  }

  async function lost(): Promise<void> {
    await lostJobsOf(world(), id);
    expect(await ending()).toEqual([]);
  }
});

describe('a request of an earlier version with one unticked asset, on a card without a box,', () => {
  const world = useWorld();

  it('has a box on its card after a repair, and can be ticked and confirmed', async () => {
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    const id = requestIdOf(card);
    const keys = new Keys(world().config.redis.prefix);
    await asking(world().redis, async (redis) => {
      const record = JSON.parse((await redis.hget(keys.request(id), 'record')) ?? '');
      await redis.hset(keys.request(id), 'record', JSON.stringify({ ...record, chosen: [] }));
    });
    await repairNow(world());
    const now = await cardSays(world(), card, '(1 found)');
    expect([offers(now, 'confirm'), offers(now, 'cancel')]).toEqual([false, true]);
    await clickBox(world(), people.minh, card, '2791234630649070902', true);
    await cardOffers(world(), card, 'confirm');
  });
});

describe('a request that ended without a run, and lost the job that shows it,', () => {
  const world = useWorld();

  it.each([
    ['cancelled', (now: Request) => cancel(now, by(people.minh), null), 'Nothing was unlinked', 'cancelled'],
    ['expired', (now: Request) => expire(now, 'expiresAt' in now ? now.expiresAt : 0), 'Expired', 'in time'],
  ] as const)(
    '%s, is shown as such on its card and in its thread after a repair',
    async (_how, step, onCard, inThread) => {
      const card = await cardFor(world(), people.lan, '/unlink app 1234');
      const lost = requestIdOf(card);
      await inStore((store) => store.change(lost, step));
      await lostJobsOf(world(), lost);
      await repairNow(world());
      expect(hasButtons(await cardSays(world(), card, onCard))).toBe(false);
      await threadSays(world(), card, inThread);
      await expect.poll(untold, { timeout: patienceMs }).toEqual([]);
      expect(
        world().logged.filter((line) => line.includes('request.repaired') && line.includes(lost)),
      ).toHaveLength(1);
    },
  );

  it('is left alone if its card was updated', async () => {
    const card = await cardFor(world(), people.lan, '/unlink app 1234');
    await press(world(), people.minh, card, 'cancel');
    await cardSays(world(), card, 'Nothing was unlinked');
    await expect.poll(untold, { timeout: patienceMs }).toEqual([]);
  });

  const by = (person: string) => ({ by: person, at: Date.now(), press: 'f'.repeat(64) });

  const untold = () =>
    asking(world().redis, (redis) => redis.zrange(`${world().config.redis.prefix}:untold`, '0', '-1'));

  function inStore<T>(act: (store: RedisRequestStore) => Promise<T>): Promise<T> {
    const keys = new Keys(world().config.redis.prefix);
    return asking(world().redis, (redis) =>
      act(new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } })),
    );
  }
});

/** Removes the jobs that would expire a request. */
async function lostJobsOf(world: World, requestId: string): Promise<void> {
  await inQueue(world, 'expire', async (queue) => {
    for (const job of await queue.getDelayed()) if (job.data.requestId === requestId) await job.remove();
  });
}
