import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs } from './end-with-us.js';
import { freePort } from './free-port.js';

/** `REDIS_SERVER=/opt/valkey/bin/valkey-server` selects another version or another make. */
export const redisServer = process.env['REDIS_SERVER'] ?? 'redis-server';

export interface LocalRedis {
  readonly url: string;
  readonly process: ChildProcess;
  close(): Promise<void>;
}

/**
 * Starts a real Redis on a free port of 127.0.0.1, with an append-only file in its own temporary folder, which `close`
 * removes. `settings` are further command-line arguments; they override these.
 */
export async function startRedis(settings: readonly string[] = []): Promise<LocalRedis> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'zca-unlink-redis-'));
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--appendonly',
    'yes',
    '--save',
    '',
    ...settings,
  ];
  const child = endWithUs(spawn(redisServer, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
  await saidReady(child);
  return {
    url: `redis://127.0.0.1:${port}`,
    process: child,
    close: async () => {
      await ended(child);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Ends a process gently and waits until it has exited. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

async function saidReady(child: ChildProcess): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${redisServer} cannot be started: ${error.message}`)));
    child.once('exit', (code) => reject(new Error(`${redisServer} ended at once (${code})`)));
    child.stdout?.on('data', (data: Buffer) => {
      if (data.includes('Ready to accept connections')) resolve();
    });
  });
}
