import { type BugName, bugNames, bugs } from './environment/bugs.js';
import type { Options } from './options.js';
import { type RunReport, run } from './run.js';
import { type BugRow, bugTableOf, hardlyAnything, violationsShowing } from './table.js';

/** The storm for finding bugs: short, with as many people who meet each other as in a long run. */
const bugStorm = {
  ...{ requests: 120, seconds: 60, kills: 20, rolls: 0, calm: false },
  ...{ faultEveryMs: 350, strangers: 3 },
  driver: 'http',
  clocks: 'wrong',
  times: 'short',
} as const;

/** Runs every built-in bug by itself. Returns whether each was caught. */
export async function catchAll(
  options: Options,
  built: string,
  tell: (line: string) => void,
): Promise<boolean> {
  const rows: BugRow[] = [];
  for (const bug of bugNames) rows.push(await runOne(bug, options, built, tell));
  tell(`\n${bugTableOf(rows)}`);
  return rows.every(({ bug, report }) => violationsShowing(bug, report).length > 0);
}

async function runOne(
  bug: BugName,
  { seed, webs, workers, redis }: Options,
  built: string,
  tell: (line: string) => void,
): Promise<BugRow> {
  const report = await run({ ...bugStorm, built, seed, webs, workers, redis, bug });
  tell(`${caughtLine(bug, report)} (${report.seconds} s)`);
  return { bug, what: bugs[bug].what, report };
}

/** Tells by which violation a run found its bug. */
export function caughtLine(bug: BugName, report: RunReport): string {
  const [first] = violationsShowing(bug, report);
  if (first !== undefined) return `${bug}: caught by invariant ${first.invariant}: ${first.what}`;
  return `${bug}: ${report.didHardlyAnything ? hardlyAnything : 'NOT CAUGHT'}`;
}
