import { performance } from 'node:perf_hooks';

/** Durations in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p95: number;
}

/** One line of the table: a measurement and its baseline from the same run. */
export interface Comparison {
  readonly what: string;
  readonly times: Times;
  readonly baseline: string;
  readonly baselineTimes: Times;
}

type Work = () => Promise<unknown> | unknown;

/** Untimed rounds first, which fill the caches and let the compiler see the code. */
const warmUps = 5;

/**
 * Runs both in turns, so that other work on the machine affects both alike. Work too short for the clock is
 * done `each` times per measurement.
 */
export async function compare(
  what: string,
  work: Work,
  baseline: string,
  baselineWork: Work,
  { rounds, each = 1 }: { readonly rounds: number; readonly each?: number },
): Promise<Comparison> {
  for (let round = 0; round < warmUps; round += 1) {
    await work();
    await baselineWork();
  }
  const times: number[] = [];
  const baselineTimes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(await timed(work, each));
    baselineTimes.push(await timed(baselineWork, each));
  }
  return { what, times: summed(times), baseline, baselineTimes: summed(baselineTimes) };
}

/** Returns milliseconds. */
export async function timed(work: Work, each = 1): Promise<number> {
  const began = performance.now();
  for (let done = 0; done < each; done += 1) await work();
  return (performance.now() - began) / each;
}

function summed(times: number[]): Times {
  const inOrder = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}
