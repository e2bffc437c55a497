import { type BugName, bugNames, bugs } from './environment/bugs.js';
import type { Options } from './options.js';
import { run } from './run.js';
import { type BugRow, bugTableOf, hopelessFirst } from './table.js';

/** Each built-in bug must be caught within this time. */
const maxSeconds = 300;

/** The storm for finding bugs: shorter than a long run, and as dense. */
const bugStorm = {
  ...{ requests: 240, seconds: 120, kills: 60, rolls: 0, calm: false },
  ...{ faultEveryMs: 350, strangers: 3 },
  driver: 'http',
  clocks: 'wrong',
  times: 'short',
} as const;

/** Runs every built-in bug by itself. Returns whether each was caught in time. */
export async function catchAll(
  options: Options,
  built: string,
  tell: (line: string) => void,
): Promise<boolean> {
  const rows: BugRow[] = [];
  for (const bug of bugNames) rows.push(await runOne(bug, options, built, tell));
  tell(`\n${bugTableOf(rows)}`);
  return rows.every(
    ({ report }) => report.caughtAfterSeconds !== null && report.caughtAfterSeconds <= maxSeconds,
  );
}

async function runOne(
  bug: BugName,
  { seed, webs, workers, redis }: Options,
  built: string,
  tell: (line: string) => void,
): Promise<BugRow> {
  const report = await run({ ...bugStorm, built, seed, webs, workers, redis, bug });
  const [first] = hopelessFirst(report.violations);
  tell(
    `${bug}: ${first === undefined ? 'NOT CAUGHT' : `invariant ${first.invariant}: ${first.what}`} (${report.seconds} s)`,
  );
  return { bug, what: bugs[bug].what, report };
}
