import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type LocalRedis, startRedis } from '../../sandbox/redis.js';

/** A Redis for the file, empty before each test, and a folder for an auditor's files. */
export interface AuditedRedis {
  readonly redis: Redis;
  readonly url: string;
  readonly folder: string;
}

export function useAuditedRedis(): AuditedRedis {
  let server: LocalRedis | undefined;
  let redis: Redis | undefined;
  let folder = '';
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    folder = await mkdtemp(join(tmpdir(), 'zca-audit-'));
  });
  beforeEach(() => redis?.flushall());
  afterAll(async () => {
    redis?.disconnect();
    await server?.close();
    await rm(folder, { recursive: true });
  });
  return {
    get redis() {
      if (redis === undefined) throw new Error('Redis is not there yet');
      return redis;
    },
    get url() {
      return server?.url ?? '';
    },
    get folder() {
      return folder;
    },
  };
}
