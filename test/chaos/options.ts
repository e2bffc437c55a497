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
  /** How many requests people ask for. */
  requests: count.min(1).max(5_000).default(300),
  /** How long the storm lasts, in seconds; what is asked is spread over it. */
  seconds: count
    .min(1)
    .max(24 * 3600)
    .default(150),
  /** How many processes, Redis among them, are killed in that time. */
  kills: count.min(0).default(45),
  /** How often all processes of the bot are replaced one after the other, as a deploy does. */
  rolls: count.min(0).max(100).default(1),
  /** No connection is broken and no call goes wrong: only what is killed or rolled. */
  calm: z.boolean().default(false),
  /** Else something goes wrong about so often, in milliseconds: a slow machine does less between two faults. */
  faultEveryMs: count.min(10).default(350),
  /** How many of three strangers press and ask all the time. */
  strangers: count.min(0).max(3).default(3),
  /** One Redis, a Redis Cluster of three masters with a replica each, or a master with two replicas and three sentinels. */
  redis: z.enum(redisKinds).default('single'),
  /** How the bot unlinks: at the ZCA's gateway, or by a browser in its console, one asset at a time. */
  driver: z.enum(driverKinds).default('http'),
  webs: count.min(1).max(8).default(2),
  workers: count.min(1).max(8).default(2),
  /** The clock of each process is another one, from a minute behind to ten ahead, or all of them are right. */
  clocks: z.enum(['wrong', 'right']).default('wrong'),
  /** A commit whose build runs beside this one: every other process, the other ones after each rolling restart. */
  beside: z.string().exactOptional(),
  /** The waits of production, or all of them shortened alike, so that a run settles sooner. */
  times: z.enum(['real', 'short']).default('real'),
  /** A mistake built in on purpose: the run must find it. */
  bug: z.enum(bugNames).exactOptional(),
  /** Every one of them, one after the other. */
  bugs: z.boolean().default(false),
  /** A folder for what was seen and for the bot's log, to look into afterwards. */
  keep: z.string().exactOptional(),
});

export type Options = z.output<typeof optionsSchema>;

/** What was written after `npm run chaos --`. Throws with what is wrong. */
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
