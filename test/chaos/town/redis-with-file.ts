import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../sandbox/free-port.js';
import { endWithUs } from './end-with-us.js';

/** A Redis that can be killed and comes back with what it had written. */
export interface RedisWithFile {
  readonly port: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on its file and port; resolves when it takes commands. */
  start(): Promise<void>;
  /** Every byte it has ever been told to write. */
  written(): Promise<Buffer>;
  remove(): Promise<void>;
}

/**
 * `appendfsync always`: Redis writes its file before it answers. With `everysec` it may answer first when the disk is
 * busy, and a killed Redis would lose what the bot has told Slack 200 for. Production must set the same.
 */
const settings = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--bind', '127.0.0.1'];

export async function startRedisWithFile(): Promise<RedisWithFile> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'zca-unlink-chaos-redis-'));
  const args = ['--port', String(port), '--dir', dir, '--auto-aof-rewrite-percentage', '0', ...settings];
  let child: ChildProcess | undefined;
  const start = async () => {
    child = endWithUs(spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] }));
    await saidReady(child);
  };
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    port,
    start,
    kill,
    written: async () => {
      const folder = join(dir, 'appendonlydir');
      const names = (await readdir(folder)).filter((name) => !name.endsWith('.manifest'));
      return Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
    },
    remove: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function saidReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`redis-server cannot be started: ${error.message}`)));
    child.once('exit', (code) => reject(new Error(`redis-server ended at once (${code})`)));
    child.stdout?.on('data', (data: Buffer) => {
      if (data.includes('Ready to accept connections')) resolve();
    });
  });
}
