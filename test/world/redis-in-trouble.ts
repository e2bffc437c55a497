import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { endWithUs } from '../../sandbox/end-with-us.js';
import type { LocalRedis } from '../../sandbox/redis.js';

/** Kills a test's own Redis; answers with how to have it back, on the same port and file. */
export async function killed(redis: LocalRedis): Promise<() => Promise<ChildProcess>> {
  const { process: child } = redis;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  return async () => {
    const [file = '', ...args] = child.spawnargs;
    const again = endWithUs(spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
    await new Promise<void>((resolve) => {
      again.stdout?.on('data', (data: Buffer) => {
        if (data.includes('Ready to accept connections')) resolve();
      });
    });
    return again;
  };
}

/** Does something while a test's own Redis stands still. */
export async function whileFrozen<T>({ process: child }: LocalRedis, act: () => Promise<T>): Promise<T> {
  child.kill('SIGSTOP');
  try {
    return await act();
  } finally {
    child.kill('SIGCONT');
  }
}

/** Does something with a connection of its own. */
export async function asking<T>({ url }: LocalRedis, act: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}

/** Does something while Redis has no memory left for changes. */
export async function whileFull<T>(server: LocalRedis, act: () => Promise<T>): Promise<T> {
  await asking(server, (redis) => redis.config('SET', 'maxmemory', '1'));
  try {
    return await act();
  } finally {
    await asking(server, (redis) => redis.config('SET', 'maxmemory', '0'));
  }
}

/** Does something while Redis cannot save to its disk, and says so to every change. The Redis needs a save point. */
export async function whileUnsaved<T>(server: LocalRedis, act: () => Promise<T>): Promise<T> {
  await asking(server, async (redis) => {
    const [, dir] = (await redis.config('GET', 'dir')) as [string, string];
    await rm(dir, { recursive: true, force: true });
    await redis.bgsave();
    while (!(await redis.info('persistence')).includes('rdb_last_bgsave_status:err'))
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
  try {
    return await act();
  } finally {
    // Without a save point it also ends without wanting to save.
    await asking(server, (redis) => redis.config('SET', 'save', ''));
  }
}
