import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bugNames } from './environment/bugs.js';
import { driverKinds } from './environment/driver.js';
import { redisKinds } from './environment/redis.js';

const count = z.coerce.number().int();

const optionsSchema = z.strictObject({
  seed: count
    .min(0)
    .max(2 ** 32 - 1)
    .default(() => randomInt(2 ** 32)),
  /** The number of requests that people ask for. */
  requests: count.min(1).max(5_000).default(300),
  /** The length of the storm in seconds; the requests are spread over it. */
  seconds: count
    .min(1)
    .max(24 * 3600)
    .default(150),
  /** The number of processes, including Redis, that are killed in that time. */
  kills: count.min(0).default(45),
  /** The number of rolling restarts of the whole bot, as in a deploy. */
  rolls: count.min(0).max(100).default(1),
  /** Breaks no connection and no call: processes are only killed or rolled. */
  calm: z.boolean().default(false),
  /** Otherwise a fault comes about this often: a slow machine does less between two faults. */
  faultEveryMs: count.min(10).default(350),
  /** The number of strangers, of three, who press and ask all the time. */
  strangers: count.min(0).max(3).default(3),
  /** One Redis, a Redis Cluster of three masters with a replica each, or a master with two replicas and three sentinels. */
  redis: z.enum(redisKinds).default('single'),
  /** The bot's way to unlink: at the ZCA's gateway, or by a browser in its console, one asset at a time. */
  driver: z.enum(driverKinds).default('http'),
  webs: count.min(1).max(8).default(2),
  workers: count.min(1).max(8).default(2),
  /** Each process has its own clock, from a minute behind to ten ahead, or all clocks are right. */
  clocks: z.enum(['wrong', 'right']).default('wrong'),
  /** A commit whose build runs beside this one, in every other process; each rolling restart swaps them. */
  beside: z.string().exactOptional(),
  /** The waits of production, or all of them shortened alike, so that a run settles sooner. */
  times: z.enum(['real', 'short']).default('real'),
  /** A bug built in on purpose: the run must find it. */
  bug: z.enum(bugNames).exactOptional(),
  /** Runs all of the bugs in turn. */
  bugs: z.boolean().default(false),
  /** A folder for the history and the bot's log, for later inspection. */
  keep: z.string().exactOptional(),
});

export type Options = z.output<typeof optionsSchema>;

/** Parses the arguments after `npm run chaos --`. @throws with everything that is wrong */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      requests: { type: 'string' },
      seconds: { type: 'string' },
      kills: { type: 'string' },
      rolls: { type: 'string' },
      calm: { type: 'boolean' },
      'fault-every-ms': { type: 'string' },
      strangers: { type: 'string' },
      redis: { type: 'string' },
      driver: { type: 'string' },
      webs: { type: 'string' },
      workers: { type: 'string' },
      clocks: { type: 'string' },
      beside: { type: 'string' },
      times: { type: 'string' },
      bug: { type: 'string' },
      keep: { type: 'string' },
      bugs: { type: 'boolean' },
    },
  });
  const { 'fault-every-ms': faultEveryMs, ...others } = values;
  const parsed = optionsSchema.safeParse(faultEveryMs === undefined ? others : { ...others, faultEveryMs });
  if (parsed.success) return parsed.data;
  throw new Error(z.prettifyError(parsed.error));
}
