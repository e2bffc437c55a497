import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Answers as much of Redis's protocol as a client needs to learn the version. */
const old = createServer((socket) => {
  const info = 'redis_version:6.0.16\r\nloading:0\r\n';
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    for (const [, name = ''] of data.toString('latin1').matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/gu))
      socket.write(name.toUpperCase() === 'INFO' ? `$${info.length}\r\n${info}\r\n` : '+OK\r\n');
  });
});

describe('beside a Redis that is too old', () => {
  let env: Record<string, string> = {};
  let list = '';
  beforeAll(async () => {
    old.listen(0, '127.0.0.1');
    await once(old, 'listening');
    const address = old.address();
    const port = typeof address === 'object' ? address?.port : address;
    list = join(await mkdtemp(join(tmpdir(), 'old-redis-')), 'assets.csv');
    await writeFile(list, 'kind,id,name\noa,4318093042839471234,Bán hàng\n');
    env = {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      REDIS_URL: `redis://127.0.0.1:${port}`,
      SLACK_BOT_TOKEN: 'xoxb-1-token',
      SLACK_SIGNING_SECRET: 'test-signing-secret-0123',
      ZCA_API_URL: 'https://zca.example.com',
      ZCA_API_TOKEN: 'test-zca-token-0123',
      UNLINK_APPROVERS: 'S0APPROVE1',
    };
  });
  afterAll(() => void old.close());

  it.each([
    ['web', () => ['web.js']],
    ['worker', () => ['worker.js']],
    ['the import of a list', () => ['cli/assets.js', 'import', list, '--yes']],
  ])('%s says in one sentence which version it needs, and ends', async (_, args) => {
    const [entry = '', ...rest] = args();
    const child = spawn(process.execPath, [`dist/src/${entry}`, ...rest], { env });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data: Buffer) => {
        said += data.toString();
      });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(said.split('\n').filter((line) => line.includes('6.0.16'))).toEqual([
      'The Redis at REDIS_URL is version 6.0.16: the bot needs 6.2 or newer. Upgrade it, or set REDIS_URL to another.',
    ]);
    expect(said).not.toMatch(/^ +at /mu);
  });
});
