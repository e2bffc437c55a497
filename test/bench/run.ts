import { fork } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { Redis } from 'ioredis';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { ended, startRedis } from '../../sandbox/redis.js';
import { answerOf, compiled, type ServerProcess, startServer } from './children.js';
import { inTurns } from './in-turns.js';
import { type Bench, type Row, rowOf, type Size } from './result.js';
import { bareLoad, botLoad, type Run, type RunLoad } from './run-load.js';
import { startSlackStub } from './slack-stub.js';

/**
 * Confirmed requests from the start of their runs to their results, with a ZCA and a Slack that answer at once, beside a
 * bare BullMQ worker that makes the same three calls with the same concurrency.
 */
export const run: Bench = {
  name: 'run',
  title: 'Runs of confirmed requests',
  run: async (size, tell) => {
    const server = await startRedis();
    const redis = new Redis(server.url);
    const slack = await startSlackStub();
    const zca = await startZcaStub();
    const env = { ZCA_API_URL: `http://127.0.0.1:${zca.port}` };
    const surroundings = { redisUrl: server.url, slackApiUrl: slack.apiUrl, env };
    const sides: Side[] = [];
    try {
      sides.push({
        name: bot,
        process: await startServer('the worker', surroundings),
        load: await botLoad(server.url),
      });
      sides.push({
        name: bare,
        process: await startServer(bare, surroundings),
        load: await bareLoad(server.url),
      });
      return await measure(sides, { redis, zca, size, tell });
    } finally {
      for (const { process, load } of sides) {
        await load.close();
        await process.close();
      }
      await zca.close();
      redis.disconnect();
      await slack.close();
      await server.close();
    }
  },
};

const bot = 'the bot';
const bare = 'bare BullMQ worker';

const sizes = {
  full: {
    runs: [
      { requests: 1, assets: 1 },
      { requests: 1, assets: 50 },
      { requests: 10, assets: 50 },
      { requests: 50, assets: 20 },
    ],
    rounds: 5,
  },
  quick: { runs: [{ requests: 2, assets: 2 }], rounds: 1 },
} as const;

interface Side {
  readonly name: string;
  readonly process: ServerProcess;
  readonly load: RunLoad;
}

interface Means {
  readonly redis: Redis;
  readonly zca: ZcaStub;
  readonly size: Size;
  readonly tell: (line: string) => void;
}

interface Measured {
  readonly rate: number;
  readonly cpuUs: number;
  readonly trips: number;
  readonly bytes: number;
  readonly calls: number;
}

async function measure(sides: readonly Side[], means: Means): Promise<Row[]> {
  const { runs, rounds } = sizes[means.size];
  const names = sides.map(({ name }) => name);
  const rows: Row[] = [];
  for (const each of runs) {
    const at = `${each.requests} × ${each.assets}`;
    means.tell(at);
    const measured = await inTurns(names, rounds, (name) => {
      const side = sides.find((one) => one.name === name);
      if (side === undefined) throw new Error(`${name} was not started`);
      return measureOne(side, each, means);
    });
    const side = (of: keyof Measured) =>
      names.map((name) => [name, (measured.get(name) ?? []).map((one) => one[of])] as const);
    const aims = each.requests * each.assets > 1 ? [{ against: bare, atLeast: 0.6 }] : [];
    rows.push(rowOf(`${at} assets`, 'per second', side('rate'), aims));
    rows.push(rowOf(`the worker’s processor at ${at}`, 'µs each', side('cpuUs')));
    rows.push(rowOf(`round trips to Redis for an asset at ${at}`, 'counted', side('trips')));
    rows.push(rowOf(`to and from Redis for an asset at ${at}`, 'bytes', side('bytes')));
    rows.push(rowOf(`calls to the ZCA for an asset at ${at}`, 'counted', side('calls')));
  }
  return rows;
}

async function measureOne({ process, load }: Side, each: Run, { redis, zca }: Means): Promise<Measured> {
  const count = each.requests * each.assets;
  const { ids, begin } = await load.prepare(each);
  zca.link(ids);
  const [cpu, calls, used] = [await process.cpuUs(), await zca.calls(), await usedOf(redis)];
  const began = performance.now();
  await begin();
  const ms = performance.now() - began;
  const after = await usedOf(redis);
  return {
    rate: (count / ms) * 1_000,
    cpuUs: ((await process.cpuUs()) - cpu) / count,
    trips: (after.trips - used.trips) / count,
    bytes: (after.bytes - used.bytes) / count,
    calls: ((await zca.calls()) - calls) / count,
  };
}

/** Counts Redis's reads from its sockets, so that commands sent together count once, and the bytes in both directions. */
async function usedOf(redis: Redis): Promise<{ readonly trips: number; readonly bytes: number }> {
  const info = await redis.info('stats');
  const number = (name: string) => Number(new RegExp(`${name}:(\\d+)`, 'u').exec(info)?.[1] ?? 0);
  return {
    trips: number('total_reads_processed'),
    bytes: number('total_net_input_bytes') + number('total_net_output_bytes'),
  };
}

interface ZcaStub {
  readonly port: number;
  /** Has it list these assets too. */
  link(ids: readonly string[]): void;
  calls(): Promise<number>;
  close(): Promise<void>;
}

async function startZcaStub(): Promise<ZcaStub> {
  const child = endWithUs(
    fork(compiled('servers/zca-stub.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  const { port } = await answerOf<{ readonly port: number }>(child);
  return {
    port,
    link: (ids) => void child.send([...ids]),
    calls: async () => {
      const answer = answerOf<{ readonly counts: Readonly<Record<string, number>> }>(child);
      child.send('counts');
      return Object.values((await answer).counts).reduce((sum, each) => sum + each, 0);
    },
    close: () => ended(child),
  };
}
