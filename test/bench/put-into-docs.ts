import { readFile, writeFile } from 'node:fs/promises';
import type { BenchResult } from './result.js';
import { tableOf } from './table.js';

const page = 'docs/bench.md';

/** Replaces what docs/bench.md shows of this bench; its place is between two comments with the bench's name. */
export async function putIntoDocs(result: BenchResult): Promise<void> {
  const { bench } = result;
  const old = await readFile(page, 'utf8');
  const place = new RegExp(`(<!-- ${bench} -->\n)[^]*?(<!-- /${bench} -->)`, 'u');
  if (!place.test(old)) throw new Error(`${page} has no place for ${bench}`);
  await writeFile(
    page,
    old.replace(place, (_all, begin, end) => `${begin}${shown(result)}${end}`),
  );
}

/** The part of the page that belongs to a result. */
export function shown(result: BenchResult): string {
  return `${tableOf(result)}\n\n![The bench ${result.bench}](bench/${result.bench}.svg)\n`;
}
