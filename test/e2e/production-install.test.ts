import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const timeout = 120_000;

/** Asks npm itself, which derives the install from package-lock.json alone. */
describe('npm ci --omit=dev', { timeout }, () => {
  let installed: readonly string[] = [];
  let withoutSandbox: readonly string[] = [];

  beforeAll(async () => {
    const checkout = await mkdtemp(join(tmpdir(), 'production-install-'));
    await mkdir(join(checkout, 'sandbox'));
    for (const file of ['package.json', 'package-lock.json', 'sandbox/package.json'])
      await cp(file, join(checkout, file));
    installed = await packagesOf(checkout);
    await rm(join(checkout, 'sandbox'), { recursive: true });
    withoutSandbox = await packagesOf(checkout);
    await rm(checkout, { recursive: true });
  }, timeout);

  it('installs the bot’s dependencies', () => {
    expect(withoutSandbox).toEqual(expect.arrayContaining(['@slack/bolt', 'bullmq', 'ioredis', 'zod']));
  });

  it('installs nothing for the sandbox, to whose folder npm only makes a link', () => {
    expect(installed.filter((name) => name !== '@zca-unlink-bot/sandbox')).toEqual(withoutSandbox);
  });

  it('installs nothing that only the benchmark compares the bot with', async () => {
    const { dependencies } = JSON.parse(await readFile('test/bench/baselines/package.json', 'utf8'));
    const compared = Object.keys(dependencies);
    expect(compared).not.toEqual([]);
    expect(installed.filter((name) => compared.includes(name))).toEqual([]);
  });
});

/** The names of the packages that a production install adds, sorted. */
async function packagesOf(cwd: string): Promise<readonly string[]> {
  const args = ['ci', '--omit=dev', '--dry-run', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { stdout } = await run('npm', args, { cwd });
  return [...stdout.matchAll(/^add (\S+) /gmu)].map(([, name = '']) => name).sort();
}
