import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Each line breaks one import rule; the rules are in biome.json, and `npm run lint` runs them. */
const violations: readonly (readonly [path: string, code: string])[] = [
  ['src/core/a.ts', "import { x } from '../flow/b.js';\nexport const y = x;\n"],
  ['src/core/deep/a.ts', "import type { x } from '../../store/b.js';\nexport type y = x;\n"],
  ['src/core/b.ts', "import { readFileSync } from 'node:fs';\nexport const y = readFileSync;\n"],
  ['src/core/c.ts', 'export const y = () => Date.now();\n'],
  ['src/core/e.ts', "import { readFile } from 'node:fs/promises';\nexport const y = readFile;\n"],
  ['src/core/f.ts', "import { x } from '../shared/sha256.js';\nexport const y = x;\n"],
  ['src/flow/f.ts', "import { x } from '../shared/sleep.js';\nexport const y = x;\n"],
  ['src/core/d.ts', "export { z } from 'zod';\n"],
  ['src/core/asset/a.ts', "import { x } from '../request/b.js';\nexport const y = x;\n"],
  ['src/core/request/a.ts', "import type { x } from '../messages/b.js';\nexport type y = x;\n"],
  ['src/shared/a.ts', "import { x } from '../core/b.js';\nexport const y = x;\n"],
  ['src/chat/slack/messages/a.ts', "import { x } from '../outbound/b.js';\nexport const y = x;\n"],
  ['src/chat/slack/outbound/a.ts', "import { x } from '../inbound/b.js';\nexport const y = x;\n"],
  ['src/flow/a.ts', "import { x } from '../chat/slack/b.js';\nexport const y = x;\n"],
  ['src/flow/b.ts', "import { Queue } from 'bullmq';\nexport const y = Queue;\n"],
  ['src/flow/c.ts', "export const y = () => import('../zca/b.js');\n"],
  ['src/flow/d.ts', 'export const y = () => process.env;\n'],
  ['src/flow/e.ts', "import { x } from '../queries/b.js';\nexport const y = x;\n"],
  ['src/queries/a.ts', "import { x } from '../flow/decide.js';\nexport const y = x;\n"],
  ['src/queries/e.ts', "import { x } from '../flow/deep/b.js';\nexport const y = x;\n"],
  ['src/queries/b.ts', "import { x } from '../store/b.js';\nexport const y = x;\n"],
  ['src/queries/c.ts', "import { z } from 'zod';\nexport const y = z;\n"],
  ['src/queries/d.ts', 'export const y = () => Date.now();\n'],
  ['src/store/a.ts', "import { x } from '../jobs/b.js';\nexport const y = x;\n"],
  ['src/store/b.ts', "import axios from 'axios';\nexport const y = axios;\n"],
  ['src/zca/a.ts', "import { Redis } from 'ioredis';\nexport const y = Redis;\n"],
  ['src/zca/b.ts', "import { x } from '../chat/slack/b.js';\nexport const y = x;\n"],
  ['src/jobs/a.ts', "import { x } from '../store/b.js';\nexport const y = x;\n"],
  ['src/chat/slack/a.ts', "import { x } from '../../jobs/b.js';\nexport const y = x;\n"],
  ['src/chat/slack/b.ts', "import { x } from '../../wiring/wiring.js';\nexport const y = x;\n"],
  ['src/chat/slack/c.ts', "import { x } from '../../queries/b.js';\nexport const y = x;\n"],
  ['src/chat/slack/outbound/b.ts', "import { x } from '../../zalo/messages/b.js';\nexport const y = x;\n"],
  ['src/chat/zalo/messages/a.ts', "import { x } from '../outbound/b.js';\nexport const y = x;\n"],
  ['src/chat/zalo/inbound/a.ts', "import { x } from '../../slack/inbound/b.js';\nexport const y = x;\n"],
  ['src/chat/zalo/outbound/a.ts', "import axios from 'axios';\nexport const y = axios;\n"],
  ['src/zalo/a.ts', "import { x } from '../store/b.js';\nexport const y = x;\n"],
  ['src/admin/a.ts', "import { x } from '../store/b.js';\nexport const y = x;\n"],
  ['src/admin/b.ts', "import { Queue } from 'bullmq';\nexport const y = Queue;\n"],
  ['src/ops/a.ts', "import { Hono } from 'hono';\nexport const y = Hono;\n"],
  ['src/chat/slack/d.ts', "import { x } from '../../admin/b.js';\nexport const y = x;\n"],
  ['src/i18n/a.ts', "import { x } from '../flow/b.js';\nexport const y = x;\n"],
  ['src/config/a.ts', "import { pino } from 'pino';\nexport const y = pino;\n"],
  ['sandbox/a.ts', "import { x } from '../src/core/b.js';\nexport const y = x;\n"],
  ['sandbox/b.ts', "import { x } from './test/b.js';\nexport const y = x;\n"],
  ['sandbox/c.ts', "import { App } from '@slack/bolt';\nexport const y = App;\n"],
  ['sandbox/test/a.ts', "import { x } from '../../src/core/b.js';\nexport const y = x;\n"],
  ['sandbox/test/b.ts', "import { x } from '../../test/fixtures/b.js';\nexport const y = x;\n"],
  ['test/a.test.ts', "import fc from 'fast-check';\nexport const y = fc;\n"],
  ['src/cycle/a.ts', "import type { B } from './b.js';\nexport type A = B | 1;\n"],
];

/** Source files that keep the rules. */
const kept = [
  'src/core/text/normalize.ts',
  'src/queries/answer-query.ts',
  'src/chat/slack/outbound/alerts.ts',
  'src/chat/zalo/outbound/oa-sender.ts',
];

describe('the lint rules for import directions', () => {
  let dir = '';
  let faults: readonly Fault[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'boundaries-'));
    const { vcs, ...rules } = JSON.parse(await readFile('biome.json', 'utf8'));
    await writeFile(join(dir, 'biome.json'), JSON.stringify({ ...rules, vcs: { ...vcs, enabled: false } }));
    await write(dir, 'src/cycle/b.ts', "import type { A } from './a.js';\nexport type B = A | 2;\n");
    for (const [path, code] of violations) await write(dir, path, code);
    for (const path of kept) await cp(path, join(dir, path));
    faults = await lint(dir);
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  const rulesBrokenBy = (path: string) =>
    faults.filter(({ location }) => location.path === path).map(({ category }) => category);

  it.each(violations)('catch the violation by %s', (path) => {
    expect(rulesBrokenBy(path)).toContainEqual(
      expect.stringMatching(/\/(noRestrictedImports|noRestrictedGlobals|noImportCycles)$/u),
    );
  });

  it.each(kept)('accept %s, which keeps them', (path) => {
    expect(rulesBrokenBy(path)).toEqual([]);
  });
});

async function write(dir: string, path: string, code: string): Promise<void> {
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await writeFile(join(dir, path), code);
}

interface Fault {
  /** Such as `lint/style/noRestrictedImports`. */
  readonly category: string;
  readonly location: { readonly path: string };
}

/** Every finding of Biome in a folder. One run for all, since starting Biome takes longer than its work. */
function lint(cwd: string): Promise<readonly Fault[]> {
  const biome = join(process.cwd(), 'node_modules/.bin/biome');
  const all = ['lint', '--reporter=json', '--max-diagnostics=none'];
  return new Promise((resolve) => {
    execFile(biome, all, { cwd }, (_error, stdout) => resolve(JSON.parse(stdout).diagnostics));
  });
}
