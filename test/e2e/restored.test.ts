import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalRedis, startRedis } from '../../sandbox/redis.js';
import type { Message } from '../../sandbox/slack/page-contract.js';
import type { Config } from '../../src/config/schema.js';
import { assetKey } from '../../src/core/asset/asset.js';
import { heldAssets } from '../../src/core/request/request.js';
import { createLog } from '../../src/ops/logger.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { startWeb } from '../../src/wiring/web-process.js';
import { startWorker } from '../../src/wiring/worker-process.js';
import {
  cardFor,
  cardOffers,
  cardSays,
  current,
  press,
  privateAnswer,
  requestIdOf,
  resultOf,
  threadSays,
} from '../fixtures/conversation.js';
import { patienceMs } from '../fixtures/patience.js';
import { people, startWorld, type World } from '../fixtures/world.js';
import { runBuilt } from './built-command.js';

const assets = {
  stoppedLater: '2791234630649070902',
  unlinkedLater: '4318093042839471234',
  rejectedLater: '8726428550049344411',
  running: '7049892458742679398',
  askedLater: '5205016870202658018',
} as const;

/** One way to back Redis up, as docs/operations.md describes it. */
interface Backup {
  readonly how: string;
  readonly take: (redis: Redis, dir: string, to: string) => Promise<void>;
  /** Arguments that start Redis on the copy. */
  readonly settings: readonly string[];
}

const backups: readonly Backup[] = [
  {
    how: 'a copy of dump.rdb',
    take: async (redis, dir, to) => {
      await redis.save();
      await cp(join(dir, 'dump.rdb'), join(to, 'dump.rdb'));
    },
    settings: ['--appendonly', 'no'],
  },
  {
    how: 'a copy of the append-only folder',
    take: (_, dir, to) => cp(join(dir, 'appendonlydir'), join(to, 'appendonlydir'), { recursive: true }),
    settings: [],
  },
];

