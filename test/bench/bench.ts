import { loadavg } from 'node:os';
import { runBench, sizes } from './run.js';
import { tableOf } from './table.js';

/** `npm run bench`: see docs/bench.md. `--quick` only proves that everything runs. */
const size = process.argv.includes('--quick') ? sizes.quick : sizes.full;
const load = () =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(', ');
const before = load();
const report = await runBench(size, (line) => void process.stderr.write(`${line}\n`));
process.stdout.write(`${tableOf(report)}\n\nload of the machine before: ${before}; after: ${load()}\n`);
process.exit();
