import { writeFile } from 'node:fs/promises';
import { benches, benchNames } from './benches.js';
import { pictureOf } from './picture.js';
import { putIntoDocs } from './put-into-docs.js';
import { runBench, type Size } from './result.js';
import { tableOf } from './table.js';

/**
 * `npm run bench [-- NAME …]`: see docs/bench.md. `--write` puts the results into docs; `--quick` only proves that
 * everything runs.
 */
const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const size: Size = args.includes('--quick') ? 'quick' : 'full';
const unknown = [
  ...names.filter((name) => !benchNames.includes(name)),
  ...args.filter((arg) => arg.startsWith('--') && !['--quick', '--write'].includes(arg)),
];
if (unknown.length > 0) {
  process.stderr.write(`Unknown: ${unknown.join(', ')}. The benches: ${benchNames.join(', ')}.\n`);
  process.exit(1);
}
for (const bench of benches.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const result = await runBench(bench, size, (line) => void process.stderr.write(`${bench.name}: ${line}\n`));
  process.stdout.write(`## ${bench.title}\n\n${tableOf(result)}\n\n`);
  if (!args.includes('--write')) continue;
  await writeFile(`docs/bench/${bench.name}.json`, `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(`docs/bench/${bench.name}.svg`, pictureOf(result));
  await putIntoDocs(result);
}
process.exit();
