import type { Job } from 'bullmq';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cardFor, requestIdOf } from '../world/conversation.js';
import { inQueue, repairAgain, repairNow } from '../world/queued.js';
import { asking } from '../world/redis-in-trouble.js';
import { people, useWorld } from '../world/world.js';

describe('a request that waits and has lost the job that ends it', () => {
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

  it('is not looked at in every repair once nothing was missing, so that thousands cost nothing', async () => {
    await repairNow(world());
    await lost();
    await repairAgain(world());
    expect(await ending()).toEqual([]);
  });

  it('is looked at again when it has changed since', async () => {
    await repairNow(world());
    await lost();
    await repairNow(world());
    expect(await ending()).toHaveLength(1);
  });

  it('is looked at again after some minutes', async () => {
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

  it('is counted and in the log, and what is whole is not', async () => {
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

  /** The facts of what repairs have said in the log. */
  function said(): unknown[] {
    return world()
      .logged.map((line) => JSON.parse(line))
      .filter(({ msg }) => /had lost something|has put back/u.test(msg))
      .map(({ level: _level, time: _time, pid: _pid, msg: _msg, ...facts }) => facts);
  }

  const isItsOwn = ({ data }: Job) => data.requestId === id;

  async function ending(): Promise<Job[]> {
    return inQueue(world(), 'expire', async (queue) => (await queue.getDelayed()).filter(isItsOwn));
  }

  async function lost(): Promise<void> {
    await inQueue(world(), 'expire', async (queue) => {
      for (const job of (await queue.getDelayed()).filter(isItsOwn)) await job.remove();
    });
    expect(await ending()).toEqual([]);
  }
});
