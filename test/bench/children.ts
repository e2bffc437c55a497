import { type ChildProcess, fork } from 'node:child_process';
import { endWithUs } from '../../sandbox/end-with-us.js';
import { ended } from '../../sandbox/redis.js';
import type { Load, LoadResult } from './load.js';
import type { Appending } from './servers/appender.js';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** The processor time it has used since its start, in microseconds. */
  cpuUs(): Promise<number>;
  close(): Promise<void>;
}

/** The Redis and the Slack that the servers use. */
export interface Surroundings {
  readonly redisUrl: string;
  readonly slackApiUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The path of a compiled file of this folder. */
export const compiled = (file: string) => `dist/bench/test/bench/${file}`;
/** The baselines with packages of their own are not compiled, so that they find those packages beside them. */
const baselines = 'test/bench/baselines';

/** The servers by the names that the tables show. */
const entries: Readonly<Record<string, readonly [file: string, ...args: string[]]>> = {
  'the bot': [compiled('servers/bot.js')],
  'Bolt + queue.add': [compiled('servers/bolt.js'), 'queue'],
  'bare Bolt': [compiled('servers/bolt.js')],
  'the worker': [compiled('servers/run-bot.js')],
  'bare BullMQ worker': [compiled('servers/run-bullmq.js')],
  'Chat SDK': [`${baselines}/chat-sdk.mjs`],
  'slack-edge': [`${baselines}/slack-edge.mjs`],
};

/** Resolves when the server listens. */
export async function startServer(name: string, surroundings: Surroundings): Promise<ServerProcess> {
  const [file, ...args] = entries[name] ?? [name];
  const env = {
    ...process.env,
    ...surroundings.env,
    REDIS_URL: surroundings.redisUrl,
    SLACK_API_URL: surroundings.slackApiUrl,
    NODE_ENV: 'production',
  };
  const child = endWithUs(
    fork(file, args, {
      env,
      execArgv: ['--import', `./${compiled('servers/report-cpu.js')}`],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }),
  );
  const { port } = await answerOf<{ readonly port: number }>(child);
  return {
    port,
    cpuUs: async () => {
      const answer = answerOf<{ readonly cpu: number }>(child);
      child.send('cpu');
      return (await answer).cpu;
    },
    close: () => ended(child),
  };
}

export interface LoadProcess {
  send(load: Load): Promise<LoadResult>;
  close(): Promise<void>;
}

export function startLoad(): LoadProcess {
  const child = endWithUs(fork(compiled('load.js'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
  return {
    send: async (load) => {
      const answer = answerOf<{ readonly result?: LoadResult; readonly error?: string }>(child);
      child.send(load);
      const { result, error } = await answer;
      if (result === undefined) throw new Error(`${load.port} failed: ${error}`);
      return result;
    },
    close: () => ended(child),
  };
}

export interface AppendingProcess {
  append(what: Appending): Promise<void>;
  close(): Promise<void>;
}

/** A process that appends to the audit log. */
export function startAppending(redisUrl: string): AppendingProcess {
  const child = endWithUs(
    fork(compiled('servers/appender.js'), [redisUrl], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  return {
    append: async (what) => {
      const answer = answerOf(child);
      child.send(what);
      await answer;
    },
    close: () => ended(child),
  };
}

/** The next message of a process. */
export function answerOf<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const exited = (code: number | null) => reject(new Error(`a process ended (${code})`));
    child.once('exit', exited);
    child.once('message', (message) => {
      child.off('exit', exited);
      resolve(message as T);
    });
  });
}
