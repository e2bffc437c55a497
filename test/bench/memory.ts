import type { Redis } from 'ioredis';
import { madeUpAssets } from './made-up.js';
import type { SmallTown } from './small-town.js';

/** What Redis holds of one finished request with one asset, in bytes, by what it is. */
export interface MemoryRow {
  readonly what: string;
  readonly bytes: number;
  readonly keptFor: string;
}

const parts = [
  { what: 'record', keptFor: 'redis.keepFinishedDays', is: /^request:/u },
  { what: 'index', keptFor: 'redis.keepFinishedDays', is: /^(all|ended|asked-by|history|unlinked)(:|$)/u },
  { what: 'where its card is', keptFor: 'redis.keepFinishedDays', is: /^post:card-/u },
  { what: 'its other messages', keptFor: '90 days', is: /^post:/u },
  // A queue's stream of events is cut to a length of its own, so it is no part of any request.
  {
    what: 'jobs',
    keptFor: '30 days',
    is: /^(ask|press|expire|remind|start|unlink|report|progress|home):(?!events$)/u,
  },
  { what: 'audit entries', keptFor: 'for ever', is: /^audit$/u },
] as const;

/** Unlinks so many assets through the whole bot, one request each, and weighs what is there more than before. */
export async function measureMemory(town: SmallTown, count: number): Promise<MemoryRow[]> {
  const [first, ...assets] = madeUpAssets(count + 1);
  if (first === undefined) throw new Error('there is an asset');
  // What every bot holds once is there before the first weighing.
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
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  return [...rows, { what: 'all', bytes, keptFor: '' }];
}

/** The last card and the last jobs come after the last result. */
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
    const bytes = Number(await redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0'));
    weights.set(part, (weights.get(part) ?? 0) + bytes);
  }
  return weights;
}
