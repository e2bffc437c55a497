import { connect, createServer, type Server, type Socket } from 'node:net';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalRedis, startRedis } from '../../../sandbox/redis.js';
import { Queues } from '../../../src/jobs/queues.js';
import { unreplicated } from '../../../src/store/replicas.js';
import { delivery } from '../../fixtures/requests.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const ask = {
  delivery,
  command: { type: 'unlink', kind: 'oa', queries: ['shop'], reason: null, dryRun: false },
  requester: 'U0ASKS0001',
  channel: 'C0ZCAOPS01',
  thread: null,
  askedAt: 0,
} as const;

describe('when Redis adds a job and its answer is lost,', () => {
  let server: LocalRedis;
  let way: Forgetful;
  let behind: Redis;
  let connection: Redis;
  beforeAll(async () => {
    server = await startRedis();
    way = await forgetfulWay(Number(new URL(server.url).port));
    behind = new Redis(way.port, '127.0.0.1', { maxRetriesPerRequest: null });
    connection = new Redis(server.url, { maxRetriesPerRequest: null });
  });
  afterAll(async () => {
    behind.disconnect();
    connection.disconnect();
    await way.close();
    await server.close();
  });

  it('a job without its own id is added twice, since the client sends again', async () => {
    const queue = new Queue('without', { connection: behind, prefix: '{lost}' });
    await queue.waitUntilReady();
    const lost = way.loseNext();
    await queue.add('without', {});
    await lost;
    expect(await counted('without')).toBe(2);
    await queue.close();
  });

  it('a command is added once', async () => {
    const enqueueAttempts = { taken: async () => undefined, disown: () => undefined };
    const alerts = { raise: () => undefined };
    const options = {
      prefix: '{lost}',
      attempts: 1,
      backoffMs: 10,
      keepFinishedDays: 30,
      enqueueAttempts,
      replicas: unreplicated,
      alerts,
      log,
    };
    const queues = new Queues({ ...options, connection: behind });
    await queues.ready();
    const lost = way.loseNext();
    await queues.ask(ask);
    await lost;
    expect(await counted('ask')).toBe(1);
    await queues.close();
  });

  async function counted(name: string): Promise<number> {
    const queue = new Queue(name, { connection, prefix: '{lost}' });
    const count = (await queue.getJobs()).length;
    await queue.close();
    return count;
  }
});

interface Forgetful {
  readonly port: number;
  /** Throws away the next answer of Redis and breaks its connection; resolves after that. */
  loseNext(): Promise<void>;
  close(): Promise<void>;
}

async function forgetfulWay(target: number): Promise<Forgetful> {
  let lose: (() => void) | null = null;
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (asked) => far.write(asked));
    far.on('data', (answer) => {
      if (lose === null) return void near.write(answer);
      lose();
      lose = null;
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    loseNext: () =>
      new Promise((resolve) => {
        lose = resolve;
      }),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
