import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cardFor,
  cardSays,
  confirmedAfterFailover,
  press,
  privateAnswer,
  resultOf,
} from '../../fixtures/conversation.js';
import { untilReady } from '../../fixtures/readiness.js';
import { type RedisSentinel, startRedisSentinel } from '../../fixtures/redis-sentinel.js';
import { people, places, startWorld, stopWorld, type World } from '../../fixtures/world.js';

/**
 * A master with two replicas, and three sentinels; the servers have one password and the sentinels
 * another.
 */
describe('behind Redis Sentinel,', () => {
  let watched: RedisSentinel;
  let world: World;

  beforeAll(async () => {
    watched = await startRedisSentinel({ password: 'data-p@ss/w%rd', sentinelPassword: 'sentinel&word' });
    world = await startWorld({ env: { REDIS_URL: watched.url } });
  });
  afterAll(async () => {
    await stopWorld(world);
    await watched.close();
  });

  it('a request goes from the command to the result', async () => {
    const card = await cardFor(world, people.lan, '/unlink oa 4318093042839471234');
    await press(world, people.minh, card, 'confirm');
    expect((await resultOf(world, card)).text).toContain('unlinked; the ZCA no longer shows it');
    await cardSays(world, card, 'Done');
  });

  it('the start finds no server whose settings can lose a request', () => {
    expect(
      world.logged.filter((line) =>
        /min-replicas|append-only|maxmemory|could not read the settings/u.test(line),
      ),
    ).toEqual([]);
  });

  it('a killed master is replaced: people are told to try again, then everything goes on', async () => {
    const card = await cardFor(world, people.lan, '/unlink oa 168335841970104084');
    const killed = await watched.master();
    await killed.kill();
    expect((await toldOnAsking()).text).toContain('please try again');
    await watched.masterAfter(killed);
    await untilReady(world);
    await confirmedAfterFailover(world, people.minh, card);
    await cardSays(world, card, 'Done');
    await killed.start();
    await watched.whole();
  });

  it('a paused master is replaced too, and its late writes do not count', async () => {
    const card = await cardFor(world, people.lan, '/unlink app 2791234630649070902');
    const frozen = await watched.master();
    frozen.freeze();
    await watched.masterAfter(frozen);
    await untilReady(world);
    await confirmedAfterFailover(world, people.minh, card);
    frozen.thaw();
    await watched.whole();
    await cardSays(world, card, 'Done');
  });

  it('nothing is accepted while no replica listens, and people are told so', async () => {
    const master = await watched.master();
    const replicas = watched.nodes.filter((node) => node !== master);
    await Promise.all(replicas.map((replica) => replica.kill()));
    await watched.unheard(master);
    expect((await toldOnAsking()).text).toContain('please try again');
    await Promise.all(replicas.map((replica) => replica.start()));
    await watched.whole();
    await untilReady(world);
    const card = await cardFor(world, people.lan, '/unlink oa 3448302585883376050');
    await confirmedAfterFailover(world, people.minh, card);
  });

  function toldOnAsking() {
    return privateAnswer(world, people.lan, () =>
      world.workspace.post({ user: people.lan, channel: places.ops, text: '/unlink app 1234' }),
    );
  }
});
