import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { Keys } from '../../src/store/keys.js';
import { WorkerPulse } from '../../src/store/worker-pulse.js';
import { type ServerProcess, startLoad, startServer } from './children.js';
import type { PressedButton } from './deliveries.js';
import { inTurns } from './in-turns.js';
import { type Aim, type Row, rowOf } from './result.js';
import { startSlackStub } from './slack-stub.js';

/** The bot's prefix in Redis, as bot.config.ts has it. */
export const botPrefix = '{zca-unlink}';

/** One kind of delivery sent to several servers. */
export interface Acknowledging {
  readonly names: readonly string[];
  readonly levels: readonly { readonly connections: number; readonly count: number }[];
  readonly rounds: number;
  /** Deliveries to each server before anything is measured. */
  readonly warmUp: number;
  readonly aims: { readonly rate: readonly Aim[]; readonly p99: readonly Aim[] };
  /** Prepares Redis; returns the button to press, or nothing for commands. */
  readonly prepare?: (redis: Redis) => Promise<PressedButton>;
  /** The queue's list that must hold one job for each delivery, by server; none for one that queues nothing. */
  readonly queued: Readonly<Record<string, string>>;
}

/** Starts the servers in processes of their own, sends them the same in turns, and checks that all is in Redis. */
export async function benchAcknowledging(
  what: Acknowledging,
  tell: (line: string) => void,
): Promise<readonly Row[]> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  const slack = await startSlackStub();
  const load = startLoad();
  const servers = new Map<string, ServerProcess>();
  // Without a worker the bot would tell everybody that nobody works on what they asked.
  const pulse = new WorkerPulse(redis, new Keys(botPrefix)).begin();
  try {
    const surroundings = { redisUrl: server.url, slackApiUrl: slack.apiUrl };
    for (const name of what.names) servers.set(name, await startServer(name, surroundings));
    const button = await what.prepare?.(redis);
    // A server whose code is not compiled yet may take longer than Slack waits.
    for (const { port } of servers.values())
      await load.send({ port, connections: 4, count: what.warmUp, ...(button && { button }) });
    const rows: Row[] = [];
    for (const { connections, count } of what.levels) {
      tell(`${connections} connections`);
      const results = await inTurns(what.names, what.rounds, async (name) => {
        const asked = servers.get(name);
        if (asked === undefined) throw new Error(`${name} was not started`);
        const list = what.queued[name];
        const before = list === undefined ? 0 : await redis.llen(list);
        const cpuBefore = await asked.cpuUs();
        const result = await load.send({ port: asked.port, connections, count, ...(button && { button }) });
        const { accepted, told, failed } = result;
        const added = list === undefined ? accepted : (await redis.llen(list)) - before;
        const unrecorded = accepted - added;
        if (unrecorded > 0 && button === undefined)
          throw new Error(`${name} accepted ${accepted} commands, and ${unrecorded} of them are not queued`);
        if (unrecorded !== 0 || accepted !== count)
          tell(`${name}: of ${count}, ${told} told otherwise, ${failed} failed, ${unrecorded} not queued`);
        // Only what is durable counts. Of what is told to be unrecorded, some may be queued and revoked.
        const rate = result.rate * (Math.min(accepted, added) / count);
        return { ...result, rate, cpuUs: ((await asked.cpuUs()) - cpuBefore) / count };
      });
      const side = (of: 'rate' | 'p99Ms' | 'cpuUs') =>
        what.names.map((name) => [name, (results.get(name) ?? []).map((result) => result[of])] as const);
      const at = `${connections} ${connections === 1 ? 'connection' : 'connections'}`;
      rows.push(rowOf(at, 'per second', side('rate'), what.aims.rate));
      rows.push(rowOf(`99th percentile at ${at}`, 'ms', side('p99Ms'), what.aims.p99));
      rows.push(rowOf(`the server’s processor at ${at}`, 'µs each', side('cpuUs')));
    }
    return rows;
  } finally {
    pulse.stop();
    await Promise.all([...servers.values()].map((each) => each.close()));
    await load.close();
    redis.disconnect();
    await slack.close();
    await server.close();
  }
}
