/** The address of one server. */
export interface Server {
  readonly host: string;
  readonly port: number;
}

interface Access {
  /** Also applies to connections to the sentinels. */
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** A parsed `REDIS_URL`: one Redis, the nodes of a Redis Cluster, or the sentinels that know the master. */
export type RedisAddress = Access &
  (
    | { readonly type: 'single'; readonly server: Server; readonly db: number }
    | { readonly type: 'cluster'; readonly nodes: readonly Server[] }
    | {
        readonly type: 'sentinel';
        readonly sentinels: readonly Server[];
        /** The master's name among the sentinels. */
        readonly master: string;
        readonly db: number;
        readonly sentinelUsername: string | undefined;
        readonly sentinelPassword: string | undefined;
      }
  );

/** The servers in the address. */
export function serversIn(address: RedisAddress): readonly Server[] {
  switch (address.type) {
    case 'single':
      return [address.server];
    case 'cluster':
      return address.nodes;
    case 'sentinel':
      return address.sentinels;
  }
}

/** A `REDIS_URL` that cannot be parsed. The message says what to write, and repeats nothing of the URL. */
export class BadRedisUrl extends Error {
  override readonly name = 'BadRedisUrl';
}

const forms =
  'must be redis://host:6379, redis+cluster://host:6379,host:6379,host:6379 or redis+sentinel://host:26379,host:26379,host:26379/master-name; with TLS rediss instead of redis';

/**
 * Parses `redis[s]://[user:password@]host[:6379][/db]`, `redis[s]+cluster://[user:password@]host[:6379],…` and
 * `redis[s]+sentinel://[user:password@]host[:26379],…/master[/db][?sentinel_username=…&sentinel_password=…]`.
 * @throws {BadRedisUrl}
 */
export function redisAddress(url: string): RedisAddress {
  const [, tls, kind, login, hosts = '', path = '', query = ''] =
    /^redis(s?)(\+cluster|\+sentinel)?:\/\/(?:([^/?#]*)@)?([^@/?#]+)(?:\/([^?#]*))?(?:\?([^#]*))?$/u.exec(
      url,
    ) ?? [];
  if (tls === undefined) throw new BadRedisUrl(forms);
  const access = { tls: tls === 's', ...loginOf(login) };
  const options = new URLSearchParams(query);
  const parts = path === '' ? [] : path.split('/');
  if (kind === '+sentinel') return { ...access, ...sentinelOf(hosts, parts, options) };
  if ([...options].length > 0) throw new BadRedisUrl('must have no ? part, unless it is redis+sentinel://');
  if (kind === '+cluster') {
    if (parts.length > 0 && path !== '0')
      throw new BadRedisUrl('must name no database: a Redis Cluster has number 0 only');
    return { ...access, type: 'cluster', nodes: serversOf(hosts, 6379) };
  }
  const [server, ...others] = serversOf(hosts, 6379);
  if (server === undefined) throw new BadRedisUrl(forms);
  if (others.length > 0)
    throw new BadRedisUrl(
      'names several servers: write redis+cluster://host:6379,host:6379,host:6379 for a Redis Cluster, or redis+sentinel://host:26379,host:26379,host:26379/master-name',
    );
  return { ...access, type: 'single', server, db: dbOf(parts) };
}

function sentinelOf(hosts: string, parts: readonly string[], options: URLSearchParams) {
  const [master = '', ...rest] = parts;
  if (!/^[\w.-]+$/u.test(master))
    throw new BadRedisUrl(
      'must end with the name of the master: redis+sentinel://host:26379,host:26379,host:26379/master-name',
    );
  const known = ['sentinel_username', 'sentinel_password'];
  if ([...options.keys()].some((name) => !known.includes(name)))
    throw new BadRedisUrl('may have only sentinel_username and sentinel_password after the ?');
  return {
    type: 'sentinel' as const,
    sentinels: serversOf(hosts, 26379),
    master,
    db: dbOf(rest),
    sentinelUsername: options.get('sentinel_username') ?? undefined,
    sentinelPassword: options.get('sentinel_password') ?? undefined,
  };
}

function loginOf(login = ''): { username: string | undefined; password: string | undefined } {
  const [, username = '', password] = /^([^:]*)(?::(.*))?$/u.exec(login) ?? [];
  try {
    return {
      username: username === '' ? undefined : decodeURIComponent(username),
      password: password === undefined ? undefined : decodeURIComponent(password),
    };
  } catch {
    throw new BadRedisUrl('must have the signs % / ? # of a user or password written as %25 %2F %3F %23');
  }
}

function serversOf(hosts: string, defaultPort: number): Server[] {
  return hosts.split(',').map((each) => {
    const [, host, port = String(defaultPort)] =
      /^(\[[\da-fA-F:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/u.exec(each) ?? [];
    if (host === undefined || Number(port) < 1 || Number(port) > 65535)
      throw new BadRedisUrl(
        'must have a host, or host:port, for each server, with commas and no blanks between them',
      );
    return { host: host.replace(/^\[|\]$/gu, ''), port: Number(port) };
  });
}

function dbOf(parts: readonly string[]): number {
  const [db = '0', ...more] = parts;
  if (more.length > 0 || !/^\d{1,4}$/u.test(db))
    throw new BadRedisUrl('must have the number of the database, or nothing, after the last /');
  return Number(db);
}
