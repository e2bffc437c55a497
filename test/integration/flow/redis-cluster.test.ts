import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  confirmedAfterFailover,
  press,
  privateAnswer,
  resultOf,
} from '../../fixtures/conversation.js';
import { patienceMs } from '../../fixtures/patience.js';
import { readiness, untilReady } from '../../fixtures/readiness.js';
import { type RedisCluster, startRedisCluster } from '../../fixtures/redis-cluster.js';
import type { RedisNode } from '../../fixtures/redis-node.js';
import { people, startWorld, stopWorld, type World } from '../../fixtures/world.js';

/** Three masters with a replica each; everything of the bot's is in one slot, so on one of them. */
describe('on a Redis Cluster,', () => {
  const password = 'a p@ss/w%rd';
  let cluster: RedisCluster;
  let world: World;

  beforeAll(async () => {
    cluster = await startRedisCluster({ password });
    world = await startWorld({ env: { REDIS_URL: cluster.url } });
  });
  afterAll(async () => {
    await stopWorld(world);
    await cluster.close();
  });

  it('a request goes from the command to the result', async () => {
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    await press(world, people.minh, card, 'confirm');
    expect((await resultOf(world, card)).text).toContain('unlinked; the ZCA no longer shows it');
    await cardSays(world, card, 'Done');
  });

  it('several assets are unlinked in parallel, in one flow', async () => {
    const card = await cardFor(world, people.lan, '/unlink oa 3448302585883376050, 3914070798295433673');
    await press(world, people.minh, card, 'confirm');
    await cardSays(world, card, 'Done');
    expect((await resultOf(world, card)).text).toContain('3914070798295433673');
  });

  it('the start names, for every node, the settings that can lose a request', () => {
    const told = world.logged.filter((line) => line.includes('min-replicas-to-write'));
    // Once by web and once by worker, for each of the three masters.
    expect(told).toHaveLength(6);
    for (const { port } of cluster.nodes.slice(0, 3)) expect(told.join('\n')).toContain(`127.0.0.1:${port}`);
    expect(world.logged.filter((line) => line.includes('append-only'))).toEqual([]);
  });

  it('a killed master is replaced: people are told to try again, then everything goes on', async () => {
    const { workspace } = world;
    const card = await cardFor(world, people.lan, '/unlink oa 168335841970104084');
    const killed = await masterNow();
    await killed.kill();
    try {
      const told = await privateAnswer(world, people.lan, () =>
        workspace.post({ user: people.lan, channel: card.channel, text: '/unlink app 1234' }),
      );
      expect(told.text).toContain('please try again');
      await expect.poll(() => readiness(world), { timeout: patienceMs }).toBe(503);
      await cluster.masterAfter(aKey(), killed);
      await untilReady(world);
      await confirmedAfterFailover(world, people.minh, card);
      await cardSays(world, card, 'Done');
    } finally {
      await killed.start();
      await cluster.whole();
    }
  });

  it('a paused master is replaced too, and its late writes do not count', async () => {
    const { zca } = world;
    const card = await cardFor(world, people.lan, '/unlink app 2791234630649070902');
    const frozen = await masterNow();
    frozen.freeze();
    try {
      await cluster.masterAfter(aKey(), frozen);
      await untilReady(world);
      await confirmedAfterFailover(world, people.minh, card);
    } finally {
      frozen.thaw();
      await cluster.whole();
    }
    const again = await cardFor(world, people.lan, '/unlink oa ban hang');
    expect(again.text).not.toContain('2791234630649070902');
    expect(zca.ledger.removals.filter(({ id }) => id === '2791234630649070902')).toHaveLength(1);
  });

  const aKey = () => `${world.config.redis.prefix}:any`;

  async function masterNow(): Promise<RedisNode> {
    const master = await cluster.masterOf(aKey());
    if (master === null) throw new Error('the cluster has no master for our keys');
    return master;
  }
});
