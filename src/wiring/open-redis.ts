import type { RedisAddress } from '../config/redis-address.js';
import type { RedisClient } from '../store/redis-client.js';
import { BatchingRedis } from './batching-redis.js';
import { BoundedCluster } from './bounded-cluster.js';

/** How a connection behaves while Redis is down. */
export interface ConnectionProfile {
  /** Commands wait for a connection. */
  readonly enableOfflineQueue: boolean;
  readonly maxRetriesPerRequest: number | null;
  /** In milliseconds. */
  readonly commandTimeout?: number;
  /** In a Redis Cluster: how often a command is retried, 100 ms apart, while no node can take it. */
  readonly maxRedirections: number;
}

/** A person waits for Slack's 200, so a Redis that is down or stalled is an error within a second. */
export const failFast: ConnectionProfile = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 700,
  maxRedirections: 8,
};

/** For a command at a terminal: it ends, with an error at the latest. */
export const oneShot: ConnectionProfile = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: 5,
  maxRedirections: 16,
};

/** A job can wait: it continues when Redis is back. */
export const waitForRedis: ConnectionProfile = {
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  maxRedirections: Number.POSITIVE_INFINITY,
};

/** A client of a Redis Cluster asks this often which node holds what. */
const refreshMs = 3_000;

/** A client that connects on request, or at its first command. */
export function openRedis(address: RedisAddress, profile: ConnectionProfile): RedisClient {
  const { enableOfflineQueue, maxRedirections, ...limits } = profile;
  const options = { ...limits, ...accessOf(address) };
  if (address.type === 'cluster')
    return new BoundedCluster([...address.nodes], {
      ...{ enableOfflineQueue, maxRedirections, lazyConnect: true },
      // A lost machine breaks no connection: only the other nodes know that it no longer holds anything.
      slotsRefreshInterval: refreshMs,
      // Keep the nodes' names unresolved, so that their certificates can be verified.
      dnsLookup: (host, done) => done(null, host),
      // A stalled node does not keep the process from ending: its connection is cut after 500 ms.
      redisOptions: { ...options, disconnectTimeout: 500 },
    });
  return new BatchingRedis({
    ...options,
    ...(address.type === 'single' ? address.server : sentinelOptions(address)),
    ...{ enableOfflineQueue, db: address.db, lazyConnect: true },
    // A former master refuses writes; reconnect and send the command to the new one.
    reconnectOnError: ({ message }) => (/^(?:READONLY|UNBLOCKED)\b/u.test(message) ? 2 : false),
  });
}

export function accessOf({ username, password, tls }: RedisAddress) {
  return {
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
}

function sentinelOptions(address: RedisAddress & { readonly type: 'sentinel' }) {
  const { sentinels, master, sentinelUsername, sentinelPassword, tls } = address;
  return {
    sentinels: [...sentinels],
    name: master,
    // The sentinels announce a new master before the connection to the old one breaks, whose machine may be gone.
    failoverDetector: true,
    // Without a master, ask the sentinels again soon, so that little is missed.
    retryStrategy: (times: number) => Math.min(50 * 2 ** times, 1_000) + Math.random() * 100,
    ...(sentinelUsername === undefined ? {} : { sentinelUsername }),
    ...(sentinelPassword === undefined ? {} : { sentinelPassword }),
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
  };
}
