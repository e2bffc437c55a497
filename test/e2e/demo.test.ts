import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { endWithUs } from '../../sandbox/end-with-us.js';

/**
 * Needs the build, which `bin/test` makes first; the demo itself rebuilds anything older than its
 * sources.
 */
describe('bin/demo', () => {
  it('lists its options on --help, whatever the other arguments', async () => {
    const { code, out, err } = await demo('--foo', '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain("bin/demo --run '/unlink oa 1234'");
  });

  it.each([
    [['--port', 'abc'], "--port takes a number from 1 to 65535; not 'abc'."],
    [['--port=70000'], "--port takes a number from 1 to 65535; not '70000'."],
    [['--locale', 'fr'], "--locale takes vi, en; not 'fr'."],
    [['--driver', 'ssh'], "--driver takes http, console, manual; not 'ssh'."],
    [['--chat', 'viber'], "--chat takes slack, zalo; not 'viber'."],
    [['--foo'], "bin/demo knows no '--foo'."],
    [['--run'], '--run needs a value.'],
    [
      ['--run', 'hello'],
      "--run takes a command that begins with /unlink, such as '/unlink oa 1234'; not 'hello'.",
    ],
    [
      ['--run', '/unlink'],
      '/unlink alone opens a form, which --run does not fill in; use bin/demo, or name what to unlink: /unlink oa 1234.',
    ],
    [['--press', 'cancel'], '--press says what is pressed in --run; without --run press on the page.'],
  ])('answers %j in one sentence, with exit code 2', async (args, sentence) => {
    expect(await demo(...args)).toEqual({
      code: 2,
      out: '',
      err: `${sentence}\nbin/demo --help lists the options.\n`,
    });
  });

  it('shows a private answer, ends with 0 and leaves no folder behind', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
    const { code, out } = await demoIn(folder, '--run', '/unlink help', '--locale', 'en');
    expect(out).toContain('(only Nguyễn Thị Lan sees this)');
    expect(out).toContain('/unlink oa 1234');
    expect(out).toContain('OK: answered');
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it('shows links as text when people unlink by hand', async () => {
    const { code, out } = await demo('--run', '/unlink oa 1234', '--driver', 'manual', '--locale', 'en');
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+/u);
    expect(out).not.toContain('<http');
    expect(code).toBe(0);
  });

  it.each([
    ['en', 'confirm', /^ {4}✅ UR-\w+: done/mu],
    ['vi', 'confirm', /^ {4}✅ UR-\w+ đã xong/mu],
    ['en', 'cancel', /the request was cancelled/u],
  ])('shows the main job in Zalo: %s, %s', async (locale, press, shows) => {
    const { code, out } = await demo(
      ...['--run', '/unlink oa 1234', '--chat', 'zalo', '--locale', locale, '--press', press],
    );
    expect(out).toMatch(shows);
    expect(out).toContain("Zalo's request to 200: ");
    expect(out).toContain('Trần Quốc Minh ↔ Vận hành ZCA');
    expect(out).toContain('OK: ');
    expect(code).toBe(0);
  });

  it('names a port in use and a free one', async () => {
    const { port, close } = await takePort();
    const { code, err } = await demo('--port', String(port));
    close();
    expect(err).toMatch(new RegExp(`^Port ${port} is in use; try --port \\d+\\.\\n$`, 'u'));
    expect(code).toBe(2);
  });

  it('prints the addresses of the page and the gateway, and cleans up when it ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'demo-test-'));
    const { port, close } = await takePort();
    close();
    const child = endWithUs(
      spawn('bin/demo', ['--port', String(port)], { env: { ...process.env, TMPDIR: folder } }),
    );
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let said = '';
    await new Promise<void>((resolve) => {
      child.stdout?.on('data', (data: Buffer) => {
        said += data;
        if (said.includes('Ctrl+C')) resolve();
      });
    });
    expect(said).toContain(`http://127.0.0.1:${port}`);
    expect(said).toMatch(/curl -X POST http:\/\/127\.0\.0\.1:\d+\/sandbox\/faults -d '\{/u);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });
});

function demo(...args: string[]) {
  return demoIn(tmpdir(), ...args);
}

function demoIn(folder: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile('bin/demo', args, { env: { ...process.env, TMPDIR: folder } }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

function takePort(): Promise<{ port: number; close: () => void }> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve({ port: address.port, close: () => server.close() });
    });
  });
}
