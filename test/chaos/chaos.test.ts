import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Bug, bugNames, bugs } from './environment/bugs.js';
import { type Patch, PatchMissed, patched } from './environment/patch.js';
import { patchesFor } from './environment/times.js';
import { run } from './run.js';
import { tableOf } from './table.js';

const built = fileURLToPath(new URL('../../dist', import.meta.url));

describe('the crash test', () => {
  it('finds no broken promise in a short storm', async () => {
    const report = await run({
      ...{ built, seed: 25, requests: 12, seconds: 5, kills: 5, webs: 2, workers: 2, rolls: 1, calm: false },
      ...{ faultEveryMs: 350, strangers: 3 },
      redis: 'single',
      driver: 'http',
      clocks: 'wrong',
      times: 'short',
    });
    expect(report.violations, tableOf(report)).toEqual([]);
    expect(report.counts['ended with a result']).toBeGreaterThan(0);
    expect(report.kills.length).toBeGreaterThan(0);
  }, 600_000);
});

describe('each built-in bug', () => {
  it.each(bugNames)('changes the build: %s', async (name) => {
    const { patches, beside = [] }: Bug = bugs[name];
    await expect(patchesMade([...patchesFor('short'), ...patches, ...beside])).resolves.toBeUndefined();
  });

  it('cannot be left out silently', () => {
    const patch: Patch = { file: 'src/flow/decide.js', find: 'not there', put: '' };
    expect(() => patched('some text', patch)).toThrow(PatchMissed);
    expect(() => patched('not there, and not there', patch)).toThrow(PatchMissed);
  });
});

async function patchesMade(patches: readonly Patch[]): Promise<void> {
  for (const patch of patches) {
    const text = await readFile(join(built, patch.file), 'utf8');
    expect(patched(text, patch)).not.toBe(text);
  }
}
