import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);

/**
 * A checkout with compilers that only copy, so that the tests see when and where each program
 * builds.
 */
describe.each([
  { program: 'bin/build', folder: '.', source: 'bot.config.ts', other: 'sandbox' },
  { program: 'sandbox/bin/build', folder: 'sandbox', source: 'demo.ts', other: '.' },
])('$program', ({ program, folder, source, other }) => {
  let checkout = '';
  const at = (...path: string[]) => join(checkout, ...path);
  const build = (...args: string[]) => run(at(program), args);
  const builtNow = () => readFile(at(folder, 'dist/copied.js'), 'utf8');
  const builds = async (of: string) => (await readdir(at(of))).filter((name) => name.startsWith('dist'));

  beforeEach(async () => {
    checkout = await mkdtemp(join(tmpdir(), 'build-test-'));
    for (const made of ['bin', 'sandbox/bin', 'src/store', 'node_modules/.bin']) {
      await mkdir(at(made), { recursive: true });
    }
    for (const made of ['page', 'slack', 'zca']) await mkdir(at('sandbox', made));
    for (const script of ['bin/build', 'bin/fresh-dist.sh', 'sandbox/bin/build'])
      await cp(script, at(script));
    await compiler('tsc', 'mkdir -p "$4/src/store" && cat *.ts >"$4/copied.js"');
    await compiler('vite', 'mkdir -p "$5" && touch "$5/index.html"');
    const files = ['bot.config.ts', 'package-lock.json', 'src/store/any.lua', 'sandbox/demo.ts'];
    const configs = ['tsconfig.json', 'tsconfig.build.json'].flatMap((name) => [name, `sandbox/${name}`]);
    for (const file of [...files, ...configs]) await writeFile(at(file), 'old');
    const past = new Date(Date.now() - 60_000);
    await Promise.all(
      (await readdir(checkout, { recursive: true })).map((path) => utimes(at(path), past, past)),
    );
  });

  it('builds when a source is newer than the build, and only then', async () => {
    await build('--if-stale');
    const { ino } = await stat(at(folder, 'dist'));
    await build('--if-stale');
    expect((await stat(at(folder, 'dist'))).ino).toBe(ino);
    await writeFile(at(folder, source), 'new');
    const soon = new Date(Date.now() + 60_000);
    await utimes(at(folder, source), soon, soon);
    await build('--if-stale');
    expect(await builtNow()).toBe('new');
    expect(await builds(folder)).toEqual(['dist']);
  });

  it('leaves the build as it was when the sources do not compile', async () => {
    await build();
    await compiler('tsc', 'exit 1');
    await expect(build()).rejects.toMatchObject({ code: 1 });
    expect(await builtNow()).toBe('old');
    expect(await builds(folder)).toEqual(['dist']);
  });

  it('may run twice at once', async () => {
    await Promise.all([build(), build(), build()]);
    expect(await builtNow()).toBe('old');
    expect(await builds(folder)).toEqual(['dist']);
  });

  it('takes its place although others put their builds there at the same time', async () => {
    await build();
    const others = `const fs = require('node:fs');
      const { renameSync } = fs;
      let left = 2;
      fs.renameSync = (from, to) => {
        renameSync(from, to);
        if (from !== 'dist' || left === 0) return;
        left -= 1;
        fs.mkdirSync('dist');
        fs.writeFileSync('dist/others.js', '');
      };`;
    await writeFile(at('others.cjs'), others);
    await compiler('node', `exec "${process.execPath}" --require "${at('others.cjs')}" "$@"`);
    await build();
    expect(await builtNow()).toBe('old');
    expect(await builds(folder)).toEqual(['dist']);
  });

  it('builds nothing of the other package', async () => {
    await build();
    expect(await builds(other)).toEqual([]);
  });

  async function compiler(name: string, script: string): Promise<void> {
    await writeFile(at('node_modules/.bin', name), `#!/bin/sh\nset -eu\n${script}\n`, { mode: 0o755 });
  }
});
