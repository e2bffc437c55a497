import type { Cluster, Redis } from 'ioredis';

/** One Redis, the master named by sentinels, or a whole Redis Cluster: all store the same. */
export type RedisClient = Redis | Cluster;
