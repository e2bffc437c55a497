import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../sandbox/free-port.js';
import { type Certificate, keepsAll, type RedisNode, startNode, tlsOf } from './redis-node.js';

/** A real Redis Cluster on this machine: three masters, each with one replica. */
export interface RedisCluster {
  /** As `REDIS_URL`: the three nodes that were masters first. */
  readonly url: string;
  readonly nodes: readonly RedisNode[];
  /** Which node takes what is written to this key now; null while there is none. */
  masterOf(key: string): Promise<RedisNode | null>;
  /** Waits until another node than this one takes it; answers which. */
  masterAfter(key: string, before: RedisNode): Promise<RedisNode>;
  /** Waits until every node sees a whole cluster, in which each master has its replica. */
  whole(): Promise<void>;
  close(): Promise<void>;
}

const slots = 16384;
const patienceMs = 60_000;
/** A node that is silent for so long, in milliseconds, is replaced. */
const nodeTimeoutMs = 2_000;

/** @param settings further lines of every node's configuration file; every node asks for the password, if there is one */
export async function startRedisCluster({
  settings = [],
  password,
  tls,
}: {
  readonly settings?: readonly string[];
  readonly password?: string;
  readonly tls?: Certificate;
} = {}): Promise<RedisCluster> {
  const auth = password === undefined ? [] : [`requirepass "${password}"`, `masterauth "${password}"`];
  const login = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  const buses = await Promise.all(Array.from({ length: 6 }, () => freePort()));
  const nodes = await Promise.all(
    buses.map((bus) =>
      startNode(
        [
          ...keepsAll,
          ...['cluster-enabled yes', `cluster-port ${bus}`, `cluster-node-timeout ${nodeTimeoutMs}`],
          // A replica that has not heard from its master for long is still better than none.
          'cluster-replica-validity-factor 0',
          'repl-diskless-sync-delay 0',
          ...auth,
          ...settings,
        ],
        { tls },
      ),
    ),
  );
  const clients = nodes.map(({ host, port }) => {
    const client = new Redis({
      ...{ host, port, maxRetriesPerRequest: 1, commandTimeout: 1_000, retryStrategy: () => 200 },
      ...tlsOf(tls),
      ...(password === undefined ? {} : { password }),
    });
    return client.on('error', () => undefined);
  });
  const ids = await Promise.all(clients.map(async (client) => String(await client.cluster('MYID'))));
  const share = Math.ceil(slots / 3);
  for (const [index, client] of clients.entries()) {
    await client.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    if (index < 3)
      await client.call('CLUSTER', 'ADDSLOTSRANGE', index * share, Math.min((index + 1) * share, slots) - 1);
    const [first] = nodes;
    if (index > 0 && first !== undefined)
      await client.call('CLUSTER', 'MEET', first.host, first.port, buses[0] ?? 0);
  }
  const all = async (check: (client: Redis) => Promise<boolean>) =>
    until(async () =>
      (await Promise.all(clients.map((client) => check(client).catch(() => false)))).every(Boolean),
    );
  await all(
    async (client) =>
      String(await client.cluster('NODES'))
        .split('\n')
        .filter((line) => line.includes(' connected')).length === 6,
  );
  await Promise.all(clients.slice(3).map((client, index) => client.cluster('REPLICATE', ids[index] ?? '')));

  const masterOf = async (key: string) => {
    for (const [index, client] of clients.entries()) {
      const table = await client.cluster('NODES').then(String, () => null);
      const own = table?.split('\n').find((line) => line.includes('myself'));
      if (own === undefined || !own.includes('master') || own.includes('fail')) continue;
      const slot = Number(await client.cluster('KEYSLOT', key).catch(() => -1));
      const holds = own
        .split(' ')
        .slice(8)
        .some((range) => {
          const [from, to = from] = range.split('-').map(Number);
          return from !== undefined && to !== undefined && from <= slot && slot <= to;
        });
      if (holds) return nodes[index] ?? null;
    }
    return null;
  };
  const whole = () =>
    all(async (client) => {
      const table = String(await client.cluster('NODES'))
        .trim()
        .split('\n');
      const isWell = table.every(
        (line) => !line.includes('fail') && !line.includes('handshake') && !line.includes('disconnected'),
      );
      const masters = table.filter((line) => line.includes('master') && line.split(' ').length > 8);
      const info = String(await client.info('replication'));
      const isFollowing = info.includes('role:master') || info.includes('master_link_status:up');
      const isOk = String(await client.cluster('INFO')).includes('cluster_state:ok');
      return isOk && isWell && masters.length === 3 && isFollowing;
    });
  await whole();
  return {
    url: `${tls === undefined ? 'redis' : 'rediss'}+cluster://${login}${nodes
      .slice(0, 3)
      .map(({ host, port }) => `${host}:${port}`)
      .join(',')}`,
    nodes,
    masterOf,
    masterAfter: async (key, before) => {
      let found: RedisNode | null = null;
      await until(async () => {
        found = await masterOf(key);
        return found !== null && found !== before;
      });
      if (found === null) throw new Error('there is no other master');
      return found;
    },
    whole,
    close: async () => {
      for (const client of clients) client.disconnect();
      await Promise.all(nodes.map((node) => node.remove()));
    },
  };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await check()); await sleep(100))
    if (Date.now() > end) throw new Error('the cluster did not get there in time');
}
