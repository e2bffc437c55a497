import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type Certificate, keepsAll, type RedisNode, startNode, tlsOf } from './redis-node.js';

/** A real master with two replicas on this machine, and three sentinels that watch them. */
export interface RedisSentinel {
  /** As `REDIS_URL`. */
  readonly url: string;
  /** What they call the master. */
  readonly name: string;
  readonly nodes: readonly RedisNode[];
  readonly sentinels: readonly RedisNode[];
  /** Who the sentinels say is the master. */
  master(): Promise<RedisNode>;
  /** Waits until the sentinels agree on another master than this one; answers which. */
  masterAfter(before: RedisNode): Promise<RedisNode>;
  /** Waits until the master has both replicas and the sentinels see all of it. */
  whole(): Promise<void>;
  close(): Promise<void>;
}

const patienceMs = 60_000;
/** A master that is silent for so long, in milliseconds, is replaced. */
const downAfterMs = 3_000;
const name = 'unlink';

/** @param settings further lines of every server's configuration file */
export async function startRedisSentinel({
  settings = [],
  password,
  sentinelPassword,
  tls,
}: {
  readonly settings?: readonly string[];
  readonly password?: string;
  readonly sentinelPassword?: string;
  readonly tls?: Certificate;
} = {}): Promise<RedisSentinel> {
  const auth = password === undefined ? [] : [`requirepass ${password}`, `masterauth ${password}`];
  // What no replica has heard of for a second is refused from then on, and not lost.
  const safe = ['min-replicas-to-write 1', 'min-replicas-max-lag 2', 'repl-diskless-sync-delay 0'];
  const lines = [...keepsAll, ...safe, ...auth, ...settings];
  const first = await startNode(lines, { tls });
  const replicaOf = `replicaof ${first.host} ${first.port}`;
  const nodes = [
    first,
    await startNode([...lines, replicaOf], { tls }),
    await startNode([...lines, replicaOf], { tls }),
  ];
  const watch = [
    `sentinel monitor ${name} ${first.host} ${first.port} 2`,
    `sentinel down-after-milliseconds ${name} ${downAfterMs}`,
    `sentinel failover-timeout ${name} 6000`,
    ...(password === undefined ? [] : [`sentinel auth-pass ${name} ${password}`]),
    ...(sentinelPassword === undefined
      ? []
      : [`requirepass ${sentinelPassword}`, `sentinel sentinel-pass ${sentinelPassword}`]),
  ];
  const sentinels = await Promise.all([1, 2, 3].map(() => startNode(watch, { sentinel: true, tls })));
  const clients = sentinels.map(({ host, port }) => {
    const client = new Redis({
      ...{ host, port, maxRetriesPerRequest: 1, commandTimeout: 1_000 },
      ...tlsOf(tls),
      ...(sentinelPassword === undefined ? {} : { password: sentinelPassword }),
    });
    return client.on('error', () => undefined);
  });
  const masters = () =>
    Promise.all(
      clients.map(async (client) => {
        const [, port] = (await client.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', name)) as [string, string];
        return nodes.find((node) => String(node.port) === port) ?? null;
      }),
    );
  const agreed = async () => {
    const [one = null, ...others] = await masters();
    return others.every((other) => other === one) ? one : null;
  };
  const whole = async () =>
    until(async () => {
      const seen = await Promise.all(
        clients.map(async (client) => {
          const flat = (await client.call('SENTINEL', 'MASTER', name)) as string[];
          const fact = (key: string) => flat[flat.indexOf(key) + 1];
          return (
            fact('flags') === 'master' && fact('num-other-sentinels') === '2' && fact('num-slaves') === '2'
          );
        }),
      );
      const master = await agreed();
      if (master === null || !seen.every(Boolean)) return false;
      const direct = new Redis({
        host: master.host,
        port: master.port,
        ...tlsOf(tls),
        ...(password === undefined ? {} : { password }),
      });
      const info = await direct.info('replication').finally(() => direct.disconnect());
      return info.includes('role:master') && (info.match(/state=online/gu) ?? []).length === 2;
    });
  await whole();
  const login = password === undefined ? '' : `:${encodeURIComponent(password)}@`;
  const query =
    sentinelPassword === undefined ? '' : `?sentinel_password=${encodeURIComponent(sentinelPassword)}`;
  return {
    url: `${tls === undefined ? 'redis' : 'rediss'}+sentinel://${login}${sentinels.map(({ host, port }) => `${host}:${port}`).join(',')}/${name}${query}`,
    ...{ name, nodes, sentinels, whole },
    master: async () => {
      const master = await agreed();
      if (master === null) throw new Error('the sentinels do not agree');
      return master;
    },
    masterAfter: async (before) => {
      let found: RedisNode | null = null;
      await until(async () => {
        found = await agreed();
        return found !== null && found !== before;
      });
      if (found === null) throw new Error('there is no other master');
      return found;
    },
    close: async () => {
      for (const client of clients) client.disconnect();
      await Promise.all([...sentinels, ...nodes].map((node) => node.remove()));
    },
  };
}

async function until(check: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await check().catch(() => false)); await sleep(150))
    if (Date.now() > end) throw new Error('the sentinels did not get there in time');
}
