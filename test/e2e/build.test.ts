import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);

/** A checkout with compilers that only copy, so that what is tried is when and where bin/build builds. */
describe('bin/build', () => {
  let checkout = '';
  const at = (...path: string[]) => join(checkout, ...path);
  const build = (...args: string[]) => run(at('bin/build'), args);
  const builtNow = () => readFile(at('dist/src/web.js'), 'utf8');

  beforeEach(async () => {
    checkout = await mkdtemp(join(tmpdir(), 'build-test-'));
    for (const folder of ['bin', 'src/store', 'sandbox', 'node_modules/.bin']) {
      await mkdir(at(folder), { recursive: true });
    }
    await cp('bin/build', at('bin/build'));
    await compiler('tsc', 'mkdir -p "$4/src/store" && cp src/web.ts "$4/src/web.js"');
    await compiler('vite', 'mkdir -p "$5" && touch "$5/index.html"');
    const rest = 'bot.config.ts package-lock.json tsconfig.json tsconfig.build.json vite.config.ts'.split(
      ' ',
    );
    for (const file of [...rest, 'src/web.ts', 'src/store/turn.lua']) await writeFile(at(file), 'old');
    const past = new Date(Date.now() - 60_000);
    await Promise.all(
      (await readdir(checkout, { recursive: true })).map((path) => utimes(at(path), past, past)),
    );
  });

  it('builds when a source is newer than the build, and otherwise leaves it alone', async () => {
    await build('--if-stale');
    const { ino } = await stat(at('dist'));
    await build('--if-stale');
    expect((await stat(at('dist'))).ino).toBe(ino);
    await writeFile(at('src/web.ts'), 'new');
    const soon = new Date(Date.now() + 60_000);
    await utimes(at('src/web.ts'), soon, soon);
    await build('--if-stale');
    expect(await builtNow()).toBe('new');
    expect((await readdir(checkout)).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('leaves the build as it was when the sources do not compile', async () => {
    await build();
    await compiler('tsc', 'exit 1');
    await expect(build()).rejects.toMatchObject({ code: 1 });
    expect(await builtNow()).toBe('old');
    expect((await readdir(checkout)).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('may be done twice at once', async () => {
    await Promise.all([build(), build(), build()]);
    expect(await builtNow()).toBe('old');
    expect((await readdir(checkout)).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  async function compiler(name: string, script: string): Promise<void> {
    await writeFile(at('node_modules/.bin', name), `#!/bin/sh\nset -eu\n${script}\n`, { mode: 0o755 });
  }
});
