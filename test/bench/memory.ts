import type { Redis } from 'ioredis';
import { Keys } from '../../src/store/keys.js';
import { RedisMaintenance } from '../../src/store/maintenance.js';
import { RedisRequestStore } from '../../src/store/request-store.js';
import { madeUpAssets } from './made-up.js';
import { type Aim, type Bench, rowOf } from './result.js';
import { type SmallTown, startSmallTown } from './small-town.js';

/** Redis's memory for one finished request with one asset, by part, and for how long. */
export const memory: Bench = {
  name: 'memory',
  title: 'One finished request with one asset, in Redis',
  run: async (size) => {
    const town = await startSmallTown();
    try {
      const rows = await measureMemory(town, size === 'quick' ? 1 : 20);
      return rows.map(({ what, bytes, keptFor }) =>
        rowOf(
          keptFor === '' ? what : `${what} (kept: ${keptFor})`,
          'bytes',
          [['the bot', [bytes]]],
          aimsOf[what] ?? [],
        ),
      );
    } finally {
      await town.close();
    }
  },
};

const aimsOf: Readonly<Record<string, readonly Aim[]>> = {
  'an hour after its end': [{ atMost: 6_000 }],
  'two days after its end': [{ atMost: 3_000 }],
};

/** The memory of one part of a finished request with one asset, in bytes. */
interface MemoryRow {
  readonly what: string;
  readonly bytes: number;
  readonly keptFor: string;
}

const untilForgotten = 'redis.keepFinishedDays';
const parts = [
  { what: 'record', keptFor: untilForgotten, is: /^request:/u },
  { what: 'index', keptFor: untilForgotten, is: /^(all|ended|asked-by|history|unlinked)(:|$)/u },
  { what: 'where its card is', keptFor: untilForgotten, is: /^post:card-/u },
  { what: 'its other messages', keptFor: '90 days', is: /^post:/u },
  { what: 'what its messages show', keptFor: '90 days', is: /^shown:/u },
  // A queue trims its stream of events to a fixed length, so it belongs to no request.
  {
    what: 'jobs',
    keptFor: 'half an hour',
    is: /^(ask|press|start|unlink|report|progress|home):(?!events$)/u,
  },
  // They wait for the time at which the request would have expired.
  {
    what: 'jobs that remind and expire',
    keptFor: 'a day at most',
    is: /^(expire|remind|remind_operators):(?!events$)/u,
  },
  { what: 'which deliveries arrived', keptFor: 'half an hour', is: /^taken:/u },
  { what: 'where to answer', keptFor: 'half an hour', is: /^reply-address:/u },
  { what: 'what counted against budgets', keptFor: 'ten minutes', is: /^(counted|budget):/u },
  { what: 'verdicts', keptFor: '90 days', is: /^verdict:/u },
  { what: 'audit entries', keptFor: 'for ever', is: /^audit$/u },
  // Catches every key without a row of its own, except those that exist without any request.
  { what: 'all else', keptFor: 'a day at most', is: /^(?!(repair|tidy|probe|\w+:events$))/u },
] as const;

/** Unlinks this many assets through the whole bot, one request each, and weighs the difference in Redis. */
async function measureMemory(town: SmallTown, count: number): Promise<MemoryRow[]> {
  const [first, ...assets] = madeUpAssets(count + 1);
  if (first === undefined) throw new Error('there is an asset');
  // The first weighing then includes everything that any bot stores once.
  await town.unlink(first);
  await settled(town.redis);
  const before = await weigh(town);
  for (const asset of assets) await town.unlink(asset);
  await settled(town.redis);
  const after = await weigh(town);
  const rows = parts.map(({ what, keptFor }, part) => {
    const grown = (after.get(part) ?? 0) - (before.get(part) ?? 0);
    return { what, keptFor, bytes: Math.round(grown / count) };
  });
  const stays = {
    what: 'that its id was given',
    keptFor: 'for ever, in place of its record',
    bytes: await tombstone(town),
  };
  const audit = rows.filter(({ keptFor }) => keptFor === 'for ever');
  return [
    ...rows,
    { what: 'all of it, right after its end', bytes: sumOf(rows), keptFor: '' },
    {
      what: 'an hour after its end',
      bytes: keptLongerThan(['half an hour', 'ten minutes'], rows),
      keptFor: '',
    },
    {
      what: 'two days after its end',
      bytes: keptLongerThan(['half an hour', 'ten minutes', 'a day at most'], rows),
      keptFor: '',
    },
    stays,
    { what: 'all that stays for ever', bytes: sumOf([...audit, stays]), keptFor: '' },
  ];
}

function keptLongerThan(gone: readonly string[], rows: readonly MemoryRow[]): number {
  return sumOf(rows.filter(({ keptFor }) => !gone.includes(keptFor)));
}

function sumOf(rows: readonly MemoryRow[]): number {
  return rows.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** The memory left per request after all ended requests are removed, in bytes. */
async function tombstone({ redis, prefix }: SmallTown): Promise<number> {
  const keys = new Keys(prefix);
  const store = new RedisRequestStore({ redis, keys, alerts: { raise: () => undefined } });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const [gone] = await new RedisMaintenance({ redis, keys, store, log }).forget(Number.MAX_SAFE_INTEGER, 100);
  if (gone === undefined) throw new Error('a request was removed');
  return bytesOf(redis, keys.request(gone.id));
}

/** The last card and the last jobs follow the last result. */
async function settled(redis: Redis): Promise<void> {
  let before = -1;
  for (let round = 0; round < 20; round += 1) {
    const now = await redis.dbsize();
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Bytes by part. */
async function weigh({ redis, prefix }: SmallTown): Promise<Map<number, number>> {
  const weights = new Map<number, number>();
  for (const key of await redis.keys(`${prefix.replaceAll(/[[\]*?\\]/gu, '\\$&')}:*`)) {
    const part = parts.findIndex(({ is }) => is.test(key.slice(prefix.length + 1)));
    if (part === -1) continue;
    weights.set(part, (weights.get(part) ?? 0) + (await bytesOf(redis, key)));
  }
  return weights;
}

async function bytesOf(redis: Redis, key: string): Promise<number> {
  return Number(await redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0'));
}
