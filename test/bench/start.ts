import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { freePort } from '../../sandbox/free-port.js';
import { ended, startRedis } from '../../sandbox/redis.js';
import { compiled, type Surroundings } from './children.js';
import { commandBody, signedRequest } from './deliveries.js';
import { inTurns } from './in-turns.js';
import { type Bench, rowOf } from './result.js';
import { installation, signingSecret, startSlackStub } from './slack-stub.js';

/** From the start of the process to its first 200 for a signed command, and its memory at rest after that. */
export const start: Bench = {
  name: 'start',
  title: 'Start and memory at rest',
  run: async (size) => {
    const server = await startRedis();
    const slack = await startSlackStub();
    const surroundings = { redisUrl: server.url, slackApiUrl: slack.apiUrl };
    try {
      const measured = await inTurns(Object.keys(entries), size === 'quick' ? 1 : 7, (name) =>
        measureStart(name, surroundings, size === 'quick' ? 0 : restMs),
      );
      const of = (what: 'readyMs' | 'restingMb') =>
        [...measured].map(([name, results]) => [name, results.map((result) => result[what])] as const);
      const aims = [{ against: 'bare Bolt', atMost: 1.4 }];
      return [
        rowOf('start to the first 200', 'ms', of('readyMs'), aims),
        rowOf('memory at rest', 'MB', of('restingMb'), aims),
      ];
    } finally {
      await slack.close();
      await server.close();
    }
  },
};

const entries: Readonly<Record<string, string>> = {
  'the bot': 'dist/src/web.js',
  'bare Bolt': compiled('servers/bolt.js'),
};
const restMs = 2_000;
const pollMs = 3;

async function measureStart(name: string, { redisUrl, slackApiUrl }: Surroundings, rest: number) {
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    REDIS_URL: redisUrl,
    SLACK_API_URL: slackApiUrl,
    SLACK_BOT_TOKEN: installation.botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    ZCA_API_URL: 'http://127.0.0.1:9',
    ZCA_API_TOKEN: 'bench-zca-token',
    UNLINK_APPROVERS: 'U0MINH0002',
  };
  const began = performance.now();
  const child = endWithUs(
    spawn(process.execPath, [entries[name] ?? ''], { env, stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${name} ended (${child.exitCode})`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    const readyMs = performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, rest));
    return { readyMs, restingMb: await residentMb(child.pid ?? 0) };
  } finally {
    await ended(child);
  }
}

/** True if the server answers a signed `/unlink help` with 200. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(signedRequest(commandBody(`start-${port}-${performance.now()}`, 0, 'help')));
    const [data] = await once(socket, 'data');
    return String(data).startsWith('HTTP/1.1 200');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) / 1024;
}
