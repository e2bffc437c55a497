import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBotProcess } from '../../sandbox/bot-process.js';
import { ended } from '../../sandbox/redis.js';
import { Authority } from '../fixtures/certificates.js';
import { cardFor, press, resultOf } from '../fixtures/conversation.js';
import { startRedisCluster } from '../fixtures/redis-cluster.js';
import { type Certificate, keepsAll, startNode } from '../fixtures/redis-node.js';
import { startRedisSentinel } from '../fixtures/redis-sentinel.js';
import { people, useWorld } from '../fixtures/world.js';
import { botEnv } from './bot-env.js';

/**
 * The built processes; the environment names the signer of the certificates, as the README says.
 */
describe('over TLS, with passwords,', () => {
  const world = useWorld();
  const silent = createWriteStream('/dev/null');
  let dir: string;
  let tls: Certificate;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'zca-unlink-tls-'));
    const authority = await Authority.found(dir);
    await authority.certify('server', 'IP:127.0.0.1');
    const { cert: certificate, key } = authority.filesOf('server');
    tls = { authority: authority.filesOf('authority').cert, certificate, key };
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('a request runs on one Redis', async () => {
    const node = await startNode([...keepsAll, 'user bot on >secret ~* &* +@all', 'user default off'], {
      tls,
    });
    await mainJob(`rediss://bot:secret@${node.host}:${node.port}`, '/unlink oa 4318093042839471234');
    await node.remove();
  });

  it('a request runs on a Redis Cluster', async () => {
    const cluster = await startRedisCluster({ password: 'secret', tls });
    await mainJob(cluster.url, '/unlink oa 3448302585883376050');
    await cluster.close();
  });

  it('a request runs behind sentinels', async () => {
    const watched = await startRedisSentinel({ password: 'secret', sentinelPassword: 'other', tls });
    await mainJob(watched.url, '/unlink oa 168335841970104084');
    await watched.close();
  });

  it('no process speaks to a server whose certificate nobody vouches for', async () => {
    const node = await startNode([...keepsAll], { tls });
    const { NODE_EXTRA_CA_CERTS: _, ...env } = envFor(`rediss://${node.host}:${node.port}`);
    const said = await startBotProcess('dist/src/worker.js', env, silent).then(
      () => 'it started',
      (error: unknown) => String(error),
    );
    expect(said).toContain(`No Redis answers at ${node.host}:${node.port}`);
    expect(said).toMatch(/certificate/iu);
    await node.remove();
  });

  async function mainJob(url: string, command: string): Promise<void> {
    expect(url).toMatch(/^rediss/u);
    const [web, worker] = await Promise.all(
      ['dist/src/web.js', 'dist/src/worker.js'].map((entry) => startBotProcess(entry, envFor(url), silent)),
    );
    if (web === undefined || worker === undefined) throw new Error('both were started');
    world().workspace.connect(`http://127.0.0.1:${web.ready.port}/slack/events`);
    const card = await cardFor(world(), people.lan, command);
    await press(world(), people.minh, card, 'confirm');
    expect((await resultOf(world(), card)).text).toContain('unlinked; the ZCA no longer shows it');
    await Promise.all([web, worker].map(({ child }) => ended(child)));
    expect([web.child.exitCode, worker.child.exitCode]).toEqual([0, 0]);
  }

  function envFor(url: string) {
    return {
      ...botEnv(world(), '{tls}'),
      NODE_EXTRA_CA_CERTS: tls.authority,
      BOT_LOCALE: 'en',
      REDIS_URL: url,
    };
  }
});
