import { expect, it } from 'vitest';
import { runBench, sizes } from './run.js';
import { tableOf } from './table.js';

it('the benchmark runs to its end and prints a line for everything it compares', async () => {
  const report = await runBench(sizes.quick, () => undefined);
  const table = tableOf(report);
  for (const what of ['/unlink history', 'App Home', 'picker', 'one transition', 'acknowledgement', 'record'])
    expect(table).toContain(what);
  expect(report.comparisons.every(({ times }) => times.median > 0)).toBe(true);
  expect(report.memory.every(({ bytes }) => bytes >= 0)).toBe(true);
}, 120_000);