describe.each(backups)('after Redis was restored from $how and npm run restored', ({ take, settings }) => {
  let world: World;
  let folder = '';
  let after: LocalRedis;
  let redis: Redis;
  let keys: Keys;
  let store: RedisRequestStore;
  let cards: { readonly [A in keyof typeof assets]: Message };
  let end = '';
  let callsBefore = 0;
  const logged: string[] = [];
  let restoredOnRunning: Awaited<ReturnType<typeof restored>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zca-restored-'));
    world = await startWorld({
      env: { AUDIT_KEY: auditKey },
      rules: [{ kind: 'app', change: { stopWindowMs: 3_600_000 } }],
    });
    keys = new Keys(world.config.redis.prefix);
    const old = new Redis(world.redis.url);
    cards = await workAcrossBackup(old);
    end = (await old.get(keys.auditHead)) ?? '';
    old.disconnect();
    callsBefore = unlinkCalls().length;
    await world.web.stop();
    await world.worker.stop();
    await world.redis.close();
    after = await startRedis([...settings, '--dir', folder]);
    redis = new Redis(after.url);
    store = new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } });
    await redis.set(keys.workerPulse, '', 'PX', 60_000);
    restoredOnRunning = await restored();
    await redis.del(keys.workerPulse);
    const { code, said } = await restored();
    if (code !== 0) throw new Error(said);
    world = await startedAgain();
  });
  afterAll(async () => {
    redis.disconnect();
    await Promise.all([world.web.stop(), world.worker.stop()]);
    await Promise.all([world.workspace.close(), world.zca.close(), after.close()]);
    await rm(folder, { recursive: true });
  });

  it('did nothing while a worker ran', () => {
    expect(restoredOnRunning).toMatchObject({
      code: 1,
      said: expect.stringContaining('A worker is running'),
    });
  });

  it('a confirmed run that somebody stopped since waits for approval, and its thread says why', async () => {
    const card = cards.stoppedLater;
    await threadSays(world, card, 'was restored to an older state');
    await cardOffers(world, card, 'confirm');
    expect(await recordOf(card)).toMatchObject({ status: 'pending', approvals: [] });
  });

  it('a request that was rejected since is offered again', async () => {
    await threadSays(world, cards.rejectedLater, 'please confirm, reject or cancel it again');
    await cardOffers(world, cards.rejectedLater, 'reject');
  });

  it('a run that went on since is settled by reading', async () => {
    await threadSays(world, cards.running, 'cannot tell that its call did it');
    expect(await recordOf(cards.running)).toMatchObject({ status: 'succeeded' });
  });

  it('what was unlinked since is found gone at Confirm', async () => {
    const card = await cardOffers(world, cards.unlinkedLater, 'confirm');
    await privateAnswer(world, people.minh, () => press(world, people.minh, card, 'confirm'));
    await cardSays(world, card, 'Nothing left to unlink');
  });

  it('a lost request answers that it is not known, and its asset can be asked for', async () => {
    const lost = current(world.workspace, cards.askedLater);
    const { text } = await privateAnswer(world, people.minh, () =>
      press(world, people.minh, lost, 'confirm'),
    );
    expect(text).toContain('no longer exists');
    const again = await cardFor(world, people.lan, `/unlink oa ${assets.askedLater}`);
    expect(requestIdOf(again)).toMatch(/^UR-.{5}$/u);
  });

  it('a press on a lost card raises no alert any longer', () => {
    expect(logged.filter((line) => line.includes('older_state'))).toEqual([]);
  });

  it('each asset was unlinked once at most, and none without an approval', () => {
    const removed = world.zca.ledger.removals.map(({ id }) => id);
    expect(removed.sort()).toEqual([assets.unlinkedLater, assets.running].sort());
    expect(unlinkCalls()).toHaveLength(callsBefore);
  });

  it('the locks are those of the open requests', async () => {
    const open = await Promise.all((await store.open()).map((id) => store.get(id)));
    const held = open.flatMap((request) => (request === null ? [] : heldAssets(request)));
    const found = await redis.keys(keys.lock('*').replaceAll(/[{}]/gu, '\\$&'));
    expect(found.sort()).toEqual(held.map((asset) => keys.lock(asset)).sort());
    expect(held).toContain(assetKey({ kind: 'app', id: assets.stoppedLater }));
  });

  it('the audit log verifies, tells of the restore, and lacks the end that was kept', async () => {
    expect(await audit('verify')).toMatchObject({ code: 0, said: expect.stringContaining('is whole') });
    const { said } = await audit('list', '--action', 'redis_restored');
    expect(said).toContain('"putBack":3,"onlyRead":1');
    expect((await audit('verify', '--expect', end)).code).toBe(1);
  });

  /** Asks before the backup, takes it, and goes on working. */
  async function workAcrossBackup(old: Redis) {
    const stoppedLater = await cardFor(world, people.lan, `/unlink app ${assets.stoppedLater}`);
    await press(world, people.minh, stoppedLater, 'confirm');
    await cardOffers(world, stoppedLater, 'stop');
    const unlinkedLater = await cardFor(world, people.lan, `/unlink oa ${assets.unlinkedLater}`);
    const rejectedLater = await cardFor(world, people.lan, `/unlink oa ${assets.rejectedLater}`);
    const running = await cardFor(world, people.lan, `/unlink oa ${assets.running}`);
    const before = new RedisRequestStore({ redis: old, keys, alerts: { raise: () => undefined } });
    await confirmUntilRunning(running, before);
    const [, dir = ''] = (await old.config('GET', 'dir')) as string[];
    await take(old, dir, folder);
    const taken = await before.get(requestIdOf(running));
    if (taken?.status !== 'running' || taken.called.length > 0) throw new Error('the backup came too late');
    await resultOf(world, running);
    await press(world, people.minh, stoppedLater, 'stop');
    await cardSays(world, stoppedLater, 'topped');
    await press(world, people.minh, unlinkedLater, 'confirm');
    await resultOf(world, unlinkedLater);
    await press(world, people.lan, rejectedLater, 'cancel');
    await cardSays(world, rejectedLater, 'ancelled');
    const askedLater = await cardFor(world, people.lan, `/unlink oa ${assets.askedLater}`);
    return { stoppedLater, unlinkedLater, rejectedLater, running, askedLater };
  }

  /** Returns while the run waits, after the ZCA refused its first call for being one too many. */
  async function confirmUntilRunning(card: Message, before: RedisRequestStore): Promise<void> {
    world.zca.faults.add({
      type: 'ratelimited',
      operation: 'unlink',
      id: assets.running,
      retryAfterSeconds: 3,
    });
    await press(world, people.minh, card, 'confirm');
    await vi.waitFor(async () => {
      const request = await before.get(requestIdOf(card));
      expect(unlinkCalls()).toHaveLength(1);
      expect(request).toMatchObject({ status: 'running', called: [] });
    }, patienceMs);
  }

  function unlinkCalls() {
    return world.zca.ledger.calls.filter(({ operation }) => operation === 'unlink');
  }

  async function startedAgain(): Promise<World> {
    const config: Config = { ...world.config, redis: { ...world.config.redis, url: after.url } };
    const log = createLog('info', { write: (line: string) => void logged.push(line) });
    const web = await startWeb(config, log);
    const worker = await startWorker(config, log);
    world.workspace.connect(`http://127.0.0.1:${web.port}/slack/events`);
    return { ...world, config, web, worker };
  }

  function restored() {
    return runBuilt({ url: after.url, prefix: world.config.redis.prefix }, 'cli/restored.js', [], {
      AUDIT_KEY: auditKey,
    });
  }

  function audit(...args: string[]) {
    const at = { url: after.url, prefix: world.config.redis.prefix };
    return runBuilt(at, 'cli/audit.js', args, { AUDIT_KEY: auditKey });
  }

  function recordOf(card: Message) {
    return store.get(requestIdOf(card));
  }
});

const auditKey = Buffer.alloc(32, 7).toString('base64');
