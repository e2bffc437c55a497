import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Keys } from '../../../src/store/keys.js';
import { RedisReplicas } from '../../../src/store/replicas.js';
import { type RedisNode, startNode } from '../../fixtures/redis-node.js';

/** A master and its one replica, and nobody to replace the master. */
describe('a write to a Redis with replicas', () => {
  /**
   * Far longer than a replica on a busy machine needs; only a wait for a stopped replica lasts this
   * long.
   */
  const replicaWaitMs = 3_000;
  const keys = new Keys('{replicas}');
  let master: RedisNode;
  let replica: RedisNode;
  let redis: Redis;
  let now = 0;
  let writes = 0;

  beforeAll(async () => {
    master = await startNode(['enable-debug-command yes', 'repl-diskless-sync-delay 0']);
    replica = await startNode([`replicaof ${master.host} ${master.port}`]);
    redis = new Redis({ host: master.host, port: master.port });
    await followed();
  });
  afterAll(async () => {
    redis.disconnect();
    await Promise.all([master.remove(), replica.remove()]);
  });
  beforeEach(() => {
    now += 3_600_000;
    writes = 0;
  });

  it('counts as kept when a replica has it too', async () => {
    expect(await started().holding(() => redis.set('a', '1'))).toBe('OK');
    const copy = new Redis({ host: replica.host, port: replica.port });
    expect(await copy.get('a')).toBe('1');
    copy.disconnect();
  });

  it('does not count as kept while the replica hangs, and does again afterwards', async () => {
    const replicas = started();
    replica.freeze();
    try {
      await expect(replicas.holding(() => redis.set('a', '2'))).rejects.toThrow('no replica has');
    } finally {
      replica.thaw();
      await followed();
    }
    expect(await replicas.holding(() => redis.set('a', '3'))).toBe('OK');
  });

  it('does not count as kept when another server took over during it', async () => {
    const replicas = started();
    const write = async () => {
      await redis.set('a', '4');
      await promoted();
    };
    await expect(replicas.holding(write)).rejects.toThrow('another Redis server took over');
    await followed();
    expect(await replicas.holding(() => redis.set('a', '5'))).toBe('OK');
  });

  it('does not count as kept on a master whose replica has just gone, and does when the master stays alone', async () => {
    const replicas = started();
    await replicas.holding(() => redis.set('a', '6'));
    await replica.kill();
    try {
      await alone();
      await expect(replicas.holding(() => redis.set('a', '7'))).rejects.toThrow('no replica has');
      now += 31_000;
      expect(await replicas.holding(() => redis.set('a', '8'))).toBe('OK');
      // A promoted server without a replica is trusted at once: nothing has replaced it.
      await promoted();
      expect(await replicas.holding(() => redis.set('a', '9'))).toBe('OK');
    } finally {
      await replica.start();
      await followed();
    }
  });

  it('is refused in advance by a server that is no longer the master', async () => {
    const demoted = new Redis({ host: replica.host, port: replica.port });
    const replicas = new RedisReplicas(demoted, keys, () => now, replicaWaitMs);
    await expect(replicas.holding(counted)).rejects.toThrow('READONLY');
    expect(writes).toBe(0);
    demoted.disconnect();
  });

  it('is refused in advance by a server that was replaced without noticing', async () => {
    const other = await startNode([]);
    const another = new Redis({ host: other.host, port: other.port });
    let answering = redis;
    const either = { pipeline: () => answering.pipeline() } as Redis;
    const replicas = new RedisReplicas(either, keys, () => now, replicaWaitMs);
    await replicas.holding(counted);
    answering = another;
    await replicas.holding(counted);
    answering = redis;
    await expect(replicas.holding(counted)).rejects.toThrow('was replaced by another before');
    expect(writes).toBe(2);
    another.disconnect();
    await other.remove();
  });

  async function counted(): Promise<void> {
    writes += 1;
  }

  function started(): RedisReplicas {
    return new RedisReplicas(redis, keys, () => now, replicaWaitMs);
  }

  /** Gives the master's data a new history, as a promotion does. */
  async function promoted(): Promise<void> {
    await redis.call('DEBUG', 'CHANGE-REPL-ID');
  }

  async function followed(): Promise<void> {
    do await redis.set('again', '');
    while ((await redis.wait(1, 1_000)) === 0);
  }

  async function alone(): Promise<void> {
    while (!(await redis.info('replication')).includes('connected_slaves:0')) await redis.ping();
  }
});
