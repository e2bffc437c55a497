import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, cp, mkdtemp, readdir, readFile, rm, symlink, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { endWithUs } from '../../sandbox/end-with-us.js';

const run = promisify(execFile);
/** Two compilers on a busy machine take their time. */
const timeout = 900_000;

describe('a running demo', { timeout }, () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  }, timeout);

  it('keeps its page, the parts of it that load later, and its bot when changed sources are built', async () => {
    const checkout = await copyOfThisCheckout();
    const url = await startDemo(checkout);
    const before = await pageOf(checkout);
    expect([...before.keys()].filter((path) => /library-message.*\.js$/u.test(path))).toHaveLength(1);
    await appendFile(join(checkout, 'src/web.ts'), '\nexport const changed = true;\n');
    await appendFile(
      join(checkout, 'sandbox/page/blocks/library-message.tsx'),
      '\nconsole.debug("changed");\n',
    );

    const { stdout } = await run('bin/demo', ['--run', '/unlink help'], { cwd: checkout });

    expect(stdout).toContain('OK: answered');
    expect([...(await pageOf(checkout)).keys()]).not.toEqual([...before.keys()]);
    for (const [path, content] of before) {
      const answer = await fetch(new URL(path, url));
      expect({ path, content: await answer.text() }).toEqual({ path, content });
    }
    const seen = await fetch(new URL('/sandbox/post', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'U0LAN00001', channel: 'C0ZCAOPS01', text: '/unlink oa 1234' }),
    });
    expect(seen.status).toBe(200);
    const channel = new URL('/sandbox/messages?channel=C0ZCAOPS01&user=U0LAN00001', url);
    await vi.waitFor(async () => expect(await (await fetch(channel)).text()).toMatch(/UR-\w{4}/u), {
      timeout,
      interval: 200,
    });
  });

  /** With this checkout's build, which `bin/test` makes first. */
  async function copyOfThisCheckout(): Promise<string> {
    const checkout = await mkdtemp(join(tmpdir(), 'demo-build-test-'));
    closing.push(() => rm(checkout, { recursive: true, force: true }));
    const leftOut = ['.git', 'node_modules', 'screenshots', 'docs', 'test'];
    await cp('.', checkout, {
      recursive: true,
      preserveTimestamps: true,
      filter: (path) => !leftOut.includes(basename(path)),
    });
    await symlink(resolve('node_modules'), join(checkout, 'node_modules'));
    // The copied folders are new, and would make the copied builds stale.
    for (const build of ['dist', 'sandbox/dist'].map((path) => join(checkout, path, '.built')))
      if (existsSync(build)) await utimes(build, new Date(), new Date());
    return checkout;
  }

  /** Returns the address of its page. */
  async function startDemo(checkout: string): Promise<string> {
    const child = endWithUs(spawn('bin/demo', [], { cwd: checkout }));
    const ended = new Promise((resolved) => child.once('exit', resolved));
    closing.push(async () => {
      child.kill('SIGINT');
      await ended;
    });
    let said = '';
    const opened = new Promise<string>((resolved) => {
      child.stdout?.on('data', (data: Buffer) => {
        said += data;
        const address = /The workspace is open: {2}(\S+)/u.exec(said)?.[1];
        if (address !== undefined) resolved(address);
      });
    });
    return Promise.race([
      opened,
      ended.then(() => {
        throw new Error('the demo ended before it was open');
      }),
    ]);
  }
});

/** The scripts and styles of a build's page, by their paths; their names change with their contents. */
async function pageOf(checkout: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(checkout, 'sandbox/dist/page/assets');
  const names = (await readdir(folder)).filter((name) => /\.(js|css)$/u.test(name)).sort();
  return new Map(
    await Promise.all(
      names.map(async (name) => [`assets/${name}`, await readFile(join(folder, name), 'utf8')] as const),
    ),
  );
}
