import type { Cluster, Redis } from 'ioredis';

/** One Redis, the master that sentinels name, or a whole Redis Cluster: what is stored is the same in each. */
export type RedisClient = Redis | Cluster;
