import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { startAppending } from './children.js';
import { inTurns } from './in-turns.js';
import { type Bench, type Row, rowOf } from './result.js';

const sides = ['the bot', 'one XADD each'] as const;

/** Audit entries that two processes append at once, beside plain entries of a stream. */
export const auditing: Bench = {
  name: 'auditing',
  title: 'Audit entries that two processes append at once',
  run: async (size) => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    const processes = [startAppending(server.url), startAppending(server.url)];
    try {
      const rows: Row[] = [];
      for (const count of size === 'quick' ? [2] : [1, 50, 200]) {
        const measured = await inTurns(sides, size === 'quick' ? 1 : 7, async (side) => {
          await redis.call('CONFIG', 'RESETSTAT');
          const began = performance.now();
          const shares = [Math.ceil(count / 2), Math.floor(count / 2)];
          await Promise.all(
            processes.map((each, at) => each.append({ count: shares[at] ?? 0, isPlain: side !== 'the bot' })),
          );
          return { tookMs: performance.now() - began, scripts: (await scriptsRun(redis)) / count };
        });
        const of = (what: 'tookMs' | 'scripts') =>
          [...measured].map(([name, all]) => [name, all.map((each) => each[what])] as const);
        rows.push(rowOf(`${count} at once`, 'ms', of('tookMs')));
        const [bot] = of('scripts');
        if (bot !== undefined)
          rows.push(rowOf(`scripts an entry, ${count} at once`, 'counted', [bot], [{ atMost: 3 }]));
      }
      return rows;
    } finally {
      await Promise.all(processes.map((each) => each.close()));
      redis.disconnect();
      await server.close();
    }
  },
};

async function scriptsRun(redis: Redis): Promise<number> {
  const stats = await redis.info('commandstats');
  return Number(/cmdstat_evalsha:calls=(\d+)/u.exec(stats)?.[1] ?? 0);
}
