import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { benches } from './benches.js';
import { pictureOf } from './picture.js';
import { runBench } from './result.js';
import { tableOf } from './table.js';

describe('npm run bench -- --quick', () => {
  beforeAll(() => promisify(execFile)('test/bench/build'), 120_000);

  it.each(benches)(
    'runs $name to its end and shows each row and each side',
    { timeout: 120_000 },
    async (bench) => {
      const result = await runBench(bench, 'quick', () => undefined);
      const table = tableOf(result);
      const picture = pictureOf(result);
      expect(result.rows.length).toBeGreaterThan(0);
      for (const { what, sides } of result.rows) {
        expect(table).toContain(what);
        for (const { name, median } of sides) {
          expect(picture).toContain(name.replaceAll('&', '&amp;'));
          expect(median).toBeGreaterThanOrEqual(0);
        }
      }
    },
  );
});
