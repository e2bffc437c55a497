import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { Keys } from '../../src/store/keys.js';
import { RedisRateLimiter } from '../../src/store/rate-limiter.js';
import { inTurns } from './in-turns.js';
import { type Bench, type Row, rowOf } from './result.js';

/** Redis's processor time for one turn in the line of posts, behind few and behind many. */
export const liningUp: Bench = {
  name: 'lining-up',
  title: 'One turn in the line of posts',
  run: async (size) => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    try {
      const waiting = size === 'quick' ? [2, 20] : [10_000, 1_000, 10];
      const [turns, rounds] = size === 'quick' ? [3, 1] : [200, 7];
      for (const count of waiting) await fill(lineOf(redis, count), count);
      const rows: Row[] = [];
      for (const [what, turn] of kinds) {
        const measured = await inTurns(waiting.map(named), rounds, async (name) => {
          const count = waiting.find((each) => named(each) === name) ?? 0;
          return usOf(redis, turns, (at) => turn(lineOf(redis, count), at, count));
        });
        const few = named(waiting.at(-1) ?? 0);
        rows.push(rowOf(what, 'µs each', [...measured], [{ against: few, atMost: mostTimes }]));
      }
      return rows;
    } finally {
      redis.disconnect();
      await server.close();
    }
  },
};

/** Behind a hundred or more, each looks at the first hundred; behind ten, at ten. */
const mostTimes = 3;
const named = (count: number) => `${count.toLocaleString('en')} waiting`;
const post = (number: number, at: string) => ({
  op: `post-${at}`,
  channel: 'C1',
  thread: number % 2 === 0 ? null : `${number}.1`,
  causedBy: `U${number % 50}`,
});

type Turn = (line: RedisRateLimiter, at: number, count: number) => Promise<unknown>;

const kinds: readonly (readonly [what: string, turn: Turn])[] = [
  [
    'a newcomer comes and goes',
    async (line, at) => {
      const newcomer = post(at, `new-${at}`);
      await line.post(newcomer);
      await line.posted(newcomer);
    },
  ],
  ['one of the line returns', (line, at, count) => line.post(post(at % count, String(at % count)))],
];

function lineOf(redis: Redis, count: number): RedisRateLimiter {
  // One turn an hour: nobody's turn comes while this measures.
  return new RedisRateLimiter(redis, new Keys(`{bench-${count}}`), {
    postsPerSecond: 1 / 3600,
    updatesPerMinute: 1,
  });
}

async function fill(line: RedisRateLimiter, count: number): Promise<void> {
  for (let first = 0; first < count; first += 100) {
    const some = Array.from({ length: Math.min(100, count - first) }, (_, at) => first + at);
    await Promise.all(some.map((at) => line.post(post(at, String(at)))));
  }
}

/** Redis's time for each turn, in microseconds. */
async function usOf(redis: Redis, turns: number, turn: (at: number) => Promise<unknown>): Promise<number> {
  await redis.call('CONFIG', 'RESETSTAT');
  for (let at = 0; at < turns; at += 1) await turn(at);
  const stats = await redis.info('commandstats');
  return Number(/cmdstat_evalsha:calls=\d+,usec=(\d+)/u.exec(stats)?.[1] ?? 0) / turns;
}
