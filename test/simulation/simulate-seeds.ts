import { violationsOf } from './invariants/invariants.js';
import type { Violation } from './invariants/violation.js';
import { randomSchedule } from './random-scenarios.js';
import { runSchedules } from './run-schedules.js';
import type { Simulated } from './simulated.js';
import { storyOf } from './story.js';
import { World } from './world.js';

export interface Found {
  readonly seed: number;
  readonly violations: readonly Violation[];
}

export interface SeedsDone {
  /** The number of schedules that ran. */
  readonly done: number;
  /** The schedules that broke a promise, in the order of their seeds. */
  readonly found: readonly Found[];
}

/**
 * Runs the schedules of this many seeds from the first on. Returns those that broke a promise, and
 * stops at `most` of them.
 */
export async function simulateSeeds(
  simulated: Simulated,
  { first, count, most }: { readonly first: number; readonly count: number; readonly most: number },
): Promise<SeedsDone> {
  const found: Found[] = [];
  let done = 0;
  const seeds = new Map<World, number>();
  const worlds = function* () {
    for (let seed = first; seed < first + count && found.length < most; seed += 1) {
      const world = worldOf(seed, simulated);
      seeds.set(world, seed);
      yield world;
    }
  };
  await runSchedules(worlds(), (world) => {
    done += 1;
    const violations = violationsOf(world);
    if (violations.length > 0) found.push({ seed: seeds.get(world) ?? 0, violations });
    seeds.delete(world);
  });
  return { done, found: found.sort((a, b) => a.seed - b.seed) };
}

/** The story of one seed, the same each time. */
export async function tellSeed(seed: number, simulated: Simulated): Promise<string> {
  const world = worldOf(seed, simulated, true);
  await runSchedules([world].values(), () => undefined);
  return storyOf(world, violationsOf(world));
}

function worldOf(seed: number, simulated: Simulated, isTold = false): World {
  const { scenario, chooser } = randomSchedule(seed);
  return new World(scenario, chooser, simulated, { isTold });
}
