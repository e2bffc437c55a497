import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { freePort } from '../../sandbox/free-port.js';
import { redisServer } from '../../sandbox/redis.js';

/** A real Redis server, or sentinel, that can be killed and comes back with what it had written. */
export interface RedisNode {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on its files and port; resolves when it takes commands. */
  start(): Promise<void>;
  /** SIGSTOP: connections stay, nothing is answered any more; as when a machine is lost or stands still. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
  /** Every byte it has been told to write. */
  written(): Promise<readonly Buffer[]>;
  /** SIGKILL, and away with its files. */
  remove(): Promise<void>;
}

const host = '127.0.0.1';

/**
 * Starts a server with a folder of its own and with these lines in its configuration file, which it may rewrite: what it
 * learns (whose replica it is) it knows again after a crash.
 */
export async function startNode(
  settings: readonly string[],
  { sentinel = false, tls }: { readonly sentinel?: boolean; readonly tls?: Certificate | undefined } = {},
): Promise<RedisNode> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'zca-unlink-node-'));
  const file = join(dir, 'redis.conf');
  await writeFile(file, [...doors(port, tls), `bind ${host}`, `dir ${dir}`, ...settings, ''].join('\n'));
  let child: ChildProcess | undefined;
  const start = async () => {
    const args = sentinel ? [file, '--sentinel'] : [file];
    child = endWithUs(spawn(redisServer, args, { stdio: ['ignore', 'pipe', 'inherit'] }));
    await saidReady(child, sentinel ? 'Sentinel ID is' : 'Ready to accept connections');
  };
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child?.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  await start();
  return {
    ...{ host, port, start, kill },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    written: async () => {
      const folder = join(dir, 'appendonlydir');
      const names = (await readdir(folder)).filter((name) => !name.endsWith('.manifest'));
      return Promise.all(names.map((name) => readFile(join(folder, name))));
    },
    remove: async () => {
      await kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Files of a certificate for 127.0.0.1, and of who signed it. */
export interface Certificate {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** With a certificate nothing is spoken in clear, also not between servers. */
function doors(port: number, tls: Certificate | undefined): string[] {
  if (tls === undefined) return [`port ${port}`];
  return [
    ...['port 0', `tls-port ${port}`, 'tls-auth-clients no', 'tls-replication yes', 'tls-cluster yes'],
    ...[`tls-ca-cert-file ${tls.authority}`, `tls-cert-file ${tls.certificate}`, `tls-key-file ${tls.key}`],
  ];
}

/** How a test itself speaks to such a server. */
export function tlsOf(tls: Certificate | undefined): { readonly tls?: { readonly ca: Buffer } } {
  return tls === undefined ? {} : { tls: { ca: readFileSync(tls.authority) } };
}

/**
 * Settings of a server that keeps what it is given: it writes its file before it answers. It rewrites it when it has grown, so
 * that a restart stays short, and leaves what it has rewritten in its folder: everything it was ever told can be read there.
 */
export const keepsAll = [
  'appendonly yes',
  'appendfsync always',
  'save ""',
  'auto-aof-rewrite-min-size 16mb',
  'aof-disable-auto-gc yes',
];

function saidReady(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('error', (error) => reject(new Error(`${redisServer} cannot be started: ${error.message}`)));
    child.once('exit', (code) => reject(new Error(`${redisServer} ended at once (${code}): ${said}`)));
    child.stdout?.on('data', (data: Buffer) => {
      if (said.length < 5_000) said += data.toString();
      if (data.includes(words)) resolve();
    });
  });
}
