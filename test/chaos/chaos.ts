import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.js';
import { run } from './run.js';
import { catchAll, caughtLine } from './seeded-bugs.js';
import { hardlyAnything, tableOf } from './table.js';

/**
 * `npm run chaos`: see docs/chaos.md. Exits with 1 when a promise was broken, or a built-in bug was not
 * caught; with 2 when hardly anything happened.
 */
const options = readOptions(process.argv.slice(2));
const built = fileURLToPath(new URL('../..', import.meta.url));
const tell = (line: string) => void process.stdout.write(`${line}\n`);

// The child processes end with this one, which ends on these signals.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

// A run that ends early does not wait for people in the middle of something.
process.exit(await outcome());

async function outcome(): Promise<number> {
  if (options.bugs) return (await catchAll(options, built, tell)) ? 0 : 1;
  const report = await run({ ...options, built, tell });
  tell(`\n${tableOf(report)}`);
  tell(
    `load of the machine at the end: ${loadavg()
      .map((each) => each.toFixed(1))
      .join(', ')}`,
  );
  if (options.bug !== undefined) tell(caughtLine(options.bug, report));
  if (report.violations.length > 0) return 1;
  if (!report.didHardlyAnything) return 0;
  tell(hardlyAnything);
  return 2;
}
