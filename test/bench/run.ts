import { Redis } from 'ioredis';
import { startRedis } from '../../sandbox/redis.js';
import { benchAnswering } from './answering.js';
import { type Archive, fillArchive } from './archive.js';
import { benchLooking } from './looking.js';
import type { Comparison } from './measure.js';
import { type MemoryRow, measureMemory } from './memory.js';
import { benchSearching } from './searching.js';
import { startSmallTown } from './small-town.js';
import { benchWriting } from './writing.js';

export interface BenchReport {
  readonly comparisons: readonly Comparison[];
  readonly memory: readonly MemoryRow[];
  /** The duration of indexing each archive. */
  readonly archives: readonly Pick<Archive, 'count' | 'healedInMs'>[];
}

export interface BenchSize {
  readonly many: number;
  readonly few: number;
  readonly assets: number;
  readonly rounds: number;
  readonly unlinks: number;
}

export const sizes = {
  full: { many: 100_000, few: 1_000, assets: 5_000, rounds: 200, unlinks: 20 },
  /** Only proves that everything runs; its numbers mean nothing. */
  quick: { many: 300, few: 50, assets: 100, rounds: 3, unlinks: 1 },
} as const satisfies Record<string, BenchSize>;

/** Runs all benchmarks in order; `tell` reports the progress. */
export async function runBench(size: BenchSize, tell: (line: string) => void): Promise<BenchReport> {
  const kept = await benchInRedis(size, tell);
  tell('acknowledgement and memory, through the whole bot');
  const town = await startSmallTown();
  try {
    const memory = await measureMemory(town, size.unlinks);
    const answering = await benchAnswering(town, size.rounds);
    return { ...kept, comparisons: [...kept.comparisons, ...answering], memory };
  } finally {
    await town.close();
  }
}

async function benchInRedis(
  { many, few, assets, rounds }: BenchSize,
  tell: (line: string) => void,
): Promise<Omit<BenchReport, 'memory'>> {
  const server = await startRedis();
  const redis = new Redis(server.url);
  try {
    const now = Date.now();
    tell(`putting ${many} and ${few} finished requests into Redis`);
    const archives = [await fillArchive(redis, many, now), await fillArchive(redis, few, now)] as const;
    tell('looking things up');
    const comparisons = [
      ...(await benchLooking(archives[0], archives[1], rounds)),
      ...(await benchSearching(assets, rounds)),
      ...(await benchWriting(redis, rounds)),
    ];
    return { comparisons, archives };
  } finally {
    redis.disconnect();
    await server.close();
  }
}
