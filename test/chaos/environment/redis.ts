import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster, Redis } from 'ioredis';
import { startRedisCluster } from '../../fixtures/redis-cluster.js';
import { keepsAll, type RedisNode, startNode } from '../../fixtures/redis-node.js';
import { startRedisSentinel } from '../../fixtures/redis-sentinel.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

export const redisKinds = ['single', 'cluster', 'sentinel'] as const;
export type RedisKind = (typeof redisKinds)[number];

/** The bot's storage, and the faults that a storm can cause in it. */
export interface TownRedis {
  /** The bot's `REDIS_URL`, and the one without a proxy. */
  readonly url: string;
  readonly directUrl: string;
  /** Breaks or delays the clients' connections. */
  readonly way: Pick<TcpProxy, 'cut' | 'hold' | 'close'>;
  /** Kills the server that holds everything; it comes back on its file after this time. */
  restart(awayMs: number): Promise<void>;
  /**
   * Kills it, or pauses it with its connections open, until another server has taken its place; then it comes
   * back. Null where there is no other.
   */
  readonly replace: ((how: 'kill' | 'freeze') => Promise<void>) | null;
  /** A separate connection, past any proxy. */
  client(): Redis | Cluster;
  /** Every byte that any of its servers was told to write, by file: more than fits into one string. */
  written(): Promise<readonly Buffer[]>;
  close(): Promise<void>;
}

/** A key of the bot; a cluster keeps all of them on the node of this one. */
const ours = '{zca-unlink}:audit';
const clientOptions = { maxRetriesPerRequest: 1, commandTimeout: 5_000 } as const;

export function startTownRedis(kind: RedisKind): Promise<TownRedis> {
  return { single, cluster, sentinel }[kind]();
}

async function single(): Promise<TownRedis> {
  const node = await startNode(keepsAll);
  const proxy = await startTcpProxy(() => [node.port]);
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    directUrl: `redis://127.0.0.1:${node.port}`,
    way: proxy,
    restart: (awayMs) => restart(node, awayMs),
    replace: null,
    client: () => new Redis({ host: node.host, port: node.port, ...clientOptions }),
    written: () => node.written(),
    close: () => node.remove(),
  };
}

async function cluster(): Promise<TownRedis> {
  const { nodes, url, masterOf, masterAfter, whole, close } = await startRedisCluster();
  const master = async () => {
    for (;;) {
      const found = await masterOf(ours);
      if (found !== null) return found;
      await sleep(100);
    }
  };
  return {
    ...{ url, directUrl: url, close, way: disturbance(nodes) },
    ...replaceable({ master, masterAfter: (old) => masterAfter(ours, old), whole }),
    client: () =>
      new Cluster(
        nodes.map(({ host, port }) => ({ host, port })),
        { redisOptions: clientOptions },
      ),
    written: () => allWritten(nodes),
  };
}

async function sentinel(): Promise<TownRedis> {
  const { nodes, sentinels, name, url, master, masterAfter, whole, close } = await startRedisSentinel();
  return {
    ...{ url, directUrl: url, close, way: disturbance(nodes) },
    ...replaceable({ master, masterAfter, whole }),
    client: () =>
      new Redis({
        sentinels: sentinels.map(({ host, port }) => ({ host, port })),
        ...{ name, ...clientOptions },
      }),
    written: () => allWritten(nodes),
  };
}

/** Servers with one master, until it is killed or paused. */
function replaceable(servers: {
  readonly master: () => Promise<RedisNode>;
  readonly masterAfter: (old: RedisNode) => Promise<unknown>;
  readonly whole: () => Promise<unknown>;
}): Pick<TownRedis, 'restart' | 'replace'> {
  const { master, masterAfter, whole } = servers;
  return {
    restart: async (awayMs) => {
      await restart(await master(), awayMs);
      await whole();
    },
    replace: async (how) => {
      const old = await master();
      await without(old, how, () => masterAfter(old));
      await whole();
    },
  };
}

async function restart(node: RedisNode, awayMs: number): Promise<void> {
  await node.kill();
  await sleep(awayMs);
  await node.start();
}

async function without(
  node: RedisNode,
  how: 'kill' | 'freeze',
  replaced: () => Promise<unknown>,
): Promise<void> {
  if (how === 'kill') await node.kill();
  else node.freeze();
  await replaced();
  if (how === 'kill') await node.start();
  else node.thaw();
}

async function allWritten(nodes: readonly RedisNode[]): Promise<readonly Buffer[]> {
  return (await Promise.all(nodes.map((node) => node.written()))).flat();
}

/**
 * A proxy cannot be put before servers that tell clients each other's addresses; the servers break their
 * connections themselves.
 */
function disturbance(nodes: readonly RedisNode[]): TownRedis['way'] {
  const clients = nodes.map(({ host, port }) => {
    const client = new Redis({ host, port, ...clientOptions, retryStrategy: () => 500 });
    // A server that is being killed needs no fault.
    return client.on('error', () => undefined);
  });
  const all = (...command: [string, ...string[]]) => {
    for (const client of clients) void client.call(...command).catch(() => undefined);
  };
  return {
    cut: () => all('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'),
    hold: (ms) => all('CLIENT', 'PAUSE', String(ms), 'ALL'),
    close: async () => {
      for (const client of clients) client.disconnect();
    },
  };
}
