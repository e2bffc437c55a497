import { performance } from 'node:perf_hooks';
import { type Aim, type Row, rowOf } from './result.js';

type Work = () => Promise<unknown> | unknown;

/** Rounds that are not kept: they fill the caches and let the compiler see the code. */
const warmUps = 5;

/**
 * Calls `measure` for each name in turns (A B, B A, …), so that other work on the machine affects all alike. Returns
 * the kept measurements of each, one a round.
 */
export async function inTurns<T>(
  names: readonly string[],
  rounds: number,
  measure: (name: string, round: number) => Promise<T>,
  discarded = 1,
): Promise<ReadonlyMap<string, readonly T[]>> {
  const kept = new Map<string, T[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds + discarded; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const measured = await measure(name, round);
      if (round >= discarded) kept.get(name)?.push(measured);
    }
  }
  return kept;
}

export interface Timing {
  readonly rounds: number;
  /** Work too short for the clock is done this often for each measurement; by default once. */
  readonly each?: number;
  readonly aims?: readonly Aim[];
}

/** Times the bot's work and a baseline's in turns. */
export async function timedRow(
  what: string,
  bot: readonly [name: string, work: Work],
  baseline: readonly [name: string, work: Work],
  { rounds, each = 1, aims = [] }: Timing,
): Promise<Row> {
  const works = new Map([bot, baseline]);
  const measure = async (name: string) => timed(works.get(name) ?? (() => undefined), each);
  const times = await inTurns([bot[0], baseline[0]], rounds, measure, warmUps);
  return rowOf(what, 'ms', [...times], aims);
}

/** Returns milliseconds. */
export async function timed(work: Work, each = 1): Promise<number> {
  const began = performance.now();
  for (let done = 0; done < each; done += 1) await work();
  return (performance.now() - began) / each;
}
