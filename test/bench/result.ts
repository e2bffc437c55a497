import { cpus, loadavg } from 'node:os';

/** `quick` only proves that everything runs; its numbers mean nothing. */
export type Size = 'full' | 'quick';

/** One bench: it measures the bot beside its baselines, in turns. */
export interface Bench {
  readonly name: string;
  readonly title: string;
  /** Resolves with its rows; `tell` reports the progress. */
  readonly run: (size: Size, tell: (line: string) => void) => Promise<readonly Row[]>;
}

/** The middle and the spread of several measurements. */
export interface Spread {
  readonly median: number;
  /** The 5th and 95th percentile; of fewer than twenty, the least and the greatest. */
  readonly low: number;
  readonly high: number;
}

/** The bot, or a baseline of the same run. */
export interface Side extends Spread {
  readonly name: string;
  /** The bot's value divided by this side's: the median of the rounds' ratios. Absent on the bot's own side. */
  readonly ratio?: number;
}

/** The bounds for the ratio to a baseline; without one, for the bot's own median. */
export interface Aim {
  readonly against?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of the table: the bot first, then its baselines. */
export interface Row {
  readonly what: string;
  readonly unit: 'per second' | 'µs each' | 'ms' | 'MB' | 'bytes' | 'counted';
  readonly sides: readonly [Side, ...Side[]];
  readonly aims: readonly Aim[];
}

export interface BenchResult {
  readonly bench: string;
  /** The day it was measured, in UTC. */
  readonly day: string;
  readonly machine: string;
  /** The machine's load, averaged over a minute, before and after. */
  readonly load: readonly [number, number];
  readonly rows: readonly Row[];
}

/** Runs one bench and notes where and when. */
export async function runBench(bench: Bench, size: Size, tell: (line: string) => void): Promise<BenchResult> {
  const before = load();
  const rows = await bench.run(size, tell);
  const [cpu] = cpus();
  return {
    bench: bench.name,
    day: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores (${cpu?.model ?? 'unknown'}), Node.js ${process.versions.node}`,
    load: [before, load()],
    rows,
  };
}

function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

/** Makes the row of measurements that were taken in turns: each side has one for each round, the bot's first. */
export function rowOf(
  what: string,
  unit: Row['unit'],
  measured: readonly (readonly [name: string, values: readonly number[]])[],
  aims: readonly Aim[] = [],
): Row {
  const [bot, ...others] = measured;
  if (bot === undefined) throw new Error('a row has the bot');
  const sides = others.map(([name, values]) => {
    const ratios = values.map((value, round) => (bot[1][round] ?? Number.NaN) / value);
    return { name, ...spreadOf(values), ratio: spreadOf(ratios).median };
  });
  return { what, unit, sides: [{ name: bot[0], ...spreadOf(bot[1]) }, ...sides], aims };
}

export function spreadOf(values: readonly number[]): Spread {
  const inOrder = values.toSorted((a, b) => a - b);
  return { median: share(inOrder, 0.5), low: share(inOrder, 0.05), high: share(inOrder, 0.95) };
}

/** The value below which this share of the values lies. */
export function share(inOrder: readonly number[], part: number): number {
  return inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * part))] ?? 0;
}

/** Compares the bot's ratio, or its own value, with its aim. @throws when the row lacks the baseline */
export function aimReached(row: Row, aim: Aim): { readonly seen: number; readonly isReached: boolean } {
  const { against, atLeast = 0, atMost = Number.POSITIVE_INFINITY } = aim;
  const side = row.sides.find(({ name }) => name === against);
  const seen = against === undefined ? row.sides[0].median : side?.ratio;
  if (seen === undefined) throw new Error(`${row.what} has no baseline ${against}`);
  return { seen, isReached: seen >= atLeast && seen <= atMost };
}
